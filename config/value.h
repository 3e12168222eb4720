/*
 * What values look like. Pure: no complaint, no memory, no look at the machine. A function named
 * _fault gives NULL for a good value, else what is wrong with it, to stand behind "…: ".
 */
#ifndef RENEWD_CONFIG_VALUE_H
#define RENEWD_CONFIG_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/day.h"
#include "core/span.h"

/* "8:30" or "08:30", 00:00 to 23:59. False, and ret_minute untouched, for anything else. */
bool value_time(const char *text, int *ret_minute);

/*
 * What was probably meant by a length of time written otherwise: "30 days", "6 W", "1 year".
 * False, and ret_span untouched, when the number or the unit is missing.
 */
bool value_span_meant(const char *text, struct span *ret_span);

/*
 * How far a name may be from what was meant, in edits of text_distance(): fewer than this. A third
 * of it may be wrong, of long names three letters.
 */
unsigned int value_guess_limit(const char *text);

/* "mon" or "monday", in any case. */
bool value_weekday(const char *text, enum weekday *ret_weekday);

/* How many characters (code points) a UTF-8 text has. */
size_t value_characters(const char *text);

/* Whether a text holds what no name, address or header may: C0, DEL, C1, line separators. */
bool value_has_control(const char *text);

/* A name that stands for a channel or a contact: letters, digits, '-', '_', at most 64. */
const char *value_key_fault(const char *text);

/* An absolute path of a file or a folder, not "/" and not ending with '/'. */
const char *value_path_fault(const char *text);

#endif
