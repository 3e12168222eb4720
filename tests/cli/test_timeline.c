/* A timeline shows terms, windows and deadlines where they are, on any width, in any charset. */
#include "cli/timeline.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/display.h"
#include "core/cleanup.h"
#include "tests/support/alloc.h"

static const struct span end_before[] = {{6, SPAN_MONTHS}};

/* A window from five to two months before the end, after a reminder six months before it. */
static const struct policy policy = {
	.name = "default",
	.rules = {[DEADLINE_END] = {.state = RULE_SET, .before = end_before, .before_count = 1}},
	.window = {.is_set = true, .opens = {5, SPAN_MONTHS}, .closes = {2, SPAN_MONTHS}},
};

static struct day day_of(const char *text)
{
	struct day day;

	assert_true(day_parse(text, &day));
	return day;
}

static struct vague vague_of(const char *text)
{
	struct vague vague = {0};

	assert_true(text == NULL || vague_parse(text, &vague));
	return vague;
}

/* An agreement of one term, with what a test wants to have otherwise. */
struct fixture {
	struct partner partner;
	struct term terms[2];
	struct agreement agreement;
};

static struct agreement *make(struct fixture *fixture, const char *signed_on, const char *last_day)
{
	*fixture = (struct fixture){
		.partner = {.name = "Riga"},
		.terms[0] = {.start = vague_of(signed_on), .last_day = vague_of(last_day)},
	};
	fixture->agreement = (struct agreement){
		.id = 7,
		.register_name = "test",
		.partners = &fixture->partner,
		.partner_count = 1,
		.signed_on = vague_of(signed_on),
		.kind = last_day == NULL ? KIND_UNKNOWN : KIND_FIXED,
		.state = STATE_ACTIVE,
		.terms = fixture->terms,
		.term_count = 1,
	};
	return &fixture->agreement;
}

/* 2026-01 to 2027-12: two columns a month on a bar of 48. */
static struct timeline year_before_and_after(void)
{
	struct timeline timeline = {.as_of = day_of("2027-01-10"), .until = day_of("2028-01-10")};

	timeline.axis = timeline_axis_of(day_of("2026-12-31"), (struct span){11, SPAN_MONTHS},
					 (struct span){12, SPAN_MONTHS});
	return timeline;
}

static struct cli cli_of_policy(void)
{
	struct cli cli = {.today = day_of("2027-01-10")};

	cli.rules.policies = (struct policies){.items = &policy, .count = 1};
	cli.rules.calendar.weekdays = WEEKDAYS_ALL;
	return cli;
}

/* Draws one agreement, with all that stands around it, or the row alone. */
static int draw_into(struct text *out, const struct agreement *agreement, size_t width,
		     bool is_ascii, bool is_whole)
{
	static struct timeline_row row;
	struct cli cli = cli_of_policy();
	struct timeline timeline = year_before_and_after();
	struct view view = view_make(&cli, agreement, timeline.as_of);
	struct timeline_text drawing;

	if (timeline_count(&timeline, &view) != 0)
		return -ENOMEM;
	timeline_row_make(&row, &timeline, &view, &cli.rules);
	timeline_text_init(&drawing, &timeline, width, /* has_colour= */ false, is_ascii);
	if (is_whole)
		timeline_text_head(&drawing, out);
	timeline_text_row(&drawing, &row, out);
	if (is_whole)
		timeline_text_foot(&drawing, out);
	return text_failed(out) ? -ENOMEM : 0;
}

#define BAR_AT 25	     /* bytes before the bar: ID, partner and last day */
#define WIDTH  (BAR_AT + 48) /* two columns a month */

