/* Goal: a step is kept as a text and gives the same milestone again. */
#include <string.h>

#include "tests/core/cases.h"

static struct day at(const char *step, const char *deadline)
{
	return step_milestone(step_of(step), on(deadline));
}

static void a_step_gives_the_milestone_of_a_deadline(void **state)
{
	(void)state;
	DAY_IS(at("before 180d", "2026-12-31"), "2026-07-04");
	DAY_IS(at("before 1m", "2026-03-31"), "2026-02-28");
	DAY_IS(at("before 1m", "2026-03-30"), "2026-02-28");
	DAY_IS(at("before 0d", "2026-12-31"), "2026-12-31");
	DAY_IS(at("after 1d", "2026-12-31"), "2027-01-01");
	DAY_IS(at("after 3x14d", "2026-12-31"), "2027-02-11");
	DAY_IS(at("after 2x1m", "2026-12-31"), "2027-02-28");
	DAY_IS(at("after 0x6m", "2026-12-31"), "2026-12-31");
	DAY_IS(at("opens 6m", "2026-12-31"), "2026-06-30");
	DAY_IS(at("closes 30d", "2026-12-31"), "2026-12-01");
}

static void it_is_written_as_it_is_read(void **state)
{
	static const char *const texts[] = {"before 180d", "before 0d",	      "before 12m",
					    "after 1d",	   "after 3x14d",     "after 0x6m",
					    "opens 180d",  "closes 30d",      "after 400x36500d",
					    "after 2x1y",  "after 3652058x1d"};
	char text[STEP_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		TEXT_IS(step_format(step_of(texts[i]), text), texts[i]);
}

static void anything_else_is_refused(void **state)
{
	static const char *const refused[] = {"",
					      "before",
					      "before ",
					      "before180d",
					      "before  180d",
					      "Before 180d",
					      "before -1d",
					      "before 2x14d",
					      "after",
					      "after x14d",
					      "after 1x14d",
					      "after 3x",
					      "after 3x14",
					      "after -1x14d",
					      "after +3x14d",
					      "after 03x1d",
					      "after 3 x1d",
					      "after 3x14dx",
					      "after 3x3x14d",
					      "opens 2x1d",
					      "closes",
					      "since 14d",
					      "before 180d ",
					      " before 180d",
					      "before 0180d",
					      "before 180D",
					      "after 99999999999999999999x1d",
					      "after 0x1fd",
					      "after  3x1d"};
	struct step step = {STEP_AFTER, {77, SPAN_DAYS}, 9};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (step_parse(refused[i], &step))
			fail_msg("read: %s", refused[i]);
	}
	assert_int_equal(step.span.n, 77);
}

static void every_step_survives_being_kept(void **state)
{
	struct generator generator = {5};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		static const int32_t most[] = {36500, 5214, 1200, 100};
		struct step step = {.kind = (enum step_kind)generate(&generator, 4), .times = 1};
		struct step back = {0};
		char text[STEP_TEXT_SIZE], again[STEP_TEXT_SIZE];

		step.span.unit = (enum span_unit)generate(&generator, 4);
		step.span.n = generate_between(&generator, 0, most[step.span.unit]);
		if (step.kind == STEP_AFTER)
			step.times = generate_between(&generator, 0, 4000000);
		step_format(step, text);
		if (!step_parse(text, &back) || strcmp(step_format(back, again), text) != 0 ||
		    back.kind != step.kind || back.times != step.times ||
		    back.span.n != step.span.n || back.span.unit != step.span.unit)
			fail_msg("%s", text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_step_gives_the_milestone_of_a_deadline),
		cmocka_unit_test(it_is_written_as_it_is_read),
		cmocka_unit_test(anything_else_is_refused),
		cmocka_unit_test(every_step_survives_being_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
