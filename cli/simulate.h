/*
 * What `simulate` shows: a course, or two beside each other, as text or as JSON.
 */
#ifndef RENEWD_CLI_SIMULATE_H
#define RENEWD_CLI_SIMULATE_H

#include "cli/course.h"
#include "cli/table.h"

struct simulate {
	struct cli *cli;
	struct course course;
	struct course other; /* that of --policy-file */
	bool has_other;
	const char *other_path; /* --policy-file */
	bool with_calendar;	/* --calendar: however long it is */
	bool with_counts_alone; /* --counts */
};

enum exit_status simulate_print_text(const struct simulate *simulate);
enum exit_status simulate_print_json(const struct simulate *simulate);

/* The part of the text that is about one course: calendar, counts, what is odd. */
enum exit_status simulate_print_calendar(const struct simulate *simulate,
					 const struct course *course);
enum exit_status simulate_print_counts(const struct simulate *simulate);

/* The two courses beside each other, by recipient and month. */
enum exit_status simulate_print_comparison(const struct simulate *simulate);

/*
 * The places of both courses, each once: of the first one in its order, then those that the other
 * alone has.
 */
struct simulate_place {
	const struct course_place *place;
	size_t index; /* in the course; COURSE_NO_PLACE: it has none of this address */
	size_t other; /* in the other course; likewise */
};
/* The caller frees them; NULL: memory is short. */
struct simulate_place *simulate_places(const struct simulate *simulate, size_t *ret_count);

/* Of counts of a course (course_counts()): at a place in a month; month SIZE_MAX: in all months. */
struct course_count simulate_count(const struct course *course, const struct course_count *counts,
				   size_t place, size_t month);

/* "2026-11" for a month of the range. */
#define MONTH_TEXT_SIZE 8
char *simulate_month(const struct course_range *range, size_t month,
		     char text[static MONTH_TEXT_SIZE]);

/*
 * The cells that begin a row of counts: who gets what goes to a place, the channel, the month of
 * the range; SIZE_MAX: "all". Returns the style of the row.
 */
enum style simulate_add_month(struct table *table, const struct course_place *place,
			      const struct course_range *range, size_t month);

#endif
