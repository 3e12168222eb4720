/*
 * A date as a register gives it: a day, a month or a year. It keeps the first and the last
 * possible day; no day is invented until somebody has to reckon with one.
 */
#ifndef RENEWD_CORE_VAGUE_H
#define RENEWD_CORE_VAGUE_H

#include <stdbool.h>

#include "core/day.h"

enum precision { PRECISION_NONE, PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY };

/* Zero is "no date". */
struct vague {
	struct day first;
	struct day last;
	enum precision precision;
};

/* What to reckon with when only a month or a year is known (dates.vague). */
enum vague_rule {
	/* The signing day's anniversary when it falls inside the period and after the signing
	 * day; else the period's last day. */
	VAGUE_ANNIVERSARY,
	VAGUE_FIRST,
	VAGUE_LAST
};

/* Whether any date is known. */
bool vague_is_known(struct vague vague);

struct vague vague_of_day(struct day day);

/* False, and ret_vague untouched, when year (1 to 9999) or month (1 to 12) is out of range. */
bool vague_of_month(int year, int month, struct vague *ret_vague);
bool vague_of_year(int year, struct vague *ret_vague);

/* Reads "2028", "2023-05", "2025-02-12". False, and ret_vague untouched, for anything else. */
bool vague_parse(const char *text, struct vague *ret_vague);

/* Writes the form that vague_parse() reads; "" when no date is known. Returns text. */
char *vague_format(struct vague vague, char text[static DAY_TEXT_SIZE]);

bool vague_equal(struct vague a, struct vague b);

/*
 * The day to reckon with; DAY_NONE when no date is known. signed_on is the signing date (vague
 * itself, or unknown).
 *	2028, signed 2023-03-30, VAGUE_ANNIVERSARY: 2028-03-30
 *	2028, signed 2023,       VAGUE_ANNIVERSARY: 2028-12-31
 *	2028-02, signed 2024-02-29: 2028-02-29; signed 2023-03-30: 2028-02-29 (its last day)
 */
struct day vague_reckon(struct vague vague, struct vague signed_on, enum vague_rule rule);

#endif
