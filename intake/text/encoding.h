/*
 * Encodings: how the bytes of a register's text stand for characters.
 *
 * What is found out: a byte order mark decides. Without one, every second byte zero is UTF-16;
 * bytes that are valid UTF-8, but for a stray one, are UTF-8. Else the text has one byte a
 * character: it is Windows-1251 when more of its high letters make up whole words (Cyrillic) than
 * stand in words with letters of ASCII; of the others, Windows-1254 when the six letters that only
 * Turkish has there outnumber those that Turkish has not; and Windows-1252 in doubt.
 */
#ifndef RENEWD_INTAKE_TEXT_ENCODING_H
#define RENEWD_INTAKE_TEXT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/problem.h"

struct source;

struct encoding {
	const char *name; /* as people and iconv know it: "Windows-1251" */
	size_t unit;	  /* bytes of the smallest character */
	const char *mark; /* the byte order mark; NULL: it has none */
	size_t mark_length;
};

/* By its name in any case, as profiles write it ("windows-1251"); NULL: none that is read. */
const struct encoding *encoding_find(const char *name);

/* All of them; NULL behind the last one. */
const struct encoding *encoding_at(size_t index);

#define ENCODING_REASON_SIZE 96

struct encoding_found {
	const struct encoding *encoding;
	int64_t start; /* of the text: behind a byte order mark */
	char reason
		[ENCODING_REASON_SIZE]; /* "byte order mark", "1,204 letters in Cyrillic words" */
};

/*
 * Finds the encoding of a source, or takes the one wanted (NULL: find it). 0; negative errno; 1
 * with a problem: nothing but a mark (empty_file), no text (binary_file), another encoding than
 * wanted, two in one file (wrong_encoding). With 0 there can be a warning: a few bytes that the
 * encoding does not have, which are read as U+FFFD.
 */
int encoding_detect(struct source *source, const char *wanted, struct problems *problems,
		    struct encoding_found *ret_found);

#endif
