/* Stores of older versions: nothing of them is lost; and who may bring them up to date. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/kin.h"
#include "db/ledger.h"
#include "db/outbox.h"
#include "db/responses.h"
#include "db/schema.h"
#include "tests/db/fixture.h"

/* What a store of version 1 held: two registers, lines of three imports, problems, an audit. */
static const char version_1_rows[] =
	"INSERT INTO register (id, name) VALUES (1, 'Қазақстан'), (2, 'Other');"
	"INSERT INTO import (id, register_id, path, at_ms) VALUES "
	"	(1, 1, 'old.csv', 100), (2, 2, 'other.csv', 200), (3, 1, 'new.csv', 300);"
	"INSERT INTO source_row (id, import_id, line, kind, text) VALUES "
	"	(1, 1, 7, 'row', 'seven'), (2, 2, 1, 'heading', 'a;b'), (3, 2, 2, 'row', 'two'), "
	"	(4, 3, 5, 'row', 'five'), (5, 3, 6, 'blank', '');"
	"INSERT INTO agreement (id, register_id, row, registration_number, type, type_raw, owner, "
	"	last_day_raw, signed, kind, renewal, state, source_row_id, known_on, next_on) "
	"VALUES "
	"	(3, 1, '17a', '2021/17', 'Exchange', 'EXCHANGE', 'Law', '2028', '2021-03', "
	"'fixed', "
	"	'tacit', 'active', 4, 20700, 20800), "
	"	(5, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown', 'express', "
	"	'withdrawn', 3, 20701, NULL), "
	"	(6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown', 'express', "
	"'active', "
	"	NULL, 20702, 20702);"
	"INSERT INTO agreement (id, kind, renewal, state, known_on) VALUES "
	"	(9, 'unknown', 'express', 'active', 1);"
	"DELETE FROM agreement WHERE id = 9;" /* its ID is not given again */
	"INSERT INTO partner VALUES (3, 0, 'Universität Wien', 'Wien', 'AT', 'Österreich'), "
	"	(3, 1, 'second', NULL, NULL, NULL);"
	"INSERT INTO term VALUES (3, 0, 'initial', '2021-03', NULL, '2028', 20700, 20703), "
	"	(5, 0, 'initial', NULL, NULL, NULL, 20701, NULL), "
	"	(6, 0, 'initial', NULL, NULL, NULL, 20702, NULL);"
	"INSERT INTO problem (id, import_id, agreement_id, line, column, code, text, is_told) "
	"VALUES "
	"	(1, 3, 3, 5, 2, 'code', 'text', 1), (2, 3, NULL, 6, 0, 'other', 'text', 0);"
	"INSERT INTO run (id, kind, day, at_ms) VALUES (1, 'scheduled', 20703, 400);"
	"INSERT INTO ledger (id, agreement_id, kind, deadline, milestone, term_seq, step, outcome, "
	"	late_days, run_id) VALUES (1, 3, 'end', 21000, 20703, 0, 'before 90d', 'notice', "
	"0, 1);"
	"INSERT INTO delivery (number, kind, channel, address, state, created_ms, document) VALUES "
	"	(1, 'notice', 'mail', 'a@example.edu', 'sent', 1, '{}');"
	"INSERT INTO delivery_notice VALUES (1, 1);"
	"INSERT INTO audit (at_ms, who, how, agreement_id, before, after) VALUES "
	"	(300, 'keeper', 'import new.csv', 3, NULL, '{\"a\":1}');";

/*
 * What a store of version 2 held beside: a ledger of two runs and three outcomes, deliveries in all
 * states, their attempts, holidays.
 */
