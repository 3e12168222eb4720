/*
 * Dates in cells: 12.3.2021, 3/12/2021, 2021-03-12, 2021.03, 2021, October 2020, 12 March 2021,
 * 03/21 (a month).
 *
 * A date of two small numbers and a year can be read day first or month first. Which it is, a
 * whole column decides by the cells that have one reading only. Without such a cell, dates with
 * dots are day first, as everywhere where dots are written; others stay undecided.
 */
#ifndef RENEWD_INTAKE_TIME_DATES_H
#define RENEWD_INTAKE_TIME_DATES_H

#include <stddef.h>

#include "core/profile.h"
#include "core/vague.h"

/* A year outside of these is a slip of the pen. */
#define DATES_YEAR_MIN 1900
#define DATES_YEAR_MAX 2199

enum date_status {
	DATE_READ,
	DATE_AMBIGUOUS,	 /* two readings, and nothing decides */
	DATE_IMPOSSIBLE, /* written as a date, but there is no such day */
	DATE_UNREADABLE
};

/* What a text that gives no date looks like. */
enum date_flaw {
	FLAW_NONE,
	FLAW_SHORT_YEAR, /* "12-03-21", "05/06": which number is the year? */
	FLAW_DAY_NUMBER	 /* "46447": a date as spreadsheets count it */
};

/* What a cell can mean. */
struct date {
	bool is_written;	  /* it has the form of a date */
	bool is_dotted;		  /* both numbers are followed by dots */
	bool is_short;		  /* the year has two digits: 00 to 69 are of this century */
	struct vague day_first;	  /* unknown: there is no such day */
	struct vague month_first; /* the same as day_first when the form leaves no choice */
	struct vague other;  /* "March–April 2028": the second month; unknown: there is none */
	enum date_flaw flaw; /* when it is not written as a date */
	int school_year;     /* the same: "2027/28" ends in 2028; 0: it is no school year */
	struct civil no_such_day; /* a day over its month's end: 31 June; day 0: it is no such */
};

/*
 * Reads text, which has no white space at its ends and holds nothing but a date. Years of two
 * digits are refused (FLAW_SHORT_YEAR): validity_read() reads them.
 */
struct date date_read(const char *text);

/* What a date means in a column of that order. *ret_vague is written for DATE_READ only. */
enum date_status date_decide(const struct date *date, enum date_order order,
			     struct vague *ret_vague);

#define DATE_CELL_SIZE 32

/* What the dates of a column say about its order. Zero is a column without dates. */
struct date_column {
	size_t day_month;		     /* cells that can only be day first */
	size_t month_day;		     /* cells that can only be month first */
	size_t dotted;			     /* cells with dots that can be both */
	unsigned int day_month_line;	     /* where the first of them stands */
	unsigned int month_day_line;	     /* the same */
	char day_month_cell[DATE_CELL_SIZE]; /* what it says, cut when it is long */
	char month_day_cell[DATE_CELL_SIZE]; /* the same */
};

/* Takes in a date, the text that it was read from, and its line. */
void date_column_add(struct date_column *column, const struct date *date, const char *text,
		     unsigned int line);
enum date_order date_column_order(const struct date_column *column);

/* As date_column_order(); ORDER_DAY_MONTH also where dates with dots alone are read so. */
enum date_order date_column_used_order(const struct date_column *column);

#endif
