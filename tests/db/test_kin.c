/* Kin: names compared folded, who a draft may be, successors, other registers. */
#include "db/kin.h"

#include <errno.h>
#include <string.h>

#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

/* ---- folding ------------------------------------------------------------------------------ */

static void names_that_people_take_for_the_same_are_the_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool is_same;
	} cases[] = {
		{"KU Leuven", "ku leuven", true},
		{"KU Leuven", "  KU \t Leuven\n", true},
		{"KU Leuven", "KULeuven", false},
		{"KU Leuven", "KU Leuven.", false},
		{"Universität Wien", "UNIVERSITAT WIEN", true},
		{"Universita\xcc\x88t Wien", "Universität Wien", true},
		{"İstanbul Üniversitesi", "istanbul universitesi", true},
		{"Iğdır", "IGDIR", true},
		{"Łódź", "lodz", true},
		{"Žilina, Č", "zilina, c", true},
		{"Trường Đại học", "truong dai hoc", true},
		{"Çukurova ŞĞ", "cukurova sg", true},
		{"Œuvre", "œuvre", true},
		{"Ærø", "aero", false},
		{"ЕВРАЗИЙСКИЙ", "евразийский", true},
		{"Зелёный", "Зеленый", true},
		{"Қазақстан", "ҚАЗАҚСТАН", true},
		{"Қазақстан", "Казакстан", false},
		{"Өлгий Ұ", "өлгий ұ", true},
		{"ӀЙ", "ӏй", true},
		{"Αθήνα", "ΑΘΗΝΑ", true},
		{"Πάτρας", "ΠΑΤΡΑΣ", true},
		{"Երևան", "երևան", true},
		{"国際部", "国際部", true},
		{"国際部", "国際", false},
		{"", "\xc2\xa0 ", true},
		{"", "a", false},
		{"\xff", "\xfe", false},
		{"a\xff", "A\xff", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool is_same = kin_hash(cases[i].a, "t") == kin_hash(cases[i].b, "t");

		if (is_same != cases[i].is_same)
			fail_msg("\"%s\" and \"%s\"", cases[i].a, cases[i].b);
	}
}

static void a_partner_is_not_taken_for_a_type(void **state)
{
	(void)state;
	assert_true(kin_hash("a", "b") != kin_hash("b", "a"));
	assert_true(kin_hash("ab", "") != kin_hash("a", "b"));
	assert_true(kin_hash(NULL, "a") == kin_hash("", "a"));
	assert_true(kin_hash("a", NULL) == kin_hash("a", " "));
}

static void hashes_are_what_stores_hold(void **state)
{
	(void)state;
	/* Another value here needs another version of the schema. */
	assert_true(kin_hash("Universität Wien", "Exchange") ==
		    kin_hash("universitat wien", "exchange"));
	assert_int_equal(kin_hash("Universität Wien", "Exchange"), INT64_C(-5556710615171610079));
}

/* ---- who a draft may be ------------------------------------------------------------------- */

static int64_t begin(struct fixture *fixture, const char *register_name)
{
	int64_t import;

	done(fixture->store,
	     store_import_begin(fixture->store, register_name, "r.csv", &author, &import));
	return import;
}

static int64_t line_of(struct fixture *fixture, int64_t import, unsigned int line)
{
	const struct store_source source = {.line = line, .lines = 1, .kind = "row", .text = "x"};
	int64_t source_row;

	done(fixture->store, store_add_source(fixture->store, import, &source, &source_row));
	return source_row;
}

/* An agreement with a partner, a number and a signing date; NULL: not known. */
static struct agreement draft(const char *partner, const char *number, const char *signed_on)
{
	static struct partner partners[4];
	static size_t next;
	struct agreement agreement = bare_agreement();

	next = (next + 1) % 4;
	partners[next] = (struct partner){.name = partner};
	agreement.register_name = "R";
	agreement.type = "Exchange";
	agreement.partners = &partners[next];
	agreement.partner_count = 1;
	agreement.registration_number = number;
	if (signed_on != NULL)
		agreement.signed_on = about(signed_on);
	return agreement;
}

static int64_t add(struct fixture *fixture, const struct agreement *agreement, int64_t source_row)
{
	int64_t id;

	done(fixture->store,
	     store_add_agreement(fixture->store, agreement, source_row, &author, &id));
	return id;
}

