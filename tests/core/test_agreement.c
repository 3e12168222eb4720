/* Goal: an agreement's condition is worked out from today, and what is kept comes first. */
#include "core/agreement.h"
#include "tests/core/cases.h"

static const struct dates usual = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};

static enum condition condition(enum agreement_kind kind, enum agreement_state state,
				const char *last_day, const char *ending_from, const char *today)
{
	struct term term = {.last_day = given(last_day)};
	struct agreement agreement = {.kind = kind,
				      .state = state,
				      .signed_on = given("2023-03-30"),
				      .terms = &term,
				      .term_count = 1};

	return agreement_condition(&agreement, &usual, on(ending_from), on(today));
}

#define FIXED(last_day, today)                                                                     \
	condition_name(condition(KIND_FIXED, STATE_ACTIVE, last_day, "2026-07-01", today))

static void it_is_in_force_through_its_last_day(void **state)
{
	(void)state;
	TEXT_IS(FIXED("2026-12-31", "2026-06-30"), "active");
	TEXT_IS(FIXED("2026-12-31", "2026-07-01"), "ending");
	TEXT_IS(FIXED("2026-12-31", "2026-12-31"), "ending");
	TEXT_IS(FIXED("2026-12-31", "2027-01-01"), "ended");
	TEXT_IS(FIXED("2026-12-31", "9999-12-31"), "ended");
}

static void without_reminders_it_is_never_ending(void **state)
{
	(void)state;
	NUMBER_IS(condition(KIND_FIXED, STATE_ACTIVE, "2026-12-31", "-", "2026-12-31"),
		  CONDITION_ACTIVE);
	NUMBER_IS(condition(KIND_FIXED, STATE_ACTIVE, "2026-12-31", "-", "2027-01-01"),
		  CONDITION_ENDED);
}

static void with_a_vague_last_day_it_may_have_ended(void **state)
{
	(void)state;
	/* Reckoned as 2028-03-30. */
	TEXT_IS(FIXED("2028", "2028-03-30"), "ending");
	TEXT_IS(FIXED("2028", "2028-03-31"), "may-have-ended");
	TEXT_IS(FIXED("2028", "2028-12-31"), "may-have-ended");
	TEXT_IS(FIXED("2028", "2029-01-01"), "ended");
	/* Reckoned as the month's last day, which is the last possible one. */
	TEXT_IS(FIXED("2028-05", "2028-05-31"), "ending");
	TEXT_IS(FIXED("2028-05", "2028-06-01"), "ended");
}

static void without_a_last_day_its_kind_decides(void **state)
{
	(void)state;
	NUMBER_IS(condition(KIND_OPEN_ENDED, STATE_ACTIVE, "", "-", "2026-11-23"),
		  CONDITION_OPEN_ENDED);
	NUMBER_IS(condition(KIND_UNKNOWN, STATE_ACTIVE, "", "-", "2026-11-23"), CONDITION_UNKNOWN);
	NUMBER_IS(condition(KIND_TERM, STATE_ACTIVE, "", "-", "2026-11-23"), CONDITION_UNKNOWN);
	NUMBER_IS(condition(KIND_OPEN_ENDED, STATE_ACTIVE, "2026-11-22", "-", "2026-11-23"),
		  CONDITION_ENDED);
}

static void a_kept_state_wins_over_the_day(void **state)
{
	static const struct {
		enum agreement_state state;
		enum condition condition;
	} cases[] = {{STATE_TERMINATED, CONDITION_TERMINATED},
		     {STATE_SUPERSEDED, CONDITION_SUPERSEDED},
		     {STATE_WITHDRAWN, CONDITION_WITHDRAWN}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		NUMBER_IS(condition(KIND_FIXED, cases[i].state, "2026-11-22", "-", "2026-11-23"),
			  cases[i].condition);
		NUMBER_IS(condition(KIND_OPEN_ENDED, cases[i].state, "", "-", "2026-11-23"),
			  cases[i].condition);
	}
}

static void the_term_with_the_highest_seq_is_the_current_one(void **state)
{
	const struct term terms[] = {
		{.seq = 0, .last_day = given("2024-12-31")},
		{.seq = 1,
		 .kind = TERM_RENEWED,
		 .start = given("2025-01-01"),
		 .length = lasting("2y")},
	};
	struct agreement agreement = {.terms = terms, .term_count = COUNT(terms)};

	(void)state;
	assert_ptr_equal(agreement_current_term(&agreement), &terms[1]);
	DAY_IS(agreement_last_day(&agreement, &usual, on("2028-01-01")).reckoned, "2027-01-01");
}

/* For each table of names: each comes back as itself, and nothing else is read. */
#define NAMES_GO_BACK_AND_FORTH(type, prefix, last)                                                \
	do {                                                                                       \
		type read = (type)0;                                                               \
		for (int i = 0; i <= (int)(last); i++) {                                           \
			HOLDS(prefix##_parse(prefix##_name((type)i), &read));                      \
			NUMBER_IS(read, i);                                                        \
		}                                                                                  \
		HOLDS_NOT(prefix##_parse("", &read));                                              \
		HOLDS_NOT(prefix##_parse("nothing", &read));                                       \
		HOLDS_NOT(prefix##_parse("ENDED", &read));                                         \
		NUMBER_IS(read, (int)(last));                                                      \
	} while (0)

static void names_go_back_and_forth(void **state)
{
	(void)state;
	NAMES_GO_BACK_AND_FORTH(enum deadline_kind, deadline_kind, DEADLINE_UNKNOWN);
	NAMES_GO_BACK_AND_FORTH(enum agreement_kind, agreement_kind, KIND_UNKNOWN);
	NAMES_GO_BACK_AND_FORTH(enum renewal, renewal, RENEWAL_NONE);
	NAMES_GO_BACK_AND_FORTH(enum agreement_state, agreement_state, STATE_WITHDRAWN);
	NAMES_GO_BACK_AND_FORTH(enum condition, condition, CONDITION_WITHDRAWN);
	TEXT_IS(agreement_kind_name(KIND_OPEN_ENDED), "open_ended");
	TEXT_IS(deadline_kind_name(DEADLINE_END), "end");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_in_force_through_its_last_day),
		cmocka_unit_test(without_reminders_it_is_never_ending),
		cmocka_unit_test(with_a_vague_last_day_it_may_have_ended),
		cmocka_unit_test(without_a_last_day_its_kind_decides),
		cmocka_unit_test(a_kept_state_wins_over_the_day),
		cmocka_unit_test(the_term_with_the_highest_seq_is_the_current_one),
		cmocka_unit_test(names_go_back_and_forth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