static const char version_2_rows[] =
	"INSERT INTO agreement (id, row, kind, renewal, renews_every, renews_times, notice, state, "
	"	link, note, kin, digest, known_on, next_on) VALUES "
	"	(4, '1', 'term', 'tacit', '1y', 2, '3m', 'active', 'https://example.edu', 'n', 11, "
	"	12, 20700, 20800), "
	"	(7, '2', 'fixed', 'express', NULL, 0, NULL, 'superseded', NULL, NULL, 13, NULL, "
	"	20700, NULL);"
	"INSERT INTO term VALUES (4, 0, 'initial', '2021-03-01', '3y', NULL, 20700, 20703), "
	"	(7, 0, 'initial', NULL, NULL, '2026-12-31', 20700, 20703), "
	"	(7, 1, 'renewed', '2027', NULL, '2031', 20710, NULL);"
	"INSERT INTO run (id, kind, day, at_ms, planned, notices, deliveries) VALUES "
	"	(3, 'scheduled', 20703, 400, 2, 1, 1), (5, 'requested', 20710, 500, 1, 1, 2);"
	"INSERT INTO ledger (id, agreement_id, kind, deadline, milestone, term_seq, step, outcome, "
	"	latest, given, sending_day, late_days, corrected_from, policy, run_id) VALUES "
	"	(21, 7, 'end', 20818, 20638, 0, 'before 180d', 'superseded', 20818, "
	"	'2026-12-31', 20638, 0, NULL, 'default', 3), "
	"	(22, 7, 'end', 20818, 20728, 0, 'closes 90d', 'notice', 20818, '2026-12-31', "
	"	20727, 2, 20800, 'default', 5), "
	"	(20, 4, 'notice', 20900, 20703, 300, 'before 90d', 'unwatched', NULL, NULL, NULL, "
	"	0, NULL, NULL, 3);"
	"INSERT INTO delivery (number, run_id, kind, channel, address, state, created_ms, "
	"attempts, "
	"	ambiguous, document) VALUES "
	"	(1, 3, 'reminder', 'mail', 'a@example.edu', 'sent', 400, 1, 0, '{\"a\":1}'), "
	"	(2, 5, 'reminder', 'mail', 'b@example.edu', 'retrying', 500, 2, 1, '{}'), "
	"	(4, NULL, 'trouble', 'local', 'c@example.edu', 'queued', 600, 0, 0, '{}');"
	"INSERT INTO delivery_notice VALUES (1, 22), (2, 22);"
	"INSERT INTO attempt (delivery, seq, started_ms, ended_ms, class, code, text, as_of) "
	"VALUES "
	"	(1, 1, 401, 402, 'accepted', 250, 'ok', 20703), "
	"	(2, 1, 501, 502, 'unknown', 0, NULL, 20710), "
	"	(2, 2, 601, 602, 'transient', 451, 'later', 20710);"
	"INSERT INTO edit VALUES (7, 'last_day', '2031', '2026-12-31', 'anna', 450);";

