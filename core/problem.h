/*
 * What is wrong with data that the user owns: a configuration, a register.
 *
 * Errors are of three kinds. A negative errno says that the machine failed (memory, disk); it is
 * passed up unchanged. A positive enumerator, declared in the header of the function that returns
 * it, is handled by the direct caller. A struct problem says that the user's data is wrong: it is
 * collected and returned, never printed by a parser, so that all are shown and not only the first.
 */
#ifndef RENEWD_CORE_PROBLEM_H
#define RENEWD_CORE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

struct text;

enum problem_level {
	PROBLEM_ERROR,	/* cannot be used as it is */
	PROBLEM_WARNING /* can be used, but hardly as meant */
};

struct problem {
	enum problem_level level;
	char *file;	     /* as the user named it; NULL when there is none */
	unsigned int line;   /* from 1; 0 when unknown */
	unsigned int column; /* from 1, in characters; 0 when unknown */
	const char *code;    /* a stable word such as "impossible_date"; static */
	char *text;	     /* what is wrong, and the cure; one line, no final full stop */
	/* What a human can settle: the field in question (a role's name, static; NULL: none), and
	 * what it can mean, in words a command takes ("2028-06-18"); NULL: no such reading. */
	const char *field;
	char *readings[2];
};

/* Zero is an empty list. It owns the texts of its problems. At most PROBLEMS_MAX are kept. */
struct problems {
	struct problem *items;
	size_t count;
	size_t errors;	/* how many of them are errors */
	size_t dropped; /* how many came after the list was full */
	size_t capacity;
};

#define PROBLEMS_MAX 1000

/*
 * Adds a problem; the text is formatted as by printf. Control characters in it become '?'.
 * 0, or -ENOMEM. Over PROBLEMS_MAX it counts the problem (errors, dropped) without keeping it.
 */
int problems_add(struct problems *problems, enum problem_level level, const char *file,
		 unsigned int line, unsigned int column, const char *code, const char *format, ...)
	__attribute__((format(printf, 7, 8)));

/*
 * Says of the problem added last which field it is about and how that can be read; each may be
 * NULL. Nothing happens when it was not kept (PROBLEMS_MAX). 0, or -ENOMEM.
 */
int problems_ask(struct problems *problems, const char *field, const char *first,
		 const char *second);

/* Forgets all problems, keeps the memory of the list. */
void problems_clear(struct problems *problems);

/* Sorts by line and column, keeping the order of those on one place. */
void problems_sort(struct problems *problems);

/* Appends "file:line:column: warning: text", without the parts that are unknown. */
void problem_format(const struct problem *problem, struct text *out);

void problems_done(struct problems *problems);

#endif
