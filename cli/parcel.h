/*
 * Deliveries as `deliveries`, `show` and `why` tell of them.
 */
#ifndef RENEWD_CLI_PARCEL_H
#define RENEWD_CLI_PARCEL_H

#include <jansson.h>

#include "cli/cli.h"
#include "core/text.h"

/* An object; NULL when memory is short. */
json_t *parcel_json(const struct delivery *delivery);
json_t *parcel_attempt_json(const struct attempt *attempt);

/* Appends "sent to ICD <icd@example.edu> over mail on 2026-11-23 08:30 (250 OK)". */
void parcel_words(struct text *out, const struct delivery *delivery);

/* Appends "2026-11-23 08:30: transient, 451 try again later". */
void parcel_attempt_words(struct text *out, const struct attempt *attempt);

/* Appends "2026-11-23 08:30" in the office's zone; "-" for 0. */
void parcel_time(struct text *out, int64_t ms);

enum style parcel_style(enum delivery_state state);

#endif
