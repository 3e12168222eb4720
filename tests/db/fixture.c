#include "tests/db/fixture.h"

#include <dirent.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/policy.h"
#include "db/internal.h"

int fixture_setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	assert_non_null(fixture);
	strcpy(fixture->directory, "/tmp/test-db-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	snprintf(fixture->path, sizeof(fixture->path), "%s/renewd.db", fixture->directory);
	done(fixture->store, store_open(fixture->path, STORE_CREATE, 0, &fixture->store));
	*state = fixture;
	return 0;
}

static void remove_all(const char *directory)
{
	char path[512];
	DIR *entries;
	const struct dirent *entry;

	chmod(directory, 0700);
	entries = opendir(directory);
	if (entries == NULL)
		return;
	while ((entry = readdir(entries)) != NULL) {
		snprintf(path, sizeof(path), "%s/%s", directory, entry->d_name);
		if (unlink(path) < 0)
			rmdir(path);
	}
	closedir(entries);
	rmdir(directory);
}

int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;

	arena_done(&fixture->arena);
	store_close(fixture->store);
	remove_all(fixture->directory);
	free(fixture);
	return 0;
}

void done(const struct store *store, int result)
{
	if (result != 0)
		print_error("%s\n", store_message(store));
	assert_int_equal(result, 0);
}

void says(const struct store *store, const char *piece)
{
	if (strstr(store_message(store), piece) == NULL)
		print_error("\"%s\" does not say \"%s\"\n", store_message(store), piece);
	assert_non_null(strstr(store_message(store), piece));
}

struct store *another(const struct fixture *fixture, enum store_mode mode)
{
	struct store *store;
	int r = store_open(fixture->path, mode, 0, &store);

	done(store, r);
	return store;
}

void fixture_close(struct fixture *fixture)
{
	store_close(fixture->store);
	fixture->store = NULL;
}

void fixture_reopen(struct fixture *fixture)
{
	fixture_close(fixture);
	fixture->store = another(fixture, STORE_WRITE);
}

static int wait_for(pid_t child)
{
	int status;

	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int in_child(struct fixture *fixture, int (*body)(struct fixture *fixture))
{
	pid_t child;

	fixture_close(fixture);
	child = fork();
	if (child == 0)
		_exit(body(fixture));
	return wait_for(child);
}

#define NOBODY 65534

int as_nobody(struct fixture *fixture, int (*body)(struct fixture *fixture))
{
	pid_t child;

	fixture_close(fixture);
	child = fork();
	if (child == 0) {
		if (geteuid() == 0 &&
		    (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
		     setresuid(NOBODY, NOBODY, NOBODY) < 0))
			_exit(99);
		_exit(body(fixture));
	}
	return wait_for(child);
}

void raw(struct store *store, const char *sql)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(store->db));
}

