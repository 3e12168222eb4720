/* Adding, updating and reading agreements. */
#include "db/agreements.h"

#include <errno.h>
#include <string.h>

#include "db/checksum.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static struct agreement read_back(struct fixture *fixture, int64_t id)
{
	struct agreement agreement;

	done(fixture->store, store_agreement(fixture->store, id, &fixture->arena, &agreement));
	return agreement;
}

static int64_t next_on(struct fixture *fixture)
{
	return raw_int(fixture->store, "SELECT coalesce(next_on, -1) FROM agreement WHERE id = 1");
}

static int64_t add(struct fixture *fixture, const struct agreement *agreement)
{
	int64_t id;

	done(fixture->store, store_add_agreement(fixture->store, agreement, 0, &author, &id));
	return id;
}

static void every_field_comes_back_as_it_was(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	int64_t id = add(fixture, &agreement);
	struct agreement back = read_back(fixture, id);

	same_agreement(&agreement, &back);
	assert_int_equal(back.id, id);
	fixture_reopen(fixture);
	back = read_back(fixture, id);
	same_agreement(&agreement, &back);
}

static void what_is_not_known_stays_unknown(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	struct agreement back = read_back(fixture, add(fixture, &agreement));

	same_agreement(&agreement, &back);
	assert_null(back.register_name);
	assert_null(back.owner);
	assert_false(vague_is_known(back.signed_on));
}

static void an_empty_text_is_not_an_unknown_one(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	struct agreement back;

	agreement.owner = "";
	back = read_back(fixture, add(fixture, &agreement));
	assert_non_null(back.owner);
	assert_string_equal(back.owner, "");
}

static void every_kind_renewal_and_state_comes_back(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned int i = 0; i < 4; i++) {
		struct agreement agreement = bare_agreement();
		struct agreement back;

		agreement.kind = (enum agreement_kind)i;
		agreement.renewal = (enum renewal)(i % 3);
		agreement.state = (enum agreement_state)i;
		back = read_back(fixture, add(fixture, &agreement));
		same_agreement(&agreement, &back);
	}
}

static void every_span_unit_and_precision_comes_back(void **state)
{
	struct fixture *fixture = *state;
	static const char *const dates[] = {"0001-01-01", "9999-12-31", "2024-02", "2028"};
	struct term term = {.known_on = on("2026-11-20"), .seen_on = DAY_NONE};
	struct agreement agreement = bare_agreement();

	agreement.terms = &term;
	for (unsigned int i = 0; i < 4; i++) {
		struct agreement back;

		term.length = (struct span){SPAN_N_MAX >> (i * 4), (enum span_unit)i};
		term.start = about(dates[i]);
		term.last_day = about(dates[3 - i]);
		agreement.signed_on = about(dates[i]);
		back = read_back(fixture, add(fixture, &agreement));
		same_agreement(&agreement, &back);
	}
}

static void a_fixed_day_of_notice_comes_back_as_it_was(void **state)
{
	struct fixture *fixture = *state;
	static const char *const notices[] = {"3m", "1 September", "30 September, 36500d ahead"};

	for (size_t i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
		struct agreement agreement = bare_agreement();
		struct agreement back;

		assert_true(notice_parse(notices[i], &agreement.notice));
		back = read_back(fixture, add(fixture, &agreement));
		same_agreement(&agreement, &back);
	}
}

/* Stores keep the number: what is read again unchanged must not look new. */
static void the_checksum_of_a_notice_period_is_what_it_always_was(void **state)
{
	struct partner partner = {"Universität Wien", "Wien", "AT", "Österreich"};
	struct term term = {.start = vague_of_day((struct day){18000}), .length = {3, SPAN_YEARS}};
	struct agreement agreement = {
		.registration_number = "2021/17",
		.type = "MoU",
		.owner = "ICD",
		.partners = &partner,
		.partner_count = 1,
		.kind = KIND_TERM,
		.renewal = RENEWAL_TACIT,
		.renews = {{12, SPAN_MONTHS}, 2},
		.terms = &term,
		.term_count = 1,
	};
	int64_t other;

	(void)state;
	assert_true(checksum_of(&agreement) == INT64_C(-7666691677662703849));
	agreement.notice.period = (struct span){90, SPAN_DAYS};
	assert_true(checksum_of(&agreement) == INT64_C(6186237938602259921));
	agreement.notice.by = (struct year_day){9, 1};
	other = checksum_of(&agreement);
	assert_true(other != INT64_C(6186237938602259921));
	agreement.notice.by.day = 2;
	assert_true(checksum_of(&agreement) != other);
}