/* The row alone, without what stands before the bar. */
static void assert_bar(int line, const struct agreement *agreement, bool is_ascii,
		       const char *expected)
{
	CLEANUP(text_done) struct text out = {0};
	const char *bar;

	assert_int_equal(draw_into(&out, agreement, WIDTH, is_ascii, /* is_whole= */ false), 0);
	bar = text_string(&out) + BAR_AT;
	if (strncmp(bar, expected, strlen(expected)) != 0 ||
	    strcmp(bar + strlen(expected), "\n") != 0)
		print_error("line %d:\n%s%s\n", line, bar, expected);
	assert_memory_equal(bar, expected, strlen(expected));
	assert_string_equal(bar + strlen(expected), "\n");
}

#define BAR(agreement, unicode, ascii)                                                             \
	do {                                                                                       \
		assert_bar(__LINE__, agreement, false, unicode);                                   \
		assert_bar(__LINE__, agreement, true, ascii);                                      \
	} while (0)

static void a_term_has_its_window_its_first_reminder_and_its_last_day(void **state)
{
	struct fixture fixture;

	(void)state;
	BAR(make(&fixture, "2026-04-01", "2027-10-31"),
	    "┊    ┣━━━━━━━━━━━━━━━━━━│━━━━━━○━▓▓▓▓▓▓▓━━━●",
	    ":    [==================|======o=#######===X");
}

static void a_term_goes_on_outside_of_the_axis(void **state)
{
	struct fixture fixture;

	(void)state;
	BAR(make(&fixture, "2020-04-01", "2030-10-31"),
	    "◂━━━━━━━━━━━━━━━━━━━━━━━│━━━━━━━━━━━━━━━━━━━━━━▸",
	    "<=======================|======================>");
}

static void what_has_ended_is_past(void **state)
{
	struct fixture fixture;

	(void)state;
	BAR(make(&fixture, "2020-04-01", "2026-10-31"), "◂──────○─▓▓▓▓▓▓▓───●    │",
	    "<------o-#######---X    |");
	BAR(make(&fixture, "2020-04-01", "2024-10-31"), "◂                       │",
	    "<                       |");
}

static void a_vague_last_day_is_drawn_as_what_it_can_be(void **state)
{
	struct fixture fixture;

	(void)state;
	BAR(make(&fixture, "2026-02-01", "2027"),
	    "┊ ┣━━━━━━━━━━○━▓▓▓▓▓▓▓━━│░●░░░░░░░░░░░░░░░░░░░░░",
	    ": [==========o=#######==|~X~~~~~~~~~~~~~~~~~~~~~");
	BAR(make(&fixture, "2022-06-15", "2027"),
	    "◂━━━━━━━━━━━━━━━━━━━━━○━│▓▓▓▓▓▓░░░●░░░░░░░░░░░░░",
	    "<=====================o=|######~~~X~~~~~~~~~~~~~");
}

static void an_open_end_and_an_unknown_one_are_shown_as_such(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2026-06-15", NULL);

	(void)state;
	BAR(agreement, "┊         ░░░░░░░░░░░░░░│░░░░░░░░░░░░░░░░░░░░░░?",
	    ":         ~~~~~~~~~~~~~~|~~~~~~~~~~~~~~~~~~~~~~?");
	agreement->kind = KIND_OPEN_ENDED;
	BAR(agreement, "┊         ┣━━━━━━━━━━━━━│━━━━━━━━━━━━━━━━━━━━━━∞",
	    ":         [=============|======================*");
	agreement = make(&fixture, NULL, "2027-06-15");
	BAR(agreement, "?━━━━━━━━━━━━━━━━━━━━━○━│▓▓▓▓▓▓━━━●",
	    "?=====================o=|######===X");
}

static void a_term_that_follows_begins_where_the_other_ends(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2024-06-15", "2026-06-14");

	(void)state;
	fixture.terms[1] =
		(struct term){.seq = 1, .kind = TERM_RENEWED, .last_day = vague_of("2028-06-14")};
	agreement->term_count = 2;
	BAR(agreement, "◂─────────┣━━━━━━━━━━━━━│━━━━━━━━━━━━━━━━━━━━━○▸",
	    "<---------[=============|=====================o>");
}

