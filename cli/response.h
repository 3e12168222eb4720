/*
 * Responses as `show`, `why`, `ack` and `decide` tell of them.
 */
#ifndef RENEWD_CLI_RESPONSE_H
#define RENEWD_CLI_RESPONSE_H

#include <jansson.h>

#include "cli/facts.h"
#include "core/notice.h"
#include "core/response.h"
#include "core/text.h"
#include "db/responses.h"

/* The last day on which it puts reminders off, of "lapse" and what was taken back none. */
struct day response_until(const struct response *response);

/* Appends "acknowledged until 10 December 2026", "it is to lapse": why a reminder is hidden. */
void response_reason(struct text *out, const struct response *response);

/*
 * Appends "anna: to be renewed, about the last day (10 December 2026), until 1 November 2026: we
 * have begun". notice is the agreement's, as for explain_deadline().
 */
void response_words(struct text *out, const struct store_response *response, struct notice notice);

/* Adds one with its day; adds all under a heading of their own. */
void response_add(struct facts *facts, const struct store_response *response, struct notice notice);
void response_add_all(struct facts *facts, const struct store_response *responses, size_t count,
		      struct notice notice);

/* An object; NULL when memory is short. */
json_t *response_json(const struct store_response *response);

/* An array of them. */
json_t *response_array_json(const struct store_response *responses, size_t count);

/* The one of that ID; NULL: there is none. */
const struct store_response *response_find(const struct store_response *responses, size_t count,
					   int64_t id);

#endif
