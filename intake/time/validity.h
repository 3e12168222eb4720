/*
 * Validity: what a cell says about time, in any of the languages that renewd reads: dates, terms,
 * ranges, "until", renewals, open ends. What it means for an agreement is decided elsewhere
 * (terms.h): this only reads.
 *
 *	"2013.10.09 2020.09.10"		two dates
 *	"2018.11      2023.04 extended"	two dates, the second VALIDITY_RENEWED
 *	"2003.06.24-2023.06.23"		two dates, the second VALIDITY_RANGE_END
 *	"2024, extended until 2027"	two dates, the second VALIDITY_UNTIL and is_extension
 *	"до 2028", "2028 хүртэл", "31.12.2027'ye kadar"	one date, VALIDITY_UNTIL
 *	"5 year", "3 года", "beş il"	length 5y, 3y, 5y
 *	"5+5", "5year+1"		length 5y, then 5y once (1y once)
 *	"5 years, renewed automatically for 1 year"	length 5y, is_tacit, every 1y
 *	"notice by 1 September"		notice, on a fixed day
 *	"бессрочно", "Permanent"	is_open_ended
 */
#ifndef RENEWD_INTAKE_TIME_VALIDITY_H
#define RENEWD_INTAKE_TIME_VALIDITY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/notice.h"
#include "core/profile.h"
#include "core/span.h"
#include "core/year_day.h"
#include "intake/time/dates.h"

enum validity_mark {
	VALIDITY_PLAIN,
	VALIDITY_SIGNED,   /* "signed 2020" */
	VALIDITY_RENEWED,  /* "renewed", "extended", "продлен" … beside it */
	VALIDITY_UNTIL,	   /* "until", "valid to", "до", "bis" … beside it */
	VALIDITY_FROM,	   /* "from", "с", "ab" … */
	VALIDITY_RANGE_END /* behind the sign of a range: "2003-06-24 – 2023-06-23" */
};

struct validity_date {
	struct date date;
	enum validity_mark mark;
	bool is_extension;    /* "extended until": VALIDITY_UNTIL, of a further term */
	size_t start, length; /* where it stands in the text, in bytes */
};

#define VALIDITY_DATES_MAX 16

struct validity {
	struct validity_date dates[VALIDITY_DATES_MAX];
	size_t date_count;
	bool has_more_dates;	   /* than VALIDITY_DATES_MAX */
	struct span length;	   /* a term; n = 0: none */
	struct span second_length; /* another one in the same cell: a contradiction; n = 0: none */
	struct span every;	   /* how long each renewal lasts; n = 0: not said */
	int times;		   /* how often; 0: not said */
	struct notice notice;
	bool is_year_before; /* notice.by: in the year before that of the last day */
	bool is_tacit;	     /* renews itself */
	bool is_not_tacit;   /* says that it does not: somebody has to renew it */
	bool is_final;	     /* says that it cannot be renewed at all; is_not_tacit too */
	bool is_yes, is_no;  /* an answer, for a column that asks; "no" is_unspecified too */
	bool is_open_ended;
	bool is_unspecified; /* "not specified", "n/a", "-" */
	bool is_pending;     /* a renewal is being worked on */
	bool is_impossible;  /* a date that cannot be: 31.02.2024 (see dates[].date) */
	/* What was not understood: where it starts and how long it is, in bytes, from the first
	 * such word to the last; length 0: all of it was. Brackets and punctuation alone are
	 * understood, and so are words that say nothing about time ("agreement", "valid") beside
	 * others that do. A text of more than WORDING_WORDS_MAX words is read so far. */
	size_t rest_start, rest_length;
	enum date_flaw flaw; /* what looks like a date, but is none that can be read */
	/* "until 2027/28", "SoSe 2027": days on which the school year or semester may end, the
	 * earlier one first, for somebody to choose from; unknown: the cell names none. */
	struct vague school_year_ends[2];
};

/*
 * Reads a cell's text (UTF-8, any white space). phrases of the profile come before the built-in
 * ones (phrases.h); profile may be NULL. A text without anything understood has rest_length of all
 * of it. What is not said for sure is not read: "3-5 years", "2027/28", "12-03-21", "not permanent".
 * Linear in the length, needs no memory.
 */
struct validity validity_read(const char *text, size_t length, const struct profile *profile);

/*
 * The same of a cell that says a last day, for an office whose academic years start on that day:
 * one is a date then, as precise as a day, its last one ("until 2027/28", "end of 2027/28": with 1
 * September, 2028-08-31); behind "from" and before the sign of a range, its first one.
 */
struct validity validity_read_last_day(const char *text, size_t length,
				       const struct profile *profile,
				       struct year_day academic_year);

/* Whether a validity holds anything: a date, a length, a phrase. */
bool validity_says_something(const struct validity *validity);

#endif
