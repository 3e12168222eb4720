/* What people set by hand and answered; problems that are settled; the audit. */
#include "db/edits.h"

#include <errno.h>
#include <string.h>

#include "db/audit.h"
#include "tests/db/fixture.h"
#include "tests/support/alloc.h"

static struct store_edit edit_of(const char *field, const char *value, const char *register_value)
{
	return (struct store_edit){.field = field,
				   .value = value,
				   .register_value = register_value,
				   .who = "aigerim",
				   .at_ms = 1795000000456};
}

static size_t edits(struct fixture *fixture, int64_t id, struct store_edit **ret_edits)
{
	size_t count;

	done(fixture->store, store_edits(fixture->store, id, &fixture->arena, ret_edits, &count));
	return count;
}

static void an_edit_comes_back_and_can_be_replaced_and_dropped(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	int64_t id = add_agreement(store);
	struct store_edit owner = edit_of("owner", "Отдел \"А\"", NULL);
	struct store_edit last_day = edit_of("last_day", "2028-06-18", "18.06.2029");
	struct store_edit *found;

	assert_int_equal(edits(fixture, id, &found), 0);
	done(store, store_put_edit(store, id, &owner));
	done(store, store_put_edit(store, id, &last_day));
	done(store, store_put_edit(store, add_agreement(store), &owner));
	assert_int_equal(edits(fixture, id, &found), 2);
	assert_string_equal(found[0].field, "last_day");
	assert_string_equal(found[0].value, "2028-06-18");
	assert_string_equal(found[0].register_value, "18.06.2029");
	assert_string_equal(found[0].who, "aigerim");
	assert_int_equal(found[0].at_ms, 1795000000456);
	assert_string_equal(found[1].value, "Отдел \"А\"");
	assert_null(found[1].register_value);
	owner = edit_of("owner", "other", "as the register says");
	done(store, store_put_edit(store, id, &owner));
	assert_int_equal(edits(fixture, id, &found), 2);
	assert_string_equal(found[1].value, "other");
	assert_string_equal(found[1].register_value, "as the register says");
	done(store, store_drop_edit(store, id, "owner"));
	assert_int_equal(edits(fixture, id, &found), 1);
	assert_int_equal(store_drop_edit(store, id, "owner"), STORE_NOT_FOUND);
	says(store, "owner");
	assert_int_equal(store_put_edit(store, 99, &owner), STORE_NOT_FOUND);
}

/* ---- problems ----------------------------------------------------------------------------- */

static int64_t begin(struct fixture *fixture)
{
	int64_t import;

	done(fixture->store, store_import_begin(fixture->store, "R", "r.csv", &author, &import));
	return import;
}

static void add_problem(struct fixture *fixture, int64_t import, const char *code, int64_t id,
			int64_t other_id, const char *field)
{
	const struct store_problem problem = {.agreement_id = id,
					      .other_id = other_id,
					      .code = code,
					      .text = "text",
					      .field = field};

	done(fixture->store, store_add_problem(fixture->store, import, &problem));
}

/* The codes of the problems that are not settled, of all agreements or of one. */
static const char *codes(struct fixture *fixture, int64_t id)
{
	static char line[256];
	struct store_problem *problems;
	int64_t all;
	size_t count;

	done(fixture->store,
	     store_problems(fixture->store, id, false, 0, &fixture->arena, &problems, &count));
	done(fixture->store, store_problem_count(fixture->store, &all));
	if (id == 0)
		assert_int_equal(count, all);
	line[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		strcat(line, i == 0 ? "" : " ");
		strcat(line, problems[i].code);
	}
	return line;
}

static void a_problem_is_settled_by_an_edit_of_its_field(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	int64_t import = begin(fixture);
	int64_t first = add_agreement(store);
	int64_t second = add_agreement(store);
	struct store_edit edit = edit_of("last_day", "2028", NULL);

	add_problem(fixture, import, "a", first, 0, "last_day");
	add_problem(fixture, import, "b", first, 0, "signed");
	add_problem(fixture, import, "c", second, 0, "last_day");
	add_problem(fixture, import, "d", first, 0, NULL);
	add_problem(fixture, import, "e", 0, 0, "last_day");
	assert_string_equal(codes(fixture, 0), "a b c d e");
	done(store, store_put_edit(store, first, &edit));
	assert_string_equal(codes(fixture, 0), "b c d e");
	assert_string_equal(codes(fixture, first), "b d");
	done(store, store_drop_edit(store, first, "last_day"));
	assert_string_equal(codes(fixture, first), "a b d");
}

static void an_answer_settles_a_problem_in_later_imports_too(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	int64_t import = begin(fixture);
	int64_t first = add_agreement(store);
	int64_t second = add_agreement(store);
	int64_t third = add_agreement(store);

	done(store, store_answer_problem(store, first, second, "pair", &author));
	done(store, store_answer_problem(store, first, 0, "alone", &author));
	for (int i = 0; i < 2; i++, import = begin(fixture)) {
		add_problem(fixture, import, "pair", first, second, NULL);
		add_problem(fixture, import, "pair", second, first, NULL);
		assert_string_equal(codes(fixture, 0), "");
		add_problem(fixture, import, "pair", first, third, NULL);
		add_problem(fixture, import, "pair", first, 0, NULL);
		add_problem(fixture, import, "alone", first, 0, NULL);
		assert_string_equal(codes(fixture, 0), "pair pair");
		add_problem(fixture, import, "alone", second, 0, NULL);
		assert_string_equal(codes(fixture, second), "alone");
	}
	done(store, store_answer_problem(store, first, 0, "alone", &author));
	assert_int_equal(raw_int(store, "SELECT count(*) FROM answer"), 2);
	assert_int_equal(store_answer_problem(store, 99, 0, "x", &author), STORE_NOT_FOUND);
	assert_int_equal(store_answer_problem(store, first, 99, "x", &author), STORE_NOT_FOUND);
}

