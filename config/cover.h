/*
 * Whether one match takes everything that another does.
 */
#ifndef RENEWD_CONFIG_COVER_H
#define RENEWD_CONFIG_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/policy.h"

/*
 * True when a applies to every agreement to which b does. It may be false though a does (when it
 * takes several patterns of a together to take one of b), never true when it does not.
 * *budget is lowered by what the comparison costs; from 0 on the answer is false.
 */
bool cover_match(const struct match *a, const struct match *b, int64_t *budget);

#endif
