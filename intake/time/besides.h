/*
 * Words that stand beside dates and say what these are: "signed", "renewed". Which date is meant,
 * the one before or the one behind, is known when the whole cell was read:
 *
 *	"signed 2018, renewed 2023"	what follows
 *	"2018.11 2023.04 extended"	what precedes
 *	"2018 signed; 2023 renewed"	what no comma and no line end parts from it
 *	"2018, renewed for 5 years"	no date: of the renewal none is known
 */
#ifndef RENEWD_INTAKE_TIME_BESIDES_H
#define RENEWD_INTAKE_TIME_BESIDES_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/time/validity.h"

struct beside {
	enum validity_mark mark;
	size_t dates_before;
	bool is_comma_before;		       /* from the date before it */
	bool is_apart_before, is_apart_behind; /* a comma or a line end: from the date there */
};

#define BESIDES_MAX 16

/* Zero is none. */
struct besides {
	struct beside items[BESIDES_MAX];
	size_t count;
};

/* Adds a word. Over BESIDES_MAX it is forgotten. */
void besides_add(struct besides *besides, const struct beside *beside);

/* Says that a comma or a line end follows, with so many dates before it. */
void besides_set_apart(struct besides *besides, size_t dates_before);

/* Gives the marks to the dates that have none that says more. */
void besides_settle(const struct besides *besides, struct validity *validity);

#endif