const char *raw_text(struct store *store, const char *sql, struct arena *arena)
{
	sqlite3_stmt *statement = NULL;
	const char *text;

	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	text = arena_copy(arena, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return text;
}

int64_t raw_int(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int64_t value;

	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

struct day on(const char *text)
{
	struct day day = DAY_NONE;

	assert_true(day_parse(text, &day));
	return day;
}

struct vague about(const char *text)
{
	struct vague vague = {.precision = PRECISION_NONE};

	assert_true(vague_parse(text, &vague));
	return vague;
}

const struct author author = {"import", "register.csv", 1795000000123};

struct agreement full_agreement(void)
{
	static struct partner partners[2];
	static struct term terms[3];
	struct agreement agreement = {
		.register_name = "Қазақстан",
		.row = "17a",
		.registration_number = "2021/17-ж",
		.type = "Memorandum of \"understanding\"",
		.type_raw = "Memorandum  of \"understanding\"\\",
		.owner = "Отдел міжнародний 国際部 😀",
		.last_day_raw = "Oktyabr, 2026",
		.partners = partners,
		.partner_count = 2,
		.signed_on = about("2021-03"),
		.kind = KIND_TERM,
		.renewal = RENEWAL_TACIT,
		.renews = {.every = {12, SPAN_MONTHS}, .times = 2},
		.notice = {.period = {90, SPAN_DAYS}},
		.link = "https://example.edu/a?b=1&c=\"2\"",
		.note = "Сақтау: шкаф 3",
		.state = STATE_ACTIVE,
		.terms = terms,
		.term_count = 3,
		.known_on = on("2026-11-20"),
	};

	partners[0] = (struct partner){"Universität Wien", "Wien", "AT", "Österreich"};
	partners[1] = (struct partner){"O'Neill <script> & Co", NULL, NULL, NULL};
	terms[0] = (struct term){.seq = 0,
				 .kind = TERM_INITIAL,
				 .start = about("2021"),
				 .length = {18, SPAN_MONTHS},
				 .known_on = on("2026-11-20"),
				 .seen_on = DAY_NONE};
	terms[1] = (struct term){.seq = 1,
				 .kind = TERM_RENEWED,
				 .start = about("2022-09-01"),
				 .last_day = about("2024-10"),
				 .known_on = on("2026-11-21"),
				 .seen_on = DAY_NONE};
	terms[2] = (struct term){
		.seq = 2, .kind = TERM_EXTENDED, .known_on = on("2026-11-22"), .seen_on = DAY_NONE};
	return agreement;
}

struct agreement bare_agreement(void)
{
	static struct term term;
	struct agreement agreement = {
		.kind = KIND_UNKNOWN,
		.renewal = RENEWAL_EXPRESS,
		.terms = &term,
		.term_count = 1,
		.known_on = on("2026-11-20"),
	};

	term = (struct term){.known_on = on("2026-11-20"), .seen_on = DAY_NONE};
	return agreement;
}

static void same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		assert_ptr_equal(a, b);
	else
		assert_string_equal(a, b);
}

static void same_span(struct span a, struct span b)
{
	assert_int_equal(a.n, b.n);
	assert_int_equal(a.unit, b.unit);
}

static void same_term(const struct term *a, const struct term *b)
{
	assert_int_equal(a->seq, b->seq);
	assert_int_equal(a->kind, b->kind);
	assert_true(vague_equal(a->start, b->start));
	assert_true(vague_equal(a->last_day, b->last_day));
	same_span(a->length, b->length);
	assert_int_equal(a->known_on.n, b->known_on.n);
	assert_int_equal(a->seen_on.n, b->seen_on.n);
}

void same_agreement(const struct agreement *a, const struct agreement *b)
{
	same_text(a->register_name, b->register_name);
	same_text(a->row, b->row);
	same_text(a->registration_number, b->registration_number);
	same_text(a->type, b->type);
	same_text(a->type_raw, b->type_raw);
	same_text(a->owner, b->owner);
	same_text(a->last_day_raw, b->last_day_raw);
	assert_true(vague_equal(a->signed_on, b->signed_on));
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->renewal, b->renewal);
	same_span(a->renews.every, b->renews.every);
	assert_int_equal(a->renews.times, b->renews.times);
	assert_true(notice_equal(a->notice, b->notice));
	assert_int_equal(a->state, b->state);
	same_text(a->link, b->link);
	same_text(a->note, b->note);
	assert_int_equal(a->known_on.n, b->known_on.n);
	assert_int_equal(a->partner_count, b->partner_count);
	for (size_t i = 0; i < a->partner_count; i++) {
		same_text(a->partners[i].name, b->partners[i].name);
		same_text(a->partners[i].city, b->partners[i].city);
		same_text(a->partners[i].country, b->partners[i].country);
		same_text(a->partners[i].country_raw, b->partners[i].country_raw);
	}
	assert_int_equal(a->term_count, b->term_count);
	for (size_t i = 0; i < a->term_count; i++)
		same_term(&a->terms[i], &b->terms[i]);
}

int64_t add_agreement(struct store *store)
{
	struct agreement agreement = full_agreement();
	int64_t id;

	done(store, store_add_agreement(store, &agreement, 0, &author, &id));
	return id;
}

int64_t add_run(struct store *store)
{
	int64_t run;

	done(store, store_add_run(store, RUN_SCHEDULED, on("2026-11-23"), 1795411800000, &run));
	return run;
}

struct decision sample_decision(void)
{
	static const struct policy policy = {.name = "exchange"};

	return (struct decision){
		.kind = DEADLINE_END,
		.outcome = OUTCOME_NOTICE,
		.term_seq = 2,
		.deadline = on("2026-12-10"),
		.latest = on("2026-12-31"),
		.given = about("2026-12"),
		.milestone = on("2026-11-26"),
		.step = {STEP_BEFORE, {14, SPAN_DAYS}, 1},
		.sending_day = on("2026-11-25"),
		.late_days = 3,
		.corrected_from = on("2026-12-08"),
		.policy = &policy,
	};
}

int64_t settle(struct store *store, int64_t run, int64_t agreement_id, enum deadline_kind kind,
	       const char *deadline, const char *milestone)
{
	struct decision decision = sample_decision();
	int64_t id;

	decision.kind = kind;
	decision.deadline = on(deadline);
	decision.milestone = on(milestone);
	done(store, store_settle(store, run, agreement_id, &decision, &id));
	return id;
}
