/*
 * Fields of JSON output: dates in ISO form, null for what is not known.
 *
 * Functions that make a value give NULL when memory is short; json_pack() and field_put() take
 * that and fail in turn, so that one check at the end is enough.
 */
#ifndef RENEWD_CLI_FIELD_H
#define RENEWD_CLI_FIELD_H

#include <stdint.h>

#include <jansson.h>

#include "cli/cli.h"
#include "core/day.h"
#include "core/vague.h"

/* null for NULL; bytes that are no UTF-8 become '?'. */
json_t *field_text(const char *text);

/* "2026-11-23"; null for DAY_NONE. */
json_t *field_day(struct day day);

/* "2028", "2023-05", "2025-02-12"; null when unknown. */
json_t *field_vague(struct vague vague);

/* "2026-11-23T08:30:00+05:00"; null for 0, INT64_MIN and INT64_MAX. */
json_t *field_time(int64_t ms);

/* An integer when text is one as people write it ("12"), else the text; null for NULL. */
json_t *field_number_or_text(const char *text);

/* Takes value. 0, or -ENOMEM, also when object or value is NULL. */
int field_put(json_t *object, const char *key, json_t *value);

/* Takes value; as field_put(). */
int field_append(json_t *array, json_t *value);

/* Writes value and a line end, takes it. NULL is a lack of memory. */
enum exit_status field_print(const struct cli *cli, json_t *value);

/*
 * Appends value as text, takes it. Control characters that JSON would let through (DEL, C1, turns
 * of direction) are escaped, so that none reaches a terminal. 0, or -ENOMEM.
 */
int field_format(json_t *value, size_t flags, struct text *out);

#endif
