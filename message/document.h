/*
 * The document of a delivery: what it says, as JSON, without any channel's form.
 *
 * It is built once, when the delivery is decided, and stored; each attempt renders it for its
 * channel. It holds facts (days, names), no finished sentences: words such as "in 17 days" count
 * from the day of sending, which message/words.h gets as an argument. Format: message/FORMAT.md.
 */
#ifndef RENEWD_MESSAGE_DOCUMENT_H
#define RENEWD_MESSAGE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/problem.h"
#include "core/run.h"
#include "core/vague.h"

#define DOCUMENT_VERSION  1
#define DOCUMENT_SIZE_MAX (4 * 1024 * 1024) /* bytes of JSON */

/* So many problems, and messages that did not arrive, are told at most; the rest is counted. */
#define DOCUMENT_PROBLEMS_MAX	 1000
#define DOCUMENT_UNDELIVERED_MAX 100

/* Of those who were told before, so many are named. */
#define DOCUMENT_TOLD_MAX 20

/* What every document of an office says about itself. */
struct document_office {
	const char *name;
	const char *language;
	const char *reply_to; /* or NULL */
};

/* For DELIVERY_TROUBLE: a delivery that is dead, or a channel that is refused. */
struct document_trouble {
	const char *channel;
	const char *address;   /* "" when the channel is the place, or the whole channel fails */
	const char *recipient; /* name, or NULL */
	const char *reason;    /* what the server or the courier said; no secrets */
};

/*
 * Builds the document of run->deliveries[index]; entries carry their notice_id. in_reply_to: the ID
 * of the delivery that began the thread, or NULL. Texts are tidied on the way in (message/tidy.h)
 * and cut where they are longer than anybody reads, so that a hostile register cannot stop a
 * message. 0 and a text that the caller frees, -ENOMEM, or -E2BIG over DOCUMENT_SIZE_MAX.
 */
int document_build(const struct run *run, size_t index, const struct document_office *office,
		   const char *in_reply_to, char **ret_json);

/*
 * Builds a DELIVERY_TROUBLE for the keeper about dead_json (NULL: about the whole channel), whose
 * entries it repeats. Errors as above; -EINVAL when dead_json is no document.
 */
int document_trouble_build(const struct document_office *office, const char *keeper_name,
			   const struct document_trouble *trouble, const char *dead_json,
			   struct day today, char **ret_json);

/*
 * The same document without the entries of those notices. *ret_json is NULL when no entry and no
 * problem is left. 0, -ENOMEM, -EINVAL when json is no document.
 */
int document_without(const char *json, const int64_t *notice_ids, size_t count, char **ret_json);

/* An entry as renderers see it. Strings belong to the arena; NULL: not known. */
struct entry {
	int64_t notice_id; /* 0 for entries that are no notice */
	int64_t agreement_id;
	const char *register_name;
	const char *row;
	const char *registration_number;
	const char *type;
	const char *owner;
	const struct partner *partners;
	size_t partner_count;
	size_t partner_total; /* how many the agreement has: those left out here as well */
	enum deadline_kind kind;
	struct vague signed_on;
	struct day deadline;
	struct day latest;
	struct vague given;
	const char *last_day_raw; /* what the register says about the last day */
	struct day milestone;
	struct step step;
	int32_t late_days; /* as of the day of the decision */
	struct day
		decided_on; /* of a reminder, which a later day of sending makes late too; else DAY_NONE */
	struct day corrected_from; /* or DAY_NONE */
	struct renewing renewing;
	const char *policy;
	enum fallback fallback;
	struct doubt doubt;
	enum section section;	/* of a digest; else SECTION_NONE */
	const char *owner_name; /* there, the name of the contact that owns it, or NULL */
	const char *absent;	/* for whom the recipient stands in, or NULL */
	int level; /* the step of escalation that brings it to the recipient; 0: none */
	const struct told *told; /* who was told of this deadline before; name and day */
	size_t told_count;
	struct day first_told;	  /* the day of the first notice about it; DAY_NONE: none before */
	struct response response; /* kind, until and on; id 0: nobody has responded */
	struct last_day renewed;  /* STEP_RENEWED: the end of the new term */
	bool is_terminated;	  /* notice was given: it ends for good */
};

/* In a trial: for whom the message is, and where it would have gone. */
struct document_meant {
	const char *name;
	const char *channel;
	const char *address;
};

/* A document as renderers see it. */
struct document {
	enum delivery_kind kind;
	struct document_office office;
	const char *recipient; /* name */
	bool to_keeper;	       /* the recipient keeps the register */
	struct day decided_on;
	size_t part;
	size_t parts;
	const struct entry *entries;
	size_t entry_count;
	const struct run_problem *problems;
	size_t problem_count;
	size_t problem_total; /* how many there were: those left out as well */
	const struct run_undelivered *undelivered;
	size_t undelivered_count;
	size_t undelivered_total;
	const char *in_reply_to; /* the ID of the delivery that began the thread, or NULL */
	const struct document_meant *meant;	/* or NULL: no trial */
	const struct document_trouble *trouble; /* or NULL */
};

/*
 * Reads a document. 0, -ENOMEM, or -EINVAL: not JSON, not version 1, a field missing or of the
 * wrong type, text that is not UTF-8 or not tidy (tidy_is()), over DOCUMENT_SIZE_MAX. On
 * -EINVAL *ret_why, when ret_why is not NULL, says where, in the arena.
 */
int document_parse(const char *json, size_t length, struct arena *arena,
		   struct document *ret_document, const char **ret_why);

#endif