static void each_term_of_a_tacit_renewal_has_its_last_day_for_notice(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2020-06-15", "2021-06-14");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	agreement->renews.every = (struct span){1, SPAN_YEARS};
	agreement->notice.period = (struct span){3, SPAN_MONTHS};
	BAR(agreement, "◂─────────↻━━━━━━━━━━━○━│━━━◆━━━━━↻╌╌╌╌╌╌╌╌╌╌╌╌▸",
	    "<---------@===========o=|===!=====@............>");
	/* The last time is an end like another. */
	agreement->renews.times = 6;
	BAR(agreement, "◂─────────↻━━━━━━━━━━━○━│▓▓▓▓▓▓━━━●",
	    "<---------@===========o=|######===X");
}

static void what_renewed_itself_before_a_new_term_was_in_force_until_then(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2024-06-15", "2026-06-14");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	agreement->renews.every = (struct span){1, SPAN_YEARS};
	fixture.terms[1] = (struct term){.seq = 1,
					 .kind = TERM_RENEWED,
					 .start = vague_of("2027-06-15"),
					 .last_day = vague_of("2028-06-14")};
	agreement->term_count = 2;
	BAR(agreement, "◂─────────┣━━━━━━━━━━━━━│━━━━━━━━━├╌╌╌╌╌╌╌╌╌╌╌╌▸",
	    "<---------[=============|=========[............>");
	/* What had ended did not: there was nothing between. */
	agreement->renewal = RENEWAL_EXPRESS;
	BAR(agreement, "◂──────────             │         ├╌╌╌╌╌╌╌╌╌╌╌○▸",
	    "<----------             |         [...........o>");
}

static void notice_that_was_given_ends_it_for_good(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2020-06-15", "2021-06-14");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	agreement->renews.every = (struct span){1, SPAN_YEARS};
	agreement->terminated_on = vague_of("2027-06-14");
	BAR(agreement, "◂━━━━━━━━━━━━━━━━━━━━━○━│━━━━━━━━━●",
	    "<=====================o=|=========X");
	agreement = make(&fixture, "2026-06-15", NULL);
	agreement->kind = KIND_OPEN_ENDED;
	agreement->terminated_on = vague_of("2027-03-31");
	BAR(agreement, "┊         ┣━━━━━━○━━━━━━│━━━━●", ":         [======o======|====X");
}

static void a_renewal_for_an_unknown_time_may_have_ended(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2020-06-15", "2027-06-14");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	BAR(agreement, "◂━━━━━━━━━━━━━━━━━━━━━━━│━━━━━━━━━↻░░░░░░░░░░░░?",
	    "<=======================|=========@~~~~~~~~~~~~?");
}

static void more_renewals_than_can_be_told_apart_go_on(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2026-06-15", "2026-06-15");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	agreement->renews.every = (struct span){1, SPAN_DAYS};
	agreement->notice.period = (struct span){1, SPAN_DAYS};
	BAR(agreement, "┊         ├───────────↻↻◆◆◆◆◆◆◆╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▸",
	    ":         [-----------@@!!!!!!!................>");
}

static void all_around_the_rows_is_said(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	struct fixture fixture;

	(void)state;
	assert_int_equal(draw_into(&out, make(&fixture, "2020-06-15", "2027-06-14"), 0,
				   /* is_ascii= */ false, /* is_whole= */ true),
			 0);
	assert_string_equal(
		text_string(&out),
		"                                                             ▼ 2027-01-10\n"
		"                       2026                                 2027\n"
		"ID  PARTNER  LAST DAY    Q1       Q2       Q3        Q4       Q1       Q2        "
		"Q3       Q4\n"
		" 7  Riga     2027-06-14  ◂━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━○━━│▓▓▓▓▓▓▓▓▓▓━━━━━●\n"
		"\n"
		"━ in force   ▓ renewal window   ○ first reminder   ● last day   ◂ goes on\n"
		"1 agreement.\n");
}

