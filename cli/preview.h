/*
 * What `preview` shows: a planned run, message by message, as text or as JSON.
 */
#ifndef RENEWD_CLI_PREVIEW_H
#define RENEWD_CLI_PREVIEW_H

#include "cli/plan.h"
#include "core/arena.h"
#include "core/text.h"
#include "message/document.h"

struct preview {
	struct cli *cli;
	struct next_run next;
	struct planned planned;
	struct day day;	  /* of the run that is shown */
	struct day asked; /* --on; DAY_NONE without it. No run is made on it when it is not day. */
	bool is_gap;
};

/* One delivery, taken apart again as its reader will see it. */
struct message {
	const struct run_delivery *delivery;
	char *json;
	struct arena arena;
	struct document document;
};

/* The message of planned.run.deliveries[index]; to be ended with message_done() in any case. */
enum exit_status message_make(const struct preview *preview, size_t index,
			      struct message *ret_message);
void message_done(struct message *message);

/* Whether a day was asked for that is no working day, so that a later one is shown. */
bool preview_is_moved(const struct preview *preview);

/* Appends what is to be said of that: "… is no working day: no run is made; the next is on …". */
void preview_moved_words(struct text *out, const struct preview *preview);

/*
 * The day of the first run that will come before the one that is shown, and will send part of what
 * this one shows; DAY_NONE: there is none.
 */
struct day preview_run_before(const struct preview *preview);

/* Appends what is to be said of that. */
void preview_before_words(struct text *out, const struct preview *preview);

/*
 * Why an entry is in a message: the milestone, the policy, the way it found its reader; of a digest
 * who was told and what was answered.
 */
void preview_explain(struct text *out, const struct entry *shown, const struct run_entry *entry,
		     struct day day);

/* The entry of the run that is entry `index` of a message. */
const struct run_entry *preview_entry(const struct preview *preview, const struct message *message,
				      size_t index);

enum exit_status preview_print_text(const struct preview *preview);
enum exit_status preview_print_json(const struct preview *preview);

/* --as: the bytes of each message that goes over that channel, by the courier's program. */
enum exit_status preview_print_bytes(const struct preview *preview, const char *name,
				     const char *courier);

#endif
