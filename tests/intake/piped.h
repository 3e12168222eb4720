/*
 * Tables for tests, written with '|' between their cells, and what they are cast as.
 */
#ifndef RENEWD_TESTS_INTAKE_PIPED_H
#define RENEWD_TESTS_INTAKE_PIPED_H

#include <stdbool.h>

#include "intake/columns/casting.h"

/* The first line of text as a record, for the caller to free(); text must outlive it. */
struct record *piped_record(const char *text, unsigned int line);

/* A table cast from lines, of which the first one is the heading line if it has one. */
struct piped_cast {
	struct arena arena;
	struct problems problems;
	struct casting casting;
	int result; /* of casting_make() */
};

struct piped_cast *piped_cast(const char *text, bool has_heading, const struct profile *profile);
void piped_uncast(struct piped_cast *cast);

#define PIPED_ROLES_SIZE 512

/* The roles by column: "number partner - country"; "none" when the table cannot be cast. */
const char *piped_roles(const struct piped_cast *cast, char out[static PIPED_ROLES_SIZE]);

/* Fails, naming the line of the test, when the table does not have these roles. */
void piped_check(int line, const char *text, bool has_heading, const char *roles);

#endif
