/*
 * Number formats of spreadsheets: how a number is shown, and whether it is a date.
 *
 * Built-in formats and codes as ISO/IEC 29500-1, 18.8.30 and 18.8.31 have them.
 */
#ifndef RENEWD_INTAKE_SHEETS_NUMBER_FORMAT_H
#define RENEWD_INTAKE_SHEETS_NUMBER_FORMAT_H

#include "core/arena.h"
#include "core/vague.h"

enum number_kind {
	NUMBER_PLAIN,
	NUMBER_DIGITS, /* whole, with literal text or zeros around: "007", "5 years" */
	NUMBER_PERCENT,
	NUMBER_DATE,
	NUMBER_TIME /* of a day, without the day */
};

struct number_format {
	enum number_kind kind;
	enum precision precision; /* NUMBER_DATE: what it shows of the date */
	unsigned int digits;	  /* NUMBER_DIGITS: at least so many are shown */
	const char *before;	  /* NUMBER_DIGITS: literal texts, "" for none */
	const char *after;
};

#define NUMBER_CODE_MAX 1024 /* bytes of a format's code; Excel allows 255 characters */

/*
 * The format of a built-in id; NUMBER_PLAIN for one that is none of a date, a time, a percentage.
 */
struct number_format number_format_built_in(unsigned int id);

/*
 * What a code shows: its first section, which is for positive numbers.
 *	"dd.mm.yyyy"	NUMBER_DATE, PRECISION_DAY	"yyyy"		NUMBER_DATE, PRECISION_YEAR
 *	"mmm yyyy"	NUMBER_DATE, PRECISION_MONTH	"[h]:mm:ss"	NUMBER_TIME
 *	"d mmm"		NUMBER_DATE, PRECISION_DAY	"0\" years\""	NUMBER_DIGITS
 *	"#,##0.00 [$€]"	NUMBER_PLAIN			"000"		NUMBER_DIGITS, 3
 * Texts go to the arena. 0, -ENOMEM.
 */
int number_format_read(const char *code, struct arena *arena, struct number_format *ret_format);

#endif
