/*
 * A register that a test reads from a text or a file, whole, and questions about it.
 */
#ifndef RENEWD_TESTS_REGISTERING_H
#define RENEWD_TESTS_REGISTERING_H

#include "core/arena.h"
#include "intake/register.h"

#define HEADING                                                                                    \
	"No,Date of agreement,Partner,City,Country,Valid until,Department,Registration number\n"

/* A record with what belongs to it; draft is NULL when it is no row. */
struct taken_record {
	struct register_record record;
	struct draft draft;
};

/* What was read last. Everything belongs to the arena but the problems. */
struct taken {
	struct arena arena;
	struct source *source;
	struct register_reader *reader;
	const struct register_facts *facts; /* NULL: the file was refused */
	struct taken_record *records;
	size_t record_count;
	const struct draft **drafts;
	size_t draft_count;
	struct problems problems; /* of the file and of all records */
};

extern struct taken taken;

/* Teardown of a test: forgets what was read. */
int forget(void **state);

/* Reads a text as the file list.csv: what register_open() or register_next() gave. */
int read_text(const char *text);
/* For an office whose academic years start on that day. */
int read_text_in(const char *text, struct year_day academic_year);
int read_text_as(const char *text, const struct profile *profile);

/* Reads a file of the source folder: "tests/intake/registers/must.txt". */
int read_file(const char *path, const struct profile *profile);

/* The problem has that level and stands at that place. */
void assert_problem(const char *code, enum problem_level level, unsigned int line,
		    unsigned int column);

/* The problem's text holds these words. */
void assert_says(const char *code, const char *words);

/* The problem is about that field and can be read in these ways (NULL: none). */
void assert_asks(const char *code, const char *field, const char *first, const char *second);

size_t count_problems(const char *code);

const struct agreement *draft(size_t index);

/* The last day of its last term, as vague_format() writes it. */
void assert_last_day(size_t index, const char *wanted);

/* How many drafts are of that kind. */
size_t count_kind(enum agreement_kind kind);

/* The kind of the record that starts on that line. */
enum line_kind kind_of_line(unsigned int line);

/* How many lines of the file are of that kind, counting continuations. */
size_t count_lines(enum line_kind kind);

/* The column with that role in the first table. */
const struct register_column *column_of(enum role role);

#endif
