/*
 * Remedies: how urgent a problem of a register is, and the commands that settle
 * it.
 */
#ifndef RENEWD_CLI_REMEDY_H
#define RENEWD_CLI_REMEDY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "db/store.h"

#define REMEDIES_MAX 4

/* 0: a last day is in doubt; 1: the right person may not hear of it; 2:
 * anything else. */
int remedy_urgency(const char *code);

/*
 * Appends the command that settles a problem: the first (index 0) takes its
 * first reading, and so on. False when there is no further one.
 */
bool remedy_add(const struct store_problem *problem, size_t index, struct text *out);

#endif
