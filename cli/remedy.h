/* Remedies: how urgent a problem of a register is, and the commands that settle it. */
#ifndef RENEWD_CLI_REMEDY_H
#define RENEWD_CLI_REMEDY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"
#include "db/store.h"

#define REMEDIES_MAX 4

/* 0: a last day is in doubt; 1: the right person may not hear of it; 2: anything else. */
int remedy_urgency(const char *code);

/* A problem, with what the commands that settle it need to know of its agreement. */
struct remedy {
	const struct store_problem *problem;
	size_t partners; /* how many it has */
	size_t which;	 /* the one that the problem is about, from 1; 0: not known */
};

/* agreement: that of the problem; NULL: it is about none. */
struct remedy remedy_of(const struct store_problem *problem, const struct agreement *agreement);

/*
 * Appends the command that settles a problem, as a shell takes it: the first (index 0) takes its
 * first reading, and so on. A "…" stands for what nobody knows here. False when there is no further
 * one.
 */
bool remedy_add(const struct remedy *remedy, size_t index, struct text *out);

#endif
