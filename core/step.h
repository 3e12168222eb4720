/*
 * A step: how a milestone follows from its deadline. Kept in the ledger beside the milestone, so
 * that a corrected deadline inherits what was settled whatever the lengths of the months are.
 */
#ifndef RENEWD_CORE_STEP_H
#define RENEWD_CORE_STEP_H

#include <stdbool.h>

#include "core/span.h"

enum step_kind {
	STEP_BEFORE,	    /* deadline - span */
	STEP_AFTER,	    /* deadline + times * span */
	STEP_WINDOW_OPENS,  /* deadline - span: work on a renewal should start */
	STEP_WINDOW_CLOSES, /* deadline - span: it should be done */
	/* What does not follow from a policy alone stands so many days from the deadline. */
	STEP_RESUMES,	/* deadline + times days: the day after what was acknowledged */
	STEP_ESCALATES, /* deadline + times days: nobody has responded, others are told */
	STEP_RENEWED	/* deadline + times days: a new term was recorded */
};

struct step {
	enum step_kind kind;
	struct span span;
	int32_t times; /* STEP_AFTER: not negative; the last three: days; else 1 */
};

/* "before 180d", "after 3x14d", "closes 30d", "resumes -30", and NUL. */
#define STEP_TEXT_SIZE 32

/* A step of the last three kinds. */
struct step step_on(enum step_kind kind, struct day deadline, struct day milestone);

/* Whether a step follows from a policy alone: all but the last three kinds. */
bool step_is_scheduled(struct step step);

/* The milestone that the step gives for a deadline. */
struct day step_milestone(struct step step, struct day deadline);

char *step_format(struct step step, char text[static STEP_TEXT_SIZE]);

/* Reads what step_format() writes. False, and ret_step untouched, for anything else. */
bool step_parse(const char *text, struct step *ret_step);

#endif
