/*
 * Word of a new term, for those who had been told that the one before it was about to end. The
 * planner's part for it.
 */
#ifndef RENEWD_CORE_PLAN_RENEWED_H
#define RENEWD_CORE_PLAN_RENEWED_H

#include "core/planning.h"

/*
 * When the current term was recorded as a renewal or an extension, and people were told of the end
 * or a notice deadline of the one before: a notice of STEP_RENEWED about the deadline that they
 * were told last, once: by the first run that sees the term on its day or later. 0, or -ENOMEM.
 */
int plan_renewed(struct planning *planning);

#endif