static void ids_ascend_and_are_never_used_again(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(add_agreement(fixture->store), 1);
	assert_int_equal(add_agreement(fixture->store), 2);
	raw(fixture->store, "PRAGMA foreign_keys = OFF; DELETE FROM agreement WHERE id = 2;"
			    "DELETE FROM partner WHERE agreement_id = 2;"
			    "DELETE FROM term WHERE agreement_id = 2; PRAGMA foreign_keys = ON");
	assert_int_equal(add_agreement(fixture->store), 3);
}

static void a_new_agreement_is_planned_by_the_next_run(void **state)
{
	struct fixture *fixture = *state;

	add_agreement(fixture->store);
	assert_int_equal(next_on(fixture), on("2026-11-20").n);
}

static void an_agreement_needs_a_term_and_not_too_much(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	int64_t id = -1;

	agreement.term_count = 0;
	assert_int_equal(store_add_agreement(fixture->store, &agreement, 0, &author, &id), -EINVAL);
	agreement.term_count = AGREEMENT_TERMS_MAX + 1;
	assert_int_equal(store_add_agreement(fixture->store, &agreement, 0, &author, &id), -EINVAL);
	agreement.term_count = 1;
	agreement.partner_count = AGREEMENT_PARTNERS_MAX + 1;
	assert_int_equal(store_add_agreement(fixture->store, &agreement, 0, &author, &id), -EINVAL);
	agreement.partner_count = 0;
	assert_int_equal(store_add_agreement(fixture->store, &agreement, 99, &author, &id),
			 STORE_NOT_FOUND);
	assert_int_equal(id, -1);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM agreement"), 0);
}

static void the_audit_of_an_added_agreement_has_no_before(void **state)
{
	struct fixture *fixture = *state;
	const char *after;

	add_agreement(fixture->store);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM audit WHERE before IS NULL "
						 "AND who = 'import' AND how = 'register.csv' "
						 "AND at_ms = 1795000000123 AND agreement_id = 1 "
						 "AND json_valid(after)"),
			 1);
	after = raw_text(fixture->store, "SELECT after FROM audit", &fixture->arena);
	assert_string_equal(
		after,
		"{\"register\":\"Қазақстан\",\"row\":\"17a\",\"registration_number\":\"2021/17-ж\","
		"\"partners\":[{\"name\":\"Universität Wien\",\"city\":\"Wien\",\"country\":\"AT\","
		"\"country_raw\":\"Österreich\"},{\"name\":\"O'Neill <script> & Co\","
		"\"city\":null,\"country\":null,\"country_raw\":null}],"
		"\"type\":\"Memorandum of \\\"understanding\\\"\","
		"\"type_raw\":\"Memorandum  of \\\"understanding\\\"\\\\\","
		"\"owner\":\"Отдел міжнародний 国際部 😀\",\"signed\":\"2021-03\","
		"\"last_day_raw\":\"Oktyabr, 2026\",\"kind\":\"term\",\"renewal\":\"tacit\","
		"\"renews_every\":\"12m\",\"renews_times\":2,\"notice\":\"90d\","
		"\"state\":\"active\",\"terminated_on\":null,\"link\":\"https://example.edu/"
		"a?b=1&c=\\\"2\\\"\","
		"\"note\":\"Сақтау: шкаф 3\",\"known_on\":\"2026-11-20\",\"terms\":["
		"{\"kind\":\"initial\",\"start\":\"2021\",\"length\":\"18m\",\"last_day\":null,"
		"\"known_on\":\"2026-11-20\"},"
		"{\"kind\":\"renewed\",\"start\":\"2022-09-01\",\"length\":null,"
		"\"last_day\":\"2024-10\",\"known_on\":\"2026-11-21\"},"
		"{\"kind\":\"extended\",\"start\":null,\"length\":null,\"last_day\":null,"
		"\"known_on\":\"2026-11-22\"}]}");
}

/* Updates agreement 1 on 2026-11-25. */
static void update(struct fixture *fixture, struct agreement *agreement)
{
	agreement->id = 1;
	done(fixture->store,
	     store_update_agreement(fixture->store, agreement, 0, on("2026-11-25"), &author));
}

static void an_update_replaces_everything_but_known_on(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	struct agreement back;

	add_agreement(fixture->store);
	agreement.register_name = "Other";
	agreement.known_on = on("2026-11-25");
	update(fixture, &agreement);
	back = read_back(fixture, 1);
	agreement.known_on = on("2026-11-20");
	same_agreement(&agreement, &back);
	assert_int_equal(next_on(fixture), on("2026-11-25").n);
	agreement = full_agreement();
	update(fixture, &agreement);
	back = read_back(fixture, 1);
	same_agreement(&agreement, &back);
}