static void a_narrow_terminal_keeps_the_bar(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	struct fixture fixture;

	(void)state;
	make(&fixture, "2020-06-15", "2027-06-14");
	fixture.partner.name = "Istanbul Kültür University";
	assert_int_equal(draw_into(&out, &fixture.agreement, 40, /* is_ascii= */ true,
				   /* is_whole= */ true),
			 0);
	assert_string_equal(text_string(&out), "                2027-01-10 v\n"
					       "ID  PARTNER       2026       2027\n"
					       " 7  Istanbul K..  <=========o|###X\n"
					       "\n"
					       "= in force   # renewal window\n"
					       "o first reminder   X last day\n"
					       "< goes on\n"
					       "1 agreement.\n");
}

/* Whatever the width, and also when a partner's characters are wide. */
static void no_line_is_wider_than_the_terminal(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2020-06-15", "2021");

	(void)state;
	fixture.partner.name = "東京大学 and its long\033[31m name\nin two lines";
	agreement->id = 123456;
	agreement->renewal = RENEWAL_TACIT;
	agreement->notice.period = (struct span){3, SPAN_MONTHS};
	for (size_t width = 1; width < 700; width += width < 120 ? 1 : 37) {
		CLEANUP(text_done) struct text out = {0};
		char *rest = NULL;

		assert_int_equal(draw_into(&out, agreement, width, width % 2 == 0, true), 0);
		assert_null(strchr(text_string(&out), '\033'));
		for (char *line = strtok_r(out.data, "\n", &rest); line != NULL;
		     line = strtok_r(NULL, "\n", &rest)) {
			if (display_width(line) > width)
				print_error("width %zu: %s\n", width, line);
			assert_true(display_width(line) <= width);
		}
	}
}

/* ---- which are shown ---------------------------------------------------------------------- */

static void assert_shown(int line, const struct agreement *agreement, bool is_all, int expected)
{
	struct cli cli = cli_of_policy();
	struct timeline timeline = year_before_and_after();
	struct view view = view_make(&cli, agreement, timeline.as_of);
	enum timeline_absence absence = ABSENCES;

	timeline.is_all = is_all;
	if (timeline_shows(&timeline, &view, &cli.rules.dates, &absence))
		absence = ABSENCES;
	if ((int)absence != expected)
		print_error("line %d: %d\n", line, (int)absence);
	assert_int_equal((int)absence, expected);
}

#define SHOWN(agreement)	   assert_shown(__LINE__, agreement, false, ABSENCES)
#define ABSENT(agreement, absence) assert_shown(__LINE__, agreement, false, absence)

static void what_ends_in_time_is_shown_and_the_rest_has_a_reason(void **state)
{
	struct fixture fixture;
	struct agreement *agreement;

	(void)state;
	SHOWN(make(&fixture, "2020-01-01", "2027-01-10"));
	SHOWN(make(&fixture, "2020-01-01", "2028-01-10"));
	ABSENT(make(&fixture, "2020-01-01", "2027-01-09"), ABSENT_ENDED);
	ABSENT(make(&fixture, "2020-01-01", "2028-01-11"), ABSENT_LATER);
	ABSENT(make(&fixture, "2020-01-01", NULL), ABSENT_UNKNOWN);
	agreement = make(&fixture, "2020-01-01", NULL);
	agreement->kind = KIND_OPEN_ENDED;
	ABSENT(agreement, ABSENT_OPEN_ENDED);
	assert_shown(__LINE__, agreement, /* is_all= */ true, ABSENCES);
	agreement->terminated_on = vague_of("2027-01-09");
	ABSENT(agreement, ABSENT_ENDED);
	agreement->terminated_on = vague_of("2027-01-10");
	SHOWN(agreement);
	/* Reckoned as 2027-01-05, but it can be later. */
	SHOWN(make(&fixture, "2020-01-05", "2027"));
	agreement = make(&fixture, "2020-01-01", "2027-03-01");
	agreement->state = STATE_WITHDRAWN;
	ABSENT(agreement, ABSENT_UNWATCHED);
	assert_shown(__LINE__, agreement, /* is_all= */ true, ABSENT_UNWATCHED);
}

