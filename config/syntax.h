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

/* Complains of the error at which the parser stopped; text is what it was given. */
void syntax_complain(struct reading *reading, const struct yaml_parser_s *parser, const char *text,
		     size_t length);

#endif
