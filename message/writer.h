/*
 * Writing JSON objects of a document: texts are tidied and cut on their way in, and the first
 * failure sticks, so that a chain of puts needs one check at its end.
 */
#ifndef RENEWD_MESSAGE_WRITER_H
#define RENEWD_MESSAGE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "core/run.h"

/* How long the texts of a document may be. */
struct measure {
	size_t text;	 /* bytes */
	size_t partners; /* of one agreement */
	size_t told;	 /* of those who were told of one deadline before */
};

/* An object being written. */
struct writer {
	json_t *object;
	const struct measure *measure;
	bool failed;
};

struct writer writer_begin(const struct measure *measure);
void writer_done(struct writer *writer);

/* Takes value; NULL means that memory was short. */
void writer_put(struct writer *writer, const char *key, json_t *value);

/* NULL, DAY_NONE, an unknown date, a span of 0 and an unknown notice become null. */
void writer_put_number(struct writer *writer, const char *key, int64_t number);
void writer_put_text(struct writer *writer, const char *key, const char *value);
void writer_put_day(struct writer *writer, const char *key, struct day day);
void writer_put_vague(struct writer *writer, const char *key, struct vague vague);
void writer_put_span(struct writer *writer, const char *key, struct span span);
void writer_put_notice(struct writer *writer, const char *key, struct notice notice);

/* Hands the object over; NULL when something failed. */
json_t *writer_take(struct writer *writer);

/*
 * An entry of a document (message/FORMAT.md), as it goes to one recipient. NULL when memory is
 * short.
 */
json_t *writer_entry(const struct run_entry *entry, const struct run_item *item,
		     const struct measure *measure);

#endif
