/*
 * What values look like. Pure: no complaint, no memory, no look at the machine. A function named
 * _fault gives NULL for a good value, else what is wrong with it, to stand behind "…: ".
 */
#ifndef RENEWD_CONFIG_VALUE_H
#define RENEWD_CONFIG_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/day.h"

/* "8:30" or "08:30", 00:00 to 23:59. False, and ret_minute untouched, for anything else. */
bool value_time(const char *text, int *ret_minute);

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
