/*
 * What libyaml says about a file that is no YAML, in words that help to mend it.
 */
#ifndef RENEWD_CONFIG_SYNTAX_H
#define RENEWD_CONFIG_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

struct reading;
struct yaml_parser_s;

/* Complains of a NUL byte and of what is not UTF-8; true when there is none. */
bool syntax_check_bytes(struct reading *reading, const char *text, size_t length);

/*
 * A text in quotation marks that goes over a line end: where its first mark stands and where its
 * last, from 1. All zero: there was none.
 */
struct syntax_quote {
	unsigned int line;
	unsigned int column;
	unsigned int end_line;
	unsigned int end_column;
};

/*
 * Complains of the error at which the parser stopped; text is what it was given, quote the last
 * that it read. An error right behind a quote comes of a mark that was left open: the next one in
 * the file was taken for its end.
 */
void syntax_complain(struct reading *reading, const struct yaml_parser_s *parser, const char *text,
		     size_t length, const struct syntax_quote *quote);

#endif
