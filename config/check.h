/*
 * What no part of a file shows alone: names that are not unique, policies that never apply,
 * channels that nobody uses.
 */
#ifndef RENEWD_CONFIG_CHECK_H
#define RENEWD_CONFIG_CHECK_H

#include "config/raw.h"
#include "config/reading.h"

void check_all(struct reading *reading, const struct raw *raw);

#endif