/* The fixture's file as a store of that version, with rows; closed. */
static void make_version(struct fixture *fixture, size_t version, const char *rows)
{
	const struct migration *steps;
	size_t count;
	struct store *store;

	fixture_close(fixture);
	unlink(fixture->path);
	store = calloc(1, sizeof(*store));
	assert_non_null(store);
	store->lock_fd = -1;
	store->mode = STORE_CREATE;
	store->path = strdup(fixture->path);
	assert_int_equal(sqlite3_open_v2(fixture->path, &store->db,
					 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
			 SQLITE_OK);
	steps = migrations(&count);
	assert_true(count > version);
	done(store, schema_open_with(store, steps, version));
	raw(store, rows);
	store_close(store);
}

static void make_version_1(struct fixture *fixture)
{
	make_version(fixture, 1, version_1_rows);
}

static void agreements_partners_and_terms_stay_as_they_are(void **state)
{
	struct fixture *fixture = *state;
	struct agreement agreement;

	make_version_1(fixture);
	fixture->store = another(fixture, STORE_WRITE);
	done(fixture->store, store_agreement(fixture->store, 3, &fixture->arena, &agreement));
	assert_string_equal(agreement.register_name, "Қазақстан");
	assert_string_equal(agreement.row, "17a");
	assert_string_equal(agreement.registration_number, "2021/17");
	assert_string_equal(agreement.type, "Exchange");
	assert_string_equal(agreement.type_raw, "EXCHANGE");
	assert_string_equal(agreement.owner, "Law");
	assert_string_equal(agreement.last_day_raw, "2028");
	assert_true(vague_equal(agreement.signed_on, about("2021-03")));
	assert_int_equal(agreement.kind, KIND_FIXED);
	assert_int_equal(agreement.renewal, RENEWAL_TACIT);
	assert_int_equal(agreement.state, STATE_ACTIVE);
	assert_int_equal(agreement.known_on.n, 20700);
	assert_int_equal(agreement.partner_count, 2);
	assert_string_equal(agreement.partners[0].country_raw, "Österreich");
	assert_int_equal(agreement.term_count, 1);
	assert_true(vague_equal(agreement.terms[0].last_day, about("2028")));
	assert_int_equal(agreement.terms[0].seen_on.n, 20703);
	assert_int_equal(agreement.renews.every.n, 0);
	assert_false(notice_is_known(agreement.notice));
	assert_null(agreement.link);
	done(fixture->store, store_agreement(fixture->store, 5, &fixture->arena, &agreement));
	assert_int_equal(agreement.state, STATE_WITHDRAWN);
	assert_null(agreement.type);
	done(fixture->store, store_agreement(fixture->store, 6, &fixture->arena, &agreement));
	assert_null(agreement.register_name);
	assert_int_equal(raw_int(fixture->store, "SELECT sum(next_on) FROM agreement"),
			 20800 + 20702);
	assert_int_equal(add_agreement(fixture->store), 10);
}

static void lines_problems_ledger_and_audit_stay_as_they_are(void **state)
{
	struct fixture *fixture = *state;
	struct store_problem *problems;
	struct store_audit *entries;
	struct history history;
	struct store_origin source;
	size_t count;

	make_version_1(fixture);
	fixture->store = another(fixture, STORE_WRITE);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 5);
	done(fixture->store, store_source(fixture->store, 3, &fixture->arena, &source));
	assert_string_equal(source.path, "new.csv");
	assert_int_equal(source.line, 5);
	assert_int_equal(source.lines, 1);
	assert_null(source.part);
	assert_string_equal(source.text, "five");
	assert_int_equal(source.imported_ms, 300);
	done(fixture->store, store_source(fixture->store, 5, &fixture->arena, &source));
	assert_string_equal(source.text, "two");
	done(fixture->store,
	     store_problems(fixture->store, 0, false, 0, &fixture->arena, &problems, &count));
	assert_int_equal(count, 2);
	assert_true(problems[0].is_told);
	assert_int_equal(problems[0].agreement_id, 3);
	done(fixture->store, store_history(fixture->store, 3, &fixture->arena, &history));
	assert_int_equal(history.settled_count, 1);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM delivery_notice"), 1);
	done(fixture->store, store_audit(fixture->store, 3, &fixture->arena, &entries, &count));
	assert_int_equal(count, 1);
	assert_string_equal(entries[0].after, "{\"a\":1}");
	done(fixture->store, store_audit(fixture->store, 6, &fixture->arena, &entries, &count));
	assert_int_equal(count, 0);
}

static void agreements_of_an_older_store_are_found_and_confirmed(void **state)
{
	static const struct store_source line = {.line = 9, .lines = 1, .kind = "row", .text = "n"};
	struct fixture *fixture = *state;
	struct agreement agreement;
	struct store_kin *kin;
	size_t count;
	int64_t import, source;

	make_version_1(fixture);
	fixture->store = another(fixture, STORE_WRITE);
	done(fixture->store,
	     store_import_begin(fixture->store, "Қазақстан", "x.csv", &author, &import));
	assert_int_equal(import, 4);
	done(fixture->store, store_add_source(fixture->store, import, &line, &source));
	done(fixture->store, store_agreement(fixture->store, 3, &fixture->arena, &agreement));
	agreement.registration_number = NULL;
	done(fixture->store,
	     store_kin(fixture->store, &agreement, import, 0, &fixture->arena, &kin, &count));
	assert_int_equal(count, 1);
	assert_true(kin[0].id == 3 && kin[0].is_facts_same && !kin[0].is_same && !kin[0].is_taken);

	/* An update that changes nothing works the checksum out. */
	agreement.registration_number = "2021/17";
	done(fixture->store,
	     store_update_agreement(fixture->store, &agreement, source, on("2026-11-25"), &author));
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM audit"), 1);
	done(fixture->store,
	     store_kin(fixture->store, &agreement, import, 0, &fixture->arena, &kin, &count));
	assert_int_equal(count, 1);
	assert_true(kin[0].is_same && kin[0].is_taken);

	/* The lines of the imports before go, but for those of the other register. */
	done(fixture->store, store_import_end(fixture->store, import));
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM source_row"), 3);
}

