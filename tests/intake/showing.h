/*
 * The records of a reader, written as one line of text.
 */
#ifndef RENEWD_TESTS_SHOWING_H
#define RENEWD_TESTS_SHOWING_H

#include <stddef.h>

#include "core/problem.h"
#include "intake/reader.h"

/*
 * Opens a text with one format's opener, and reads it twice: both times the records must be the
 * same and tile the lines. Each record is: '-' furniture, '^' a caption, '#' a heading; its line,
 * '+' and how many when it has several; '|' and each cell ('>' and its link); a '/'. A line end in
 * a cell is a '~'. A part's number and ':' stand before its first record from the second part on.
 * Furniture says nothing of its text. "?" and the code of the first error when the text is refused.
 * Valid until the next call.
 */
const char *show(reader_opener *open, const char *bytes, size_t length,
		 const struct profile *profile);

/* The problems of the text shown last: their codes with the line before each ("3 unsure_partner
 * "). */
const char *show_problems(void);

/* Frees what show() keeps. */
int show_nothing(void **state);

#endif