static void time_for_notice_that_ends_in_time_is_enough(void **state)
{
	struct fixture fixture;
	struct agreement *agreement = make(&fixture, "2020-01-01", "2029-01-01");

	(void)state;
	agreement->renewal = RENEWAL_TACIT;
	agreement->renews.every = (struct span){1, SPAN_YEARS};
	ABSENT(agreement, ABSENT_LATER);
	agreement->notice.period = (struct span){12, SPAN_MONTHS};
	SHOWN(agreement);
}

static void what_is_left_out_is_counted_in_words(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	struct timeline timeline = {.count = 1};

	(void)state;
	timeline_words(&out, &timeline, true);
	assert_string_equal(text_string(&out), "1 agreement.");
	text_clear(&out);
	timeline.count = 0;
	timeline.absent[ABSENT_UNWATCHED] = 2;
	timeline_words(&out, &timeline, true);
	assert_string_equal(text_string(&out),
			    "No agreement fits. Not shown: 2 no longer watched.");
	text_clear(&out);
	timeline.absent[ABSENT_OPEN_ENDED] = 3;
	timeline_words(&out, &timeline, true);
	assert_string_equal(text_string(&out),
			    "No agreement fits. Not shown: 3 open-ended, 2 no longer watched "
			    "(--all shows all that are watched).");
}

/* ---- the axis ----------------------------------------------------------------------------- */

static void ticks_stand_on_months_quarters_and_years(void **state)
{
	struct timeline_axis axis = timeline_axis_of(
		day_of("2026-11-23"), (struct span){40, SPAN_DAYS}, (struct span){24, SPAN_MONTHS});
	struct day day = DAY_NONE;
	char text[DAY_TEXT_SIZE];
	int count = 0;

	(void)state;
	assert_string_equal(day_format(axis.from, text), "2026-10-01");
	assert_string_equal(day_format(axis.to, text), "2028-11-30");
	while (timeline_tick(&axis, 1, &day))
		count++;
	assert_int_equal(count, 26);
	day = DAY_NONE;
	assert_true(timeline_tick(&axis, 3, &day));
	assert_string_equal(day_format(day, text), "2026-10-01");
	assert_true(timeline_tick(&axis, 3, &day));
	assert_string_equal(day_format(day, text), "2027-01-01");
	assert_true(timeline_tick(&axis, 12, &day));
	assert_string_equal(day_format(day, text), "2028-01-01");
	assert_false(timeline_tick(&axis, 12, &day));
	assert_string_equal(day_format(day, text), "2028-01-01");
}

static void the_axis_stops_where_the_calendar_does(void **state)
{
	struct timeline_axis axis = timeline_axis_of(DAY_MAX, (struct span){100, SPAN_YEARS},
						     (struct span){100, SPAN_YEARS});
	struct day day = DAY_NONE;

	(void)state;
	assert_int_equal(axis.to.n, DAY_MAX.n);
	while (timeline_tick(&axis, 12, &day))
		assert_true(day_compare(day, axis.to) <= 0);
	axis = timeline_axis_of(DAY_MIN, (struct span){1, SPAN_YEARS}, (struct span){0, SPAN_DAYS});
	assert_int_equal(axis.from.n, DAY_MIN.n);
}

/* ---- SVG ---------------------------------------------------------------------------------- */

static int draw_svg(struct text *out, const struct agreement *agreement, size_t times)
{
	static struct timeline_row row;
	struct cli cli = cli_of_policy();
	struct timeline timeline = year_before_and_after();
	struct view view = view_make(&cli, agreement, timeline.as_of);
	struct timeline_svg drawing = {.timeline = &timeline, .title = "A & B"};

	timeline.count = times;
	timeline_row_make(&row, &timeline, &view, &cli.rules);
	for (size_t i = 0; i < times; i++)
		timeline_svg_row(&drawing, &row);
	timeline_svg_write(&drawing, out);
	timeline_svg_done(&drawing);
	return text_failed(out) ? -ENOMEM : 0;
}

