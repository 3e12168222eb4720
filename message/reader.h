/*
 * Reading JSON objects of a document: every field is checked, and the first complaint sticks: reads
 * after it do nothing and give zero, so that a chain of reads needs one check at its end.
 */
#ifndef RENEWD_MESSAGE_READER_H
#define RENEWD_MESSAGE_READER_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "core/arena.h"
#include "message/document.h"

/* Where the reader is. */
struct reader {
	struct arena *arena;
	int error; /* 0, -ENOMEM, -EINVAL */
	const char *list;
	size_t index; /* in list, when list is not NULL */
	const char *why;
};

/* What became part of a document later may be absent: documents are stored. */
enum presence { REQUIRED, MAY_BE_NULL, MAY_BE_ABSENT };

void reader_complain(struct reader *reader, const char *key, const char *what);

/* Zeroed memory from the arena; NULL after a complaint, or when memory is short. */
void *reader_take(struct reader *reader, size_t count, size_t size);

const char *reader_text(struct reader *reader, const json_t *object, const char *key,
			enum presence presence);
int64_t reader_number(struct reader *reader, const json_t *object, const char *key, int64_t max);
struct day reader_day(struct reader *reader, const json_t *object, const char *key,
		      enum presence presence);
struct vague reader_vague(struct reader *reader, const json_t *object, const char *key);
struct span reader_span(struct reader *reader, const json_t *object, const char *key);
struct notice reader_notice(struct reader *reader, const json_t *object, const char *key);

/* A list of at most max items; NULL after a complaint. */
const json_t *reader_array(struct reader *reader, const json_t *object, const char *key,
			   size_t max);

/* An object that documents of older versions have not: NULL, and nothing is said of it. */
const json_t *reader_newer(struct reader *reader, const json_t *object, const char *key);

/*
 * What follow-up adds to an entry: who was told, what was answered, where a digest lists it. To
 * whom it is escalated, the name of whom the message is for says nothing new among those told
 * before.
 */
void reader_following(struct reader *reader, const json_t *object, const char *recipient,
		      struct entry *entry);

/* What it adds to a document: what did not arrive; in a trial, for whom it is meant. */
void reader_undelivered(struct reader *reader, const json_t *root, struct document *document);
void reader_meant(struct reader *reader, const json_t *root, struct document *document);

#endif
