/*
 * Profiles of registers (core/profile.h) as YAML files; renewd-registers(5) has the keys.
 */
#ifndef RENEWD_CONFIG_PROFILE_H
#define RENEWD_CONFIG_PROFILE_H

#include <stddef.h>

#include "core/arena.h"
#include "core/problem.h"
#include "core/profile.h"
#include "core/text.h"

/*
 * Reads a profile from a file, or from text that name stands for in problems. Its strings belong to
 * the arena. 0; 1 when it cannot be used: all complaints are in problems, with line and column;
 * -ENOMEM. Warnings alone give 0.
 */
int profile_load(const char *path, struct arena *arena, struct problems *problems,
		 struct profile *ret_profile);
int profile_parse(const char *text, size_t length, const char *name, struct arena *arena,
		  struct problems *problems, struct profile *ret_profile);

/*
 * Reads "HEADING=ROLE" or "column N=ROLE", as a user gives it on a command line; the last '='
 * counts, and "none" is a role. 0; 1 with a problem; -ENOMEM. The heading belongs to the arena.
 */
int profile_read_column(const char *argument, struct arena *arena, struct problems *problems,
			struct profile_column *ret_column);

/* Writes a profile as YAML that profile_parse() reads back as the same. Memory: text_failed(). */
void profile_write(const struct profile *profile, struct text *out);

/* Writes a text in the quotation marks of YAML. */
void profile_write_text(const char *text, struct text *out);

#endif
