#include "courier/render.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/courier/render_sample.h"
#include "tests/support/alloc.h"

static int setup(void **state)
{
	*state = sample_new("2026-11-23");
	return 0;
}

static int teardown(void **state)
{
	sample_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void render(struct sample *sample, const struct job *job, struct text *out)
{
	struct document document = sample_document(sample);

	assert_int_equal(render_calendar(job, &document, out), 0);
}

static void t24_a_last_day_is_one_whole_day(void **state)
{
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-31", "2026-12-31", NULL);
	render(*state, &job, &out);
	assert_string_equal(
		text_string(&out),
		"BEGIN:VCALENDAR\r\n"
		"VERSION:2.0\r\n"
		"PRODID:-//renewd//renewd//EN\r\n"
		"CALSCALE:GREGORIAN\r\n"
		"METHOD:PUBLISH\r\n"
		"BEGIN:VEVENT\r\n"
		"UID:1-end@9f3c0123456789ab.renewd\r\n"
		"DTSTAMP:20261123T033000Z\r\n"
		"DTSTART;VALUE=DATE:20261231\r\n"
		"DTEND;VALUE=DATE:20270101\r\n"
		"SUMMARY:Last day of the agreement with KU Leuven (Leuven)\r\n"
		"DESCRIPTION:Type: Memorandum of understanding\\nSigned: 10 December \r\n"
		" 2021\\nOwner: Faculty of Law\\nNumber: 2021/45\\nRegister: agreements.txt\\, \r\n"
		" row 12\\nID: 1\r\n"
		"TRANSP:TRANSPARENT\r\n"
		"END:VEVENT\r\n"
		"END:VCALENDAR\r\n");
	text_done(&out);
}

static void t24_a_uid_is_that_of_the_deadline_whatever_the_delivery(void **state)
{
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_REVIEW, "2026-12-31", "2026-12-31", NULL);
	job.id = "9f3c0123456789ab.99";
	job.created_ms += 86400000;
	render(*state, &job, &out);
	assert_non_null(strstr(text_string(&out), "\r\nUID:1-review@9f3c0123456789ab.renewd\r\n"));
	assert_non_null(strstr(text_string(&out), "\r\nSUMMARY:Review of the agreement with "));
	text_done(&out);
}

static void t18_a_term_that_renews_itself_has_an_event_of_its_own(void **state)
{
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", "3m");
	sample_add_tacit(*state, "KU Leuven", "2028-03-10", "2028-03-10", "1y", NULL);
	render(*state, &job, &out);
	assert_non_null(
		strstr(text_string(&out), "\r\nUID:1-notice-2027-03@9f3c0123456789ab.renewd\r\n"));
	assert_non_null(
		strstr(text_string(&out), "\r\nUID:2-notice-2028-03@9f3c0123456789ab.renewd\r\n"));
	assert_non_null(strstr(text_string(&out),
			       "\r\nSUMMARY:Last day for notice of the agreement with "));
	assert_non_null(
		strstr(text_string(&out), "\r\nSUMMARY:Renewal by itself of the agreement with "));
	text_done(&out);
}

static void a_new_term_moves_the_event_of_the_last_day(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();
	struct text out = {0};
	struct run_entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-31", "2026-12-31", &entry);
	entry->decision.step = (struct step){STEP_RENEWED, {1, SPAN_DAYS}, -3};
	entry->decision.renewed.reckoned = sample_day("2031-06-30");
	assert_true(vague_of_year(2031, &entry->decision.renewed.given));
	render(sample, &job, &out);
	assert_non_null(strstr(text_string(&out), "\r\nUID:1-end@9f3c0123456789ab.renewd\r\n"));
	assert_non_null(strstr(text_string(&out), "\r\nDTSTART;VALUE=DATE:20310630\r\n"));
	assert_non_null(strstr(text_string(&out), "(reckoned)\r\n"));
	text_clear(&out);
	entry->decision.renewed = (struct last_day){.reckoned = DAY_NONE, .latest = DAY_NONE};
	render(sample, &job, &out);
	assert_int_equal(out.length, 0);
	entry->decision.kind = DEADLINE_NOTICE;
	entry->decision.renewed.reckoned = sample_day("2031-06-30");
	render(sample, &job, &out);
	assert_int_equal(out.length, 0);
	text_done(&out);
}

static void an_event_of_a_trial_says_for_whom_it_is(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-31", "2026-12-31", NULL);
	sample->delivery.meant_name = "Dean";
	sample->delivery.meant = (struct address){"slack", ""};
	render(sample, &job, &out);
	assert_non_null(strstr(text_string(&out),
			       "\r\nDESCRIPTION:Trial: this would have gone to Dean over slack."));
	text_done(&out);
}

static void no_day_no_calendar(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(sample, "KU Leuven", DEADLINE_UNKNOWN, "2026-12-31", NULL, NULL);
	render(sample, &job, &out);
	assert_int_equal(out.length, 0);
	sample_add(sample, "KU Leuven", DEADLINE_END, "2020-12-31", "2020-12-31", NULL);
	sample->delivery.kind = DELIVERY_INTAKE;
	render(sample, &job, &out);
	assert_int_equal(out.length, 0);
	sample->delivery.kind = DELIVERY_REMINDER;
	render(sample, &job, &out);
	assert_null(strstr(text_string(&out), "UID:1-"));
	assert_non_null(strstr(text_string(&out), "UID:2-end@"));
	text_done(&out);
}

static void t24_lines_are_folded_at_75_octets_between_characters(void **state)
{
	static const char *const characters[] = {"a", "é", "東", "\U0001f600"};
	struct job job = render_sample_job();
	struct text names[4] = {0}, out = {0};

	for (size_t c = 0; c < 4; c++) {
		for (size_t i = 0; i < 100; i++)
			text_add(&names[c], i % 7 == 0 ? "x" : characters[c]);
		sample_add(*state, text_string(&names[c]), DEADLINE_END, "2026-12-31", "2026-12-31",
			   NULL);
	}
	render(*state, &job, &out);
	for (const char *line = text_string(&out); *line != '\0';) {
		size_t length = strcspn(line, "\r\n");

		assert_in_range(length, 1, 75);
		assert_true(text_is_utf8(line, length));
		assert_int_equal(strncmp(line + length, "\r\n", 2), 0);
		line += length + 2;
	}
	for (size_t c = 0; c < 4; c++)
		text_done(&names[c]);
	text_done(&out);
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_calendar(&job, document, &out);

	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2028-12-10", "2028", NULL);
	document = sample_document(*state);
	alloc_each_fails(render_it, &document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(t24_a_last_day_is_one_whole_day),
		TEST(t24_a_uid_is_that_of_the_deadline_whatever_the_delivery),
		TEST(t18_a_term_that_renews_itself_has_an_event_of_its_own),
		TEST(a_new_term_moves_the_event_of_the_last_day),
		TEST(an_event_of_a_trial_says_for_whom_it_is),
		TEST(no_day_no_calendar),
		TEST(t24_lines_are_folded_at_75_octets_between_characters),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
