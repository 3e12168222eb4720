/*
 * Responses as `show`, `why`, `ack` and `decide` tell of them.
 */
#ifndef RENEWD_CLI_REPLY_H
#define RENEWD_CLI_REPLY_H

#include <jansson.h>

#include "cli/facts.h"
#include "core/notice.h"
#include "core/response.h"
#include "core/text.h"
#include "db/responses.h"

/* The last day on which it puts reminders off, of "lapse" and what was taken back none. */
struct day reply_until(const struct response *response);

/* Appends "acknowledged until 10 December 2026", "it is to lapse": why a reminder is hidden. */
void reply_reason(struct text *out, const struct response *response);

/*
 * Appends "anna: to be renewed, about the last day (10 December 2026), until 1 November 2026: we
 * have begun". notice is the agreement's, as for explain_deadline().
 */
void reply_words(struct text *out, const struct store_response *response, struct notice notice);

/* Adds one with its day; adds all under a heading of their own. */
void reply_add(struct facts *facts, const struct store_response *response, struct notice notice);
void reply_add_all(struct facts *facts, const struct store_response *responses, size_t count,
		   struct notice notice);

/* An object; NULL when memory is short. */
json_t *reply_json(const struct store_response *response);

/* An array of them. */
json_t *reply_array_json(const struct store_response *responses, size_t count);

/* The one of that ID; NULL: there is none. */
const struct store_response *reply_find(const struct store_response *responses, size_t count,
					int64_t id);

#endif