static void an_old_store_without_its_tables_is_damaged(void **state)
{
	struct fixture *fixture = *state;
	sqlite3 *db;

	make_version_1(fixture);
	assert_int_equal(sqlite3_open(fixture->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM run", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(fixture->path, STORE_WRITE, 0, &fixture->store), STORE_CORRUPT);
	says(fixture->store, "ledger");
}

/* ---- version 2 ------------------------------------------------------------------------------ */

static struct ledger_line line_of(struct fixture *fixture, int64_t agreement_id, int64_t id)
{
	struct ledger_line *lines;
	size_t count;

	done(fixture->store,
	     store_ledger(fixture->store, agreement_id, &fixture->arena, &lines, &count));
	for (size_t i = 0; i < count; i++) {
		if (lines[i].id == id)
			return lines[i];
	}
	fail_msg("no line %lld", (long long)id);
	return (struct ledger_line){0};
}

static void a_ledger_stays_as_it_is_and_knows_its_days(void **state)
{
	struct fixture *fixture = *state;
	struct ledger_line line;

	make_version(fixture, 2, version_2_rows);
	fixture->store = another(fixture, STORE_WRITE);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM ledger"), 3);
	line = line_of(fixture, 7, 22);
	assert_int_equal(line.settled.kind, DEADLINE_END);
	assert_int_equal(line.settled.deadline.n, 20818);
	assert_int_equal(line.settled.milestone.n, 20728);
	assert_int_equal(line.settled.step.kind, STEP_WINDOW_CLOSES);
	assert_int_equal(line.settled.outcome, OUTCOME_NOTICE);
	assert_int_equal(line.settled.on.n, 20710);
	assert_int_equal(line.settled.level, 0);
	assert_int_equal(line.sending_day.n, 20727);
	assert_int_equal(line.late_days, 2);
	assert_int_equal(line.corrected_from.n, 20800);
	assert_string_equal(line.policy, "default");
	assert_int_equal(line.at_ms, 500);
	line = line_of(fixture, 7, 21);
	assert_int_equal(line.settled.outcome, OUTCOME_SUPERSEDED);
	assert_int_equal(line.settled.on.n, 20703);
	line = line_of(fixture, 4, 20);
	assert_int_equal(line.settled.term_seq, 300);
	assert_true(day_is_none(line.sending_day));
	assert_null(line.policy);
	/* Its numbers go on, and a milestone is settled once. */
	assert_true(settle(fixture->store, 5, 4, DEADLINE_END, "2026-12-10", "2026-11-01") > 22);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM ledger WHERE beside <> 0"),
			 0);
}

static void deliveries_their_notices_and_attempts_stay_as_they_are(void **state)
{
	struct fixture *fixture = *state;
	struct delivery delivery;
	struct attempt *attempts;
	int64_t *notices;
	size_t count;

	make_version(fixture, 2, version_2_rows);
	fixture->store = another(fixture, STORE_WRITE);
	done(fixture->store, store_delivery(fixture->store, 2, &fixture->arena, &delivery));
	assert_int_equal(delivery.state, STATE_RETRYING);
	assert_int_equal(delivery.run, 5);
	assert_int_equal(delivery.attempts, 2);
	assert_int_equal(delivery.ambiguous, 1);
	done(fixture->store,
	     store_delivery_notices(fixture->store, 2, &fixture->arena, &notices, &count));
	assert_int_equal(count, 1);
	assert_int_equal(notices[0], 22);
	done(fixture->store, store_attempts(fixture->store, 2, &fixture->arena, &attempts, &count));
	assert_int_equal(count, 2);
	assert_string_equal(attempts[0].class, "unknown");
	assert_int_equal(attempts[1].code, 451);
	assert_int_equal(attempts[1].as_of.n, 20710);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM delivery "
						 "WHERE thread IS NULL"),
			 3);
	assert_int_equal(raw_int(fixture->store, "SELECT count(*) FROM pragma_foreign_key_check"),
			 0);
}