/* ---- the audit ---------------------------------------------------------------------------- */

static size_t audit(struct fixture *fixture, int64_t id, struct store_audit **ret_entries)
{
	size_t count;

	done(fixture->store, store_audit(fixture->store, id, &fixture->arena, ret_entries, &count));
	return count;
}

static void holds(const char *text, const char *piece)
{
	assert_non_null(text);
	if (strstr(text, piece) == NULL)
		fail_msg("\"%s\" does not hold \"%s\"", text, piece);
}

static void the_audit_of_what_was_added_by_hand_is_told(void **state)
{
	struct fixture *fixture = *state;
	struct store_audit *entries;

	assert_int_equal(audit(fixture, add_agreement(fixture->store), &entries), 1);
	assert_string_equal(entries[0].who, "import");
	assert_string_equal(entries[0].how, "register.csv");
	assert_int_equal(entries[0].at_ms, 1795000000123);
	assert_null(entries[0].before);
	holds(entries[0].after, "Universität Wien");
	assert_int_equal(store_audit(fixture->store, 99, &fixture->arena, &entries, &(size_t){0}),
			 STORE_NOT_FOUND);
}

static void the_audit_of_what_an_import_added_tells_the_import(void **state)
{
	static const struct author keeper = {"keeper", "import list.csv", 1795000000777};
	static const struct author later = {"aigerim", "edit", 1795000000999};
	static const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = "x"};
	struct fixture *fixture = *state;
	struct store *store = fixture->store;
	struct agreement agreement = full_agreement();
	struct store_audit *entries;
	int64_t import, source;

	done(store, store_import_begin(store, "R", "list.csv", &keeper, &import));
	done(store, store_add_source(store, import, &line, &source));
	done(store, store_add_agreement(store, &agreement, source, &keeper, &agreement.id));
	assert_int_equal(raw_int(store, "SELECT count(*) FROM audit"), 0);
	assert_int_equal(audit(fixture, agreement.id, &entries), 1);
	assert_string_equal(entries[0].who, "keeper");
	assert_string_equal(entries[0].how, "import list.csv");
	assert_int_equal(entries[0].at_ms, 1795000000777);
	assert_null(entries[0].before);
	holds(entries[0].after, "Отдел");

	/* A later import of the same line and a change leave the first entry as it was. */
	done(store, store_import_begin(store, "R", "other.csv", &later, &import));
	done(store, store_add_source(store, import, &line, &source));
	agreement.owner = "somebody";
	done(store, store_update_agreement(store, &agreement, source, on("2026-11-25"), &later));
	assert_int_equal(audit(fixture, agreement.id, &entries), 2);
	assert_string_equal(entries[0].how, "import list.csv");
	holds(entries[0].after, "Отдел");
	assert_string_equal(entries[1].who, "aigerim");
	assert_string_equal(entries[1].before, entries[0].after);
	holds(entries[1].after, "somebody");
}

/* ---- memory ------------------------------------------------------------------------------- */

static int use_all(void *context)
{
	struct fixture *fixture = context;
	struct store *store = fixture->store;
	struct store_edit edit = edit_of("owner", "a", "b");
	struct store_edit *found;
	struct store_audit *entries;
	size_t count;
	int r = store_put_edit(store, 1, &edit);

	if (r == 0)
		r = store_edits(store, 1, &fixture->arena, &found, &count);
	if (r == 0)
		r = store_answer_problem(store, 1, 0, "code", &author);
	if (r == 0)
		r = store_audit(store, 1, &fixture->arena, &entries, &count);
	arena_done(&fixture->arena);
	return r;
}

static void every_failed_allocation_is_reported(void **state)
{
	struct fixture *fixture = *state;
	static const struct store_source line = {.line = 1, .lines = 1, .kind = "row", .text = "x"};
	struct agreement agreement = full_agreement();
	int64_t source;

	done(fixture->store, store_add_source(fixture->store, begin(fixture), &line, &source));
	done(fixture->store,
	     store_add_agreement(fixture->store, &agreement, source, &author, &agreement.id));
	agreement.owner = "somebody";
	done(fixture->store,
	     store_update_agreement(fixture->store, &agreement, 0, on("2026-11-25"), &author));
	alloc_each_fails(use_all, fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_edit_comes_back_and_can_be_replaced_and_dropped),
		FIXTURE_TEST(a_problem_is_settled_by_an_edit_of_its_field),
		FIXTURE_TEST(an_answer_settles_a_problem_in_later_imports_too),
		FIXTURE_TEST(the_audit_of_what_was_added_by_hand_is_told),
		FIXTURE_TEST(the_audit_of_what_an_import_added_tells_the_import),
		FIXTURE_TEST(every_failed_allocation_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