static size_t kin(struct fixture *fixture, const struct agreement *agreement, int64_t import,
		  size_t limit, struct store_kin **ret_kin)
{
	size_t count;

	done(fixture->store,
	     store_kin(fixture->store, agreement, import, limit, &fixture->arena, ret_kin, &count));
	return count;
}

static void kin_are_found_by_number_and_by_partner_and_type(void **state)
{
	struct fixture *fixture = *state;
	struct agreement wien = draft("Universität Wien", "1-20", "2020-05-01");
	struct agreement later = draft("UNIVERSITAT  WIEN", NULL, "2024");
	struct agreement other = draft("KU Leuven", "7-20", NULL);
	struct agreement asked = draft("Universität Wien", "7-20", "2020-05-01");
	struct store_kin *found;

	wien.row = "3";
	wien.state = STATE_TERMINATED;
	add(fixture, &wien, 0);
	add(fixture, &later, 0);
	add(fixture, &other, 0);
	assert_int_equal(kin(fixture, &asked, 1, 0, &found), 3);
	assert_int_equal(found[0].id, 1);
	assert_true(found[0].has_number && !found[0].is_number_same && found[0].is_facts_same);
	assert_true(vague_equal(found[0].signed_on, about("2020-05-01")));
	assert_int_equal(found[0].state, STATE_TERMINATED);
	assert_string_equal(found[0].row, "3");
	assert_int_equal(found[1].id, 2);
	assert_true(!found[1].has_number && !found[1].is_number_same && found[1].is_facts_same);
	assert_int_equal(found[2].id, 3);
	assert_true(found[2].is_number_same && !found[2].is_facts_same);
	assert_false(vague_is_known(found[2].signed_on));
	asked.type = "Double degree";
	assert_int_equal(kin(fixture, &asked, 1, 0, &found), 1);
	asked.registration_number = NULL;
	assert_int_equal(kin(fixture, &asked, 1, 0, &found), 0);
}

static void of_each_sort_there_are_not_more_than_the_limit(void **state)
{
	struct fixture *fixture = *state;
	struct store_kin *found;

	for (int i = 0; i < 5; i++) {
		struct agreement same = draft("A", NULL, "2020");
		struct agreement numbered = draft("B", "9", "2020");

		add(fixture, &same, 0);
		add(fixture, &numbered, 0);
	}
	{
		struct agreement asked = draft("A", "9", "2020");

		assert_int_equal(kin(fixture, &asked, 1, 2, &found), 4);
		for (int64_t i = 0; i < 4; i++)
			assert_int_equal(found[i].id, i + 1);
		/* The signing date is no other's, so that the right one is not left out. */
		asked = draft("A", NULL, "2021-01-01");
		asked.note = "this one";
		add(fixture, &asked, 0);
		assert_int_equal(kin(fixture, &asked, 1, 2, &found), 3);
		assert_int_equal(found[2].id, 11);
		assert_true(found[2].is_same);
		asked = draft("A", "9", "2020");
		assert_int_equal(kin(fixture, &asked, 1, 0, &found), 11);
	}
}

static void another_register_has_no_kin(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = draft("A", "9", "2020");
	struct store_kin *found;

	add(fixture, &agreement, 0);
	agreement.register_name = "Other";
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 0);
	agreement.register_name = NULL;
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 0);
	add(fixture, &agreement, 0);
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 1);
	assert_int_equal(found[0].id, 2);
}

static void kin_know_whether_and_where_they_were_taken(void **state)
{
	struct fixture *fixture = *state;
	struct agreement first = draft("A", "1", "2020");
	struct agreement second = draft("A", "2", "2021");
	int64_t import = begin(fixture, "R");
	struct store_kin *found;

	add(fixture, &first, line_of(fixture, import, 17));
	assert_int_equal(kin(fixture, &first, import, 0, &found), 1);
	assert_true(found[0].is_taken);
	assert_int_equal(found[0].line, 17);
	import = begin(fixture, "R");
	add(fixture, &second, line_of(fixture, import, 4));
	second.registration_number = NULL;
	assert_int_equal(kin(fixture, &second, import, 0, &found), 2);
	assert_false(found[0].is_taken);
	assert_int_equal(found[0].line, 17);
	assert_true(found[1].is_taken);
	assert_int_equal(found[1].line, 4);
}

