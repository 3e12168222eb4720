/*
 * Facts: labels with what they say, one a line, for what is about one thing.
 *
 *	Last day     2025-02-12 (as the register says it: 2/12/2025)
 */
#ifndef RENEWD_CLI_FACTS_H
#define RENEWD_CLI_FACTS_H

#include "cli/cli.h"
#include "cli/terminal.h"
#include "core/text.h"

struct facts {
	const struct terminal *terminal;
	struct text out;
};

/* A line about the whole thing, or over a group of facts. */
void facts_heading(struct facts *facts, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* One fact; what it holds is made harmless. */
void facts_add(struct facts *facts, enum style style, const char *label, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A line by itself, indented like a fact's label. */
void facts_line(struct facts *facts, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes them and ends them. */
enum exit_status facts_print(struct facts *facts);

void facts_done(struct facts *facts);

#endif