static void agreements_of_version_2_can_be_answered_and_terminated(void **state)
{
	struct fixture *fixture = *state;
	const struct response response = {.kind = RESPONSE_LAPSE,
					  .about = DEADLINE_END,
					  .deadline = on("2026-12-31"),
					  .until = DAY_NONE,
					  .on = on("2026-11-24")};
	struct agreement agreement;
	struct history history;

	make_version(fixture, 2, version_2_rows);
	fixture->store = another(fixture, STORE_WRITE);
	done(fixture->store, store_agreement(fixture->store, 4, &fixture->arena, &agreement));
	assert_false(vague_is_known(agreement.terminated_on));
	assert_int_equal(agreement.renews.times, 2);
	assert_int_equal(agreement.notice.period.n, 3);
	assert_string_equal(agreement.link, "https://example.edu");
	agreement.terminated_on = about("2027-03-01");
	done(fixture->store,
	     store_update_agreement(fixture->store, &agreement, 0, on("2026-11-24"), &author));
	done(fixture->store, store_agreement(fixture->store, 4, &fixture->arena, &agreement));
	assert_true(vague_equal(agreement.terminated_on, about("2027-03-01")));
	done(fixture->store, store_agreement(fixture->store, 7, &fixture->arena, &agreement));
	assert_int_equal(agreement.state, STATE_SUPERSEDED);
	assert_int_equal(agreement.term_count, 2);
	done(fixture->store, store_add_response(fixture->store, 7, &response, "note", &author));
	done(fixture->store, store_history(fixture->store, 7, &fixture->arena, &history));
	assert_int_equal(history.settled_count, 2);
	assert_int_equal(history.response_count, 1);
}

/* ---- an older daemon at work ---------------------------------------------------------------- */

/* A process that holds the writer's lock as a daemon does, until it is killed. */
static pid_t start_daemon(const struct fixture *fixture)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[128];
	int ready[2];
	char byte;
	pid_t child;

	snprintf(path, sizeof(path), "%s.lock", fixture->path);
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		int fd = open(path, O_RDWR | O_CREAT, 0660);

		if (fd < 0 || fcntl(fd, F_SETLK, &lock) != 0 || write(ready[1], "x", 1) != 1)
			_exit(1);
		close(ready[1]);
		alarm(60);
		for (;;)
			pause();
	}
	assert_true(child > 0);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static void stop(pid_t child)
{
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void a_store_is_not_migrated_while_a_daemon_works_on_it(void **state)
{
	struct fixture *fixture = *state;
	char process[32];
	pid_t daemon;

	make_version_1(fixture);
	daemon = start_daemon(fixture);
	snprintf(process, sizeof(process), "process %d", (int)daemon);
	assert_int_equal(store_open(fixture->path, STORE_WRITE, 0, &fixture->store), -EAGAIN);
	says(fixture->store, process);
	says(fixture->store, "older renewd");
	assert_int_equal(raw_int(fixture->store, "PRAGMA user_version"), 1);
	fixture_close(fixture);
	stop(daemon);
	fixture->store = another(fixture, STORE_WRITE);
	assert_true(raw_int(fixture->store, "PRAGMA user_version") > 1);
	/* The lock is not kept. */
	assert_int_equal(store_daemon(fixture->store), 0);
}

static void a_store_of_this_version_is_opened_whatever_daemon_works_on_it(void **state)
{
	struct fixture *fixture = *state;
	pid_t daemon;

	fixture_close(fixture);
	daemon = start_daemon(fixture);
	fixture->store = another(fixture, STORE_WRITE);
	assert_int_equal(store_daemon(fixture->store), daemon);
	stop(daemon);
}

static void a_new_store_needs_no_lock(void **state)
{
	struct fixture *fixture = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s.lock", fixture->path);
	assert_int_equal(access(path, F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(agreements_partners_and_terms_stay_as_they_are),
		FIXTURE_TEST(lines_problems_ledger_and_audit_stay_as_they_are),
		FIXTURE_TEST(agreements_of_an_older_store_are_found_and_confirmed),
		FIXTURE_TEST(a_ledger_stays_as_it_is_and_knows_its_days),
		FIXTURE_TEST(deliveries_their_notices_and_attempts_stay_as_they_are),
		FIXTURE_TEST(agreements_of_version_2_can_be_answered_and_terminated),
		FIXTURE_TEST(an_old_store_without_its_tables_is_damaged),
		FIXTURE_TEST(a_store_is_not_migrated_while_a_daemon_works_on_it),
		FIXTURE_TEST(a_store_of_this_version_is_opened_whatever_daemon_works_on_it),
		FIXTURE_TEST(a_new_store_needs_no_lock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
