/*
 * A register that a test reads, and questions about it.
 */
#ifndef RENEWD_TESTS_READING_H
#define RENEWD_TESTS_READING_H

#include "intake/intake.h"

#define HEADING                                                                                    \
	"No,Date of agreement,Partner,City,Country,Valid until,Department,Registration number\n"

/* What was read last. */
extern struct intake intake;

/* Teardown of a test: forgets what was read. */
int forget(void **state);

/* Reads a text as the file list.csv, as intake_parse(). */
int read_text(const char *text);

/* The problem has that level and stands at that place. */
void assert_problem(const char *code, enum problem_level level, unsigned int line,
		    unsigned int column);

/* The problem's text holds these words. */
void assert_says(const char *code, const char *words);

const struct agreement *draft(size_t index);

/* The last day, as vague_format() writes it. */
void assert_last_day(size_t index, const char *wanted);

#endif