static void the_audit_of_an_update_has_before_and_after(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();

	add_agreement(fixture->store);
	agreement.owner = "Новый \\ \"владелец\"";
	update(fixture, &agreement);
	assert_int_equal(
		raw_int(fixture->store,
			"SELECT count(*) FROM audit WHERE id = 2 AND agreement_id = 1 "
			"AND json_extract(before, '$.owner') LIKE 'Отдел%' "
			"AND json_extract(after, '$.owner') = 'Новый \\ \"владелец\"' "
			"AND json_remove(before, '$.owner') = json_remove(after, '$.owner')"),
		1);
}

static void an_update_with_nothing_new_leaves_no_trace(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();

	add_agreement(fixture->store);
	done(fixture->store, store_set_next(fixture->store, 1, on("2027-01-01")));
	update(fixture, &agreement);
	assert_int_equal(next_on(fixture), on("2027-01-01").n);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM audit"), 1);
}

static void an_unchanged_term_keeps_when_it_was_known_and_seen(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	struct term terms[4];
	struct agreement back;

	add_agreement(fixture->store);
	done(fixture->store, store_mark_seen(fixture->store, 1, on("2026-11-24")));
	memcpy(terms, agreement.terms, 3 * sizeof(terms[0]));
	for (int i = 0; i < 3; i++)
		terms[i].known_on = on("2026-11-25");
	terms[1].last_day = about("2024-11");
	terms[2].kind = TERM_RENEWED;
	terms[3] = (struct term){.seq = 3, .known_on = on("2026-11-25"), .length = {1, SPAN_YEARS}};
	agreement.terms = terms;
	agreement.term_count = 4;
	update(fixture, &agreement);
	back = read_back(fixture, 1);
	assert_int_equal(back.terms[0].known_on.n, on("2026-11-20").n);
	assert_int_equal(back.terms[0].seen_on.n, on("2026-11-24").n);
	assert_int_equal(back.terms[1].known_on.n, on("2026-11-25").n);
	assert_true(day_is_none(back.terms[1].seen_on));
	assert_int_equal(back.terms[2].known_on.n, on("2026-11-22").n);
	assert_int_equal(back.terms[2].seen_on.n, on("2026-11-24").n);
	assert_int_equal(back.terms[2].kind, TERM_RENEWED);
	assert_int_equal(back.terms[3].known_on.n, on("2026-11-25").n);
	assert_true(day_is_none(back.terms[3].seen_on));
}

static void a_changed_start_or_length_is_a_changed_term(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = bare_agreement();
	struct term term = agreement.terms[0];
	static const struct span lengths[] = {{1, SPAN_YEARS}, {2, SPAN_YEARS}, {2, SPAN_MONTHS}};

	add(fixture, &agreement);
	agreement.terms = &term;
	term.start = about("2020");
	for (int32_t i = 0; i < 4; i++) {
		struct agreement back;

		if (i > 0)
			term.length = lengths[i - 1];
		done(fixture->store, store_mark_seen(fixture->store, 1, on("2026-11-24")));
		term.known_on = day_add_days(on("2026-11-25"), i);
		update(fixture, &agreement);
		back = read_back(fixture, 1);
		assert_int_equal(back.terms[0].known_on.n, term.known_on.n);
		assert_true(day_is_none(back.terms[0].seen_on));
	}
}

static void an_update_of_nothing_is_not_found(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();

	agreement.id = 7;
	assert_int_equal(
		store_update_agreement(fixture->store, &agreement, 0, on("2026-11-25"), &author),
		STORE_NOT_FOUND);
	says(fixture->store, "agreement 7");
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM register"), 0);
}

static void an_agreement_that_is_not_there_is_not_found(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement;

	assert_int_equal(store_agreement(fixture->store, 1, &fixture->arena, &agreement),
			 STORE_NOT_FOUND);
	says(fixture->store, "no agreement 1");
	assert_int_equal(store_set_next(fixture->store, 1, DAY_NONE), STORE_NOT_FOUND);
}

static void next_on_is_set_taken_away_and_written_only_when_it_differs(void **state)
{
	struct fixture *fixture = *state;
	struct store *other;
	int64_t before;
	int64_t after;

	add_agreement(fixture->store);
	done(fixture->store, store_set_next(fixture->store, 1, on("2027-01-01")));
	assert_int_equal(next_on(fixture), on("2027-01-01").n);
	other = another(fixture, STORE_READ);
	done(other, store_data_version(other, &before));
	done(fixture->store, store_set_next(fixture->store, 1, on("2027-01-01")));
	done(other, store_data_version(other, &after));
	assert_int_equal(before, after);
	store_close(other);
	done(fixture->store, store_set_next(fixture->store, 1, DAY_NONE));
	assert_int_equal(next_on(fixture), -1);
	done(fixture->store, store_set_next(fixture->store, 1, DAY_NONE));
}

