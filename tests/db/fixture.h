/*
 * What the tests of the store share: a store in a directory of its own, and samples.
 */
#ifndef RENEWD_TESTS_DB_FIXTURE_H
#define RENEWD_TESTS_DB_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "core/arena.h"
#include "db/store.h"

struct fixture {
	char directory[64];
	char path[96];
	struct store *store; /* STORE_CREATE, busy_ms 0 */
	struct arena arena;
};

/* For cmocka_unit_test_setup_teardown(). */
int fixture_setup(void **state);
int fixture_teardown(void **state);

#define FIXTURE_TEST(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

/* Asserts 0; else shows what the store said. */
void done(const struct store *store, int result);

/* Asserts that a message holds a piece. */
void says(const struct store *store, const char *piece);

/* Opens the fixture's file once more; asserts success. */
struct store *another(const struct fixture *fixture, enum store_mode mode);

/* Closes the fixture's store; opens it again after that. */
void fixture_close(struct fixture *fixture);
void fixture_reopen(struct fixture *fixture);

/*
 * Runs body in a process of its own and gives its exit status; -1 when it was killed. The fixture's
 * store is closed before: SQLite must not be carried over a fork. The body must not use assertions.
 */
int in_child(struct fixture *fixture, int (*body)(struct fixture *fixture));

/* As in_child(), as a user who owns nothing; a root's rights would hide what is tested. */
int as_nobody(struct fixture *fixture, int (*body)(struct fixture *fixture));

/* Runs SQL on the store's own connection. */
void raw(struct store *store, const char *sql);
int64_t raw_int(struct store *store, const char *sql);
const char *raw_text(struct store *store, const char *sql, struct arena *arena);

/* A day from its ISO form; a vague date from its form. */
struct day on(const char *text);
struct vague about(const char *text);

/* An agreement with every field set; partners and terms are static. */
struct agreement full_agreement(void);

/* An agreement with as little as may be: one term, no partner, no text. */
struct agreement bare_agreement(void);

void same_agreement(const struct agreement *a, const struct agreement *b);

extern const struct author author;

/* Adds full_agreement(), a run on 2026-11-23, a decision about it. */
int64_t add_agreement(struct store *store);
int64_t add_run(struct store *store);
struct decision sample_decision(void);
int64_t settle(struct store *store, int64_t run, int64_t agreement_id, enum deadline_kind kind,
	       const char *deadline, const char *milestone);

#endif