static void what_says_the_same_is_told_whatever_the_row(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = full_agreement();
	struct term terms[3];
	struct store_kin *found;

	add(fixture, &agreement, 0);
	memcpy(terms, agreement.terms, sizeof(terms));
	agreement.terms = terms;
	agreement.row = "another";
	agreement.state = STATE_WITHDRAWN;
	terms[1].known_on = on("2026-12-01");
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 1);
	assert_true(found[0].is_same);
	terms[1].last_day = about("2024-11");
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 1);
	assert_false(found[0].is_same);
	agreement = full_agreement();
	agreement.note = NULL;
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 1);
	assert_false(found[0].is_same);
}

static void kin_follow_what_an_agreement_becomes(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement = draft("A", NULL, "2020");
	struct agreement renamed = draft("B", NULL, "2020");
	struct store_kin *found;

	agreement.id = renamed.id = add(fixture, &agreement, 0);
	done(fixture->store,
	     store_update_agreement(fixture->store, &renamed, 0, on("2026-11-25"), &author));
	assert_int_equal(kin(fixture, &agreement, 1, 0, &found), 0);
	assert_int_equal(kin(fixture, &renamed, 1, 0, &found), 1);
	assert_true(found[0].is_facts_same && found[0].is_same);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM kin"), 1);
}

/* ---- successors --------------------------------------------------------------------------- */

struct pairs {
	int64_t older[16], newer[16];
	size_t count;
	int result;
};

static int note_pair(void *context, const struct agreement *older, const struct agreement *newer)
{
	struct pairs *pairs = context;

	assert_true(pairs->count < 16);
	assert_non_null(older->partners[0].name);
	assert_non_null(newer->terms);
	pairs->older[pairs->count] = older->id;
	pairs->newer[pairs->count++] = newer->id;
	return pairs->result;
}

static struct pairs successors(struct fixture *fixture, int64_t import)
{
	struct pairs pairs = {0};

	done(fixture->store, store_each_successor(fixture->store, import, note_pair, &pairs));
	return pairs;
}

static void a_successor_is_the_next_that_was_signed_later(void **state)
{
	static const char *const dates[] = {"2020-05-01", "2022",    "2022-06-01",
					    "2020-05-01", "2024-01", NULL};
	/* 2022-06-01 may be before the end of 2022. */
	static const int64_t expected[][2] = {{1, 2}, {4, 2}, {2, 5}, {3, 5}};
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, "R");
	struct pairs pairs;

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		struct agreement agreement = draft(i % 2 == 0 ? "A" : "a ", NULL, dates[i]);

		agreement.register_name = i % 2 == 0 ? "R" : "Other";
		add(fixture, &agreement, line_of(fixture, import, (unsigned int)i));
	}
	pairs = successors(fixture, import);
	assert_int_equal(pairs.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(pairs.older[i], expected[i][0]);
		assert_int_equal(pairs.newer[i], expected[i][1]);
	}
	assert_int_equal(successors(fixture, begin(fixture, "R")).count, 0);
}

static void only_active_agreements_with_a_partner_have_successors(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, "R");
	struct agreement agreements[] = {draft("A", NULL, "2020"), draft("A", NULL, "2021"),
					 draft(NULL, NULL, "2020"), draft("", NULL, "2021")};

	agreements[1].state = STATE_SUPERSEDED;
	for (size_t i = 0; i < 4; i++)
		add(fixture, &agreements[i], line_of(fixture, import, 1));
	assert_int_equal(successors(fixture, import).count, 0);
}

static void a_pair_is_asked_about_when_either_is_new(void **state)
{
	struct fixture *fixture = *state;
	struct agreement known = draft("A", NULL, "2022");
	struct agreement older = draft("A", NULL, "2020");
	struct agreement newer = draft("A", NULL, "2024");
	struct agreement unknown = draft("B", NULL, "2020");
	int64_t import;
	struct pairs pairs;

	add(fixture, &known, 0);
	add(fixture, &unknown, 0);
	unknown.signed_on = about("2021");
	add(fixture, &unknown, 0);
	import = begin(fixture, "R");
	add(fixture, &newer, line_of(fixture, import, 1));
	pairs = successors(fixture, import);
	assert_int_equal(pairs.count, 1);
	assert_int_equal(pairs.older[0], 1);
	assert_int_equal(pairs.newer[0], 4);
	import = begin(fixture, "R");
	add(fixture, &older, line_of(fixture, import, 1));
	pairs = successors(fixture, import);
	assert_int_equal(pairs.count, 1);
	assert_int_equal(pairs.older[0], 5);
	assert_int_equal(pairs.newer[0], 1);
	pairs = (struct pairs){.result = 77};
	assert_int_equal(store_each_successor(fixture->store, import, note_pair, &pairs), 77);
}

