/*
 * What a message is about, counted: for its subject and its opening.
 */
#ifndef RENEWD_MESSAGE_WORDS_GROUP_H
#define RENEWD_MESSAGE_WORDS_GROUP_H

#include <stddef.h>

#include "core/day.h"
#include "message/document.h"

/* The groups of entries, in the order of a subject: the worst first. */
enum group {
	GROUP_ENDED,
	GROUP_MAY_HAVE_ENDED,
	GROUP_WEEK,
	GROUP_MONTH,
	GROUP_LATER,
	GROUP_NOTICE, /* renews itself unless notice is given */
	GROUP_RENEWS, /* renews itself: too late for notice, or by when is not recorded */
	GROUP_REVIEW,
	GROUP_UNKNOWN,
	GROUP_LAPSES, /* ends as was decided, or since notice was given */
	GROUP_LAPSED,
	GROUP_RENEWED
};
#define GROUPS (GROUP_RENEWED + 1)

/* How many entries of the document are in each group when it is sent on as_of. */
void words_group_count(const struct document *document, struct day as_of,
		       size_t ret_counts[static GROUPS]);

#endif
