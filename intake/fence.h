/*
 * A fence: the lines that a profile leaves out of a register: what is before its start and behind
 * its end, and furniture.
 */
#ifndef RENEWD_INTAKE_FENCE_H
#define RENEWD_INTAKE_FENCE_H

#include <stdbool.h>

#include "core/profile.h"
#include "core/text.h"
#include "intake/record.h"

struct fence {
	const struct profile *profile;
	bool has_started, has_stopped;
	struct text line; /* scratch */
};

/* Zero but for the profile, which must outlive it, is the fence before the first record. */
void fence_init(struct fence *fence, const struct profile *profile);

/*
 * Whether a record is left out; all records must be asked for, in order. 1, 0, or -ENOMEM. A record
 * of several lines is the start, the end or furniture when one of its lines is.
 */
int fence_leaves_out(struct fence *fence, const struct record *record);

void fence_done(struct fence *fence);

#endif