/* ---- other registers ---------------------------------------------------------------------- */

static size_t elsewhere(struct fixture *fixture, int64_t import, struct store_elsewhere **ret)
{
	size_t count;

	done(fixture->store, store_elsewhere(fixture->store, import, &fixture->arena, ret, &count));
	return count;
}

static void add_to(struct fixture *fixture, const char *register_name, struct agreement agreement)
{
	agreement.register_name = register_name;
	add(fixture, &agreement, 0);
}

/* Counted from the side of what was added, or from that of the other registers. */
static void check_elsewhere(struct fixture *fixture, int more_added, int more_others)
{
	struct store_elsewhere *found;
	int64_t import;

	add_to(fixture, "B", draft("A", "1", "2020"));
	add_to(fixture, "B", draft("C", NULL, "2021"));
	add_to(fixture, "B", draft("D", NULL, "2021"));
	add_to(fixture, "A", draft("C", NULL, "2021"));
	add_to(fixture, "R", draft("E", "5", "2021"));
	for (int i = 0; i < more_others; i++)
		add_to(fixture, "Others", draft("X", NULL, NULL));
	add_to(fixture, "Others", draft("E", "5", "2021"));
	import = begin(fixture, "R");
	{
		struct agreement numbered = draft("Z", "1", NULL);
		struct agreement same = draft("c", "2", "2021");
		struct agreement later = draft("D", "3", "2022");

		add(fixture, &numbered, line_of(fixture, import, 1));
		add(fixture, &same, line_of(fixture, import, 2));
		add(fixture, &later, line_of(fixture, import, 3));
	}
	for (int i = 0; i < more_added; i++) {
		struct agreement more = draft("Y", NULL, NULL);

		add(fixture, &more, line_of(fixture, import, 4));
	}
	assert_int_equal(elsewhere(fixture, import, &found), 2);
	assert_string_equal(found[0].register_name, "A");
	assert_int_equal(found[0].count, 1);
	assert_string_equal(found[1].register_name, "B");
	assert_int_equal(found[1].count, 2);
	assert_int_equal(elsewhere(fixture, begin(fixture, "R"), &found), 0);
}

static void what_was_added_and_stands_elsewhere_is_counted(void **state)
{
	check_elsewhere(*state, 0, 50);
}

static void what_stands_elsewhere_and_was_added_is_counted(void **state)
{
	check_elsewhere(*state, 50, 0);
}

/* ---- memory ------------------------------------------------------------------------------- */

static int use_all(void *context)
{
	struct fixture *fixture = context;
	struct agreement agreement = draft("A", "1", "2020");
	struct pairs pairs = {0};
	struct store_elsewhere *found_elsewhere;
	struct store_kin *found;
	size_t count;
	int r = store_kin(fixture->store, &agreement, 1, 0, &fixture->arena, &found, &count);

	if (r == 0)
		r = store_each_successor(fixture->store, 1, note_pair, &pairs);
	if (r == 0)
		r = store_elsewhere(fixture->store, 1, &fixture->arena, &found_elsewhere, &count);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	int64_t import = begin(fixture, "R");
	struct agreement first = draft("A", "1", "2020");
	struct agreement second = draft("A", NULL, "2021");

	add(fixture, &first, line_of(fixture, import, 1));
	add(fixture, &second, line_of(fixture, import, 2));
	add_to(fixture, "Other", draft("A", "1", "2020"));
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_that_people_take_for_the_same_are_the_same),
		cmocka_unit_test(a_partner_is_not_taken_for_a_type),
		cmocka_unit_test(hashes_are_what_stores_hold),
		FIXTURE_TEST(kin_are_found_by_number_and_by_partner_and_type),
		FIXTURE_TEST(of_each_sort_there_are_not_more_than_the_limit),
		FIXTURE_TEST(another_register_has_no_kin),
		FIXTURE_TEST(kin_know_whether_and_where_they_were_taken),
		FIXTURE_TEST(what_says_the_same_is_told_whatever_the_row),
		FIXTURE_TEST(kin_follow_what_an_agreement_becomes),
		FIXTURE_TEST(a_successor_is_the_next_that_was_signed_later),
		FIXTURE_TEST(only_active_agreements_with_a_partner_have_successors),
		FIXTURE_TEST(a_pair_is_asked_about_when_either_is_new),
		FIXTURE_TEST(what_was_added_and_stands_elsewhere_is_counted),
		FIXTURE_TEST(what_stands_elsewhere_and_was_added_is_counted),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