static void notice_that_was_given_is_seen_by_the_next_run(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement(), back;
	size_t last = agreement.term_count - 1;

	done(fixture->store,
	     store_add_agreement(fixture->store, &agreement, 0, &author, &agreement.id));
	done(fixture->store, store_mark_seen(fixture->store, agreement.id, on("2026-11-24")));
	agreement.terminated_on = vague_of_day(on("2026-12-31"));
	done(fixture->store,
	     store_update_agreement(fixture->store, &agreement, 0, on("2026-11-25"), &author));
	done(fixture->store, store_agreement(fixture->store, agreement.id, &fixture->arena, &back));
	assert_true(vague_equal(back.terminated_on, agreement.terminated_on));
	assert_int_equal(back.terms[0].seen_on.n, on("2026-11-24").n);
	assert_true(day_is_none(back.terms[last].seen_on));
	assert_int_equal(back.terms[last].known_on.n, agreement.terms[last].known_on.n);
}

static void a_term_is_seen_once(void **state)
{
	struct fixture *fixture = *state;
	struct agreement back;

	add_agreement(fixture->store);
	done(fixture->store, store_mark_seen(fixture->store, 1, on("2026-11-24")));
	done(fixture->store, store_mark_seen(fixture->store, 1, on("2026-11-30")));
	back = read_back(fixture, 1);
	for (int i = 0; i < 3; i++)
		assert_int_equal(back.terms[i].seen_on.n, on("2026-11-24").n);
}

static int use_all(void *context)
{
	struct fixture *fixture = context;
	struct store *store = fixture->store;
	struct agreement agreement = full_agreement();
	struct agreement back;
	struct history history;
	int64_t id = 0;
	int r = store_add_agreement(store, &agreement, 0, &author, &id);

	agreement.id = id;
	agreement.owner = NULL;
	if (r == 0)
		r = store_update_agreement(store, &agreement, 0, on("2026-11-25"), &author);
	if (r == 0)
		r = store_agreement(store, id, &fixture->arena, &back);
	if (r == 0)
		r = store_history(store, id, &fixture->arena, &history);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	const char *whole;

	alloc_each_fails(use_all, fixture);
	/* And nothing was left half done. */
	whole = "SELECT count(*) FROM agreement a WHERE (SELECT count(*) FROM term "
		"WHERE agreement_id = a.id) <> 3 OR NOT EXISTS (SELECT 1 FROM audit "
		"WHERE agreement_id = a.id)";
	assert_int_equal(raw_int(fixture->store, whole), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(every_field_comes_back_as_it_was),
		FIXTURE_TEST(what_is_not_known_stays_unknown),
		FIXTURE_TEST(an_empty_text_is_not_an_unknown_one),
		FIXTURE_TEST(every_kind_renewal_and_state_comes_back),
		FIXTURE_TEST(every_span_unit_and_precision_comes_back),
		FIXTURE_TEST(a_fixed_day_of_notice_comes_back_as_it_was),
		FIXTURE_TEST(the_checksum_of_a_notice_period_is_what_it_always_was),
		FIXTURE_TEST(ids_ascend_and_are_never_used_again),
		FIXTURE_TEST(a_new_agreement_is_planned_by_the_next_run),
		FIXTURE_TEST(an_agreement_needs_a_term_and_not_too_much),
		FIXTURE_TEST(the_audit_of_an_added_agreement_has_no_before),
		FIXTURE_TEST(an_update_replaces_everything_but_known_on),
		FIXTURE_TEST(the_audit_of_an_update_has_before_and_after),
		FIXTURE_TEST(an_update_with_nothing_new_leaves_no_trace),
		FIXTURE_TEST(an_unchanged_term_keeps_when_it_was_known_and_seen),
		FIXTURE_TEST(a_changed_start_or_length_is_a_changed_term),
		FIXTURE_TEST(an_update_of_nothing_is_not_found),
		FIXTURE_TEST(an_agreement_that_is_not_there_is_not_found),
		FIXTURE_TEST(next_on_is_set_taken_away_and_written_only_when_it_differs),
		FIXTURE_TEST(notice_that_was_given_is_seen_by_the_next_run),
		FIXTURE_TEST(a_term_is_seen_once),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
