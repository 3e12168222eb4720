/*
 * A response: what somebody answered when told of a deadline. It binds to that deadline alone.
 *
 * An acknowledgement ("we know") puts reminders off until a day, the deadline itself unless another
 * one was named; on the day after it they come back. A decision says what is to become of the
 * agreement: to be renewed, to be negotiated anew, or to lapse.
 */
#ifndef RENEWD_CORE_RESPONSE_H
#define RENEWD_CORE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/agreement.h"
#include "core/day.h"

enum response_kind {
	RESPONSE_ACKNOWLEDGED,
	RESPONSE_RENEW,
	RESPONSE_RENEGOTIATE,
	RESPONSE_LAPSE,	   /* of the reminders of an end, the one on the last day is left */
	RESPONSE_UNDECIDED /* what was answered before counts no longer */
};

struct response {
	int64_t id; /* from 1; larger ones were made later */
	enum response_kind kind;
	enum deadline_kind about;
	int term_seq; /* as in struct settled */
	struct day deadline;
	struct day until; /* DAY_NONE: until the deadline */
	struct day on;	  /* the day on which it was made */
};

/* Whether that kind stops reminders and escalation: all but "undecided". */
bool response_counts(enum response_kind kind);

/* "acknowledged", "renew" … */
const char *response_kind_name(enum response_kind kind);
bool response_kind_parse(const char *name, enum response_kind *ret_kind);

#endif