static void names_are_text_and_nothing_else(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	struct fixture fixture;

	(void)state;
	make(&fixture, "2020-06-15", "2027-06-14");
	fixture.partner.name = "<b x='1'>&\"\001\xef\xbf\xbf\xff";
	assert_int_equal(draw_svg(&out, &fixture.agreement, 1), 0);
	assert_non_null(strstr(text_string(&out), ">&lt;b x=&#39;1&#39;&gt;&amp;&quot;?"
						  "?"
						  "?</text>"));
	assert_null(strstr(text_string(&out), "<b"));
	assert_non_null(strstr(text_string(&out), ">A &amp; B</text>"));
}

static void a_picture_has_so_many_rows_and_says_what_is_missing(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	struct fixture fixture;

	(void)state;
	make(&fixture, "2020-06-15", "2027-06-14");
	assert_int_equal(draw_svg(&out, &fixture.agreement, TIMELINE_SVG_ROWS_MAX + 3), 0);
	assert_non_null(strstr(text_string(&out), "The first 500 are drawn; 3 more are not."));
	text_clear(&out);
	assert_int_equal(draw_svg(&out, &fixture.agreement, TIMELINE_SVG_ROWS_MAX), 0);
	assert_null(strstr(text_string(&out), "are drawn"));
}

/* ---- memory ------------------------------------------------------------------------------- */

static int draw_all(void *context)
{
	CLEANUP(text_done) struct text text = {0};
	CLEANUP(text_done) struct text picture = {0};
	int result = draw_into(&text, context, 60, true, true);

	return result == 0 ? draw_svg(&picture, context, 2) : result;
}

static void lack_of_memory_shows_in_the_drawing(void **state)
{
	struct fixture fixture;

	(void)state;
	make(&fixture, "2020-06-15", "2027-06-14");
	fixture.partner.name = "A name that has to be cut, since it is long";
	alloc_each_fails(draw_all, &fixture.agreement);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_has_its_window_its_first_reminder_and_its_last_day),
		cmocka_unit_test(a_term_goes_on_outside_of_the_axis),
		cmocka_unit_test(what_has_ended_is_past),
		cmocka_unit_test(a_vague_last_day_is_drawn_as_what_it_can_be),
		cmocka_unit_test(an_open_end_and_an_unknown_one_are_shown_as_such),
		cmocka_unit_test(a_term_that_follows_begins_where_the_other_ends),
		cmocka_unit_test(each_term_of_a_tacit_renewal_has_its_last_day_for_notice),
		cmocka_unit_test(what_renewed_itself_before_a_new_term_was_in_force_until_then),
		cmocka_unit_test(notice_that_was_given_ends_it_for_good),
		cmocka_unit_test(a_renewal_for_an_unknown_time_may_have_ended),
		cmocka_unit_test(more_renewals_than_can_be_told_apart_go_on),
		cmocka_unit_test(all_around_the_rows_is_said),
		cmocka_unit_test(a_narrow_terminal_keeps_the_bar),
		cmocka_unit_test(no_line_is_wider_than_the_terminal),
		cmocka_unit_test(what_ends_in_time_is_shown_and_the_rest_has_a_reason),
		cmocka_unit_test(time_for_notice_that_ends_in_time_is_enough),
		cmocka_unit_test(what_is_left_out_is_counted_in_words),
		cmocka_unit_test(ticks_stand_on_months_quarters_and_years),
		cmocka_unit_test(the_axis_stops_where_the_calendar_does),
		cmocka_unit_test(names_are_text_and_nothing_else),
		cmocka_unit_test(a_picture_has_so_many_rows_and_says_what_is_missing),
		cmocka_unit_test(lack_of_memory_shows_in_the_drawing),
	};

	display_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
