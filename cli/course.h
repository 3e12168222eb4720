/*
 * A course: what a configuration would send over a range of days, as a simulation plays it.
 */
#ifndef RENEWD_CLI_COURSE_H
#define RENEWD_CLI_COURSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"
#include "core/arena.h"
#include "core/simulation.h"

/* Where messages go. */
struct course_place {
	const char *name;    /* of the recipient; "" when none is known */
	const char *contact; /* key, or NULL */
	struct address address;
	/* On trial: for whom it is, who does not get it, and where it would have gone; or NULL. */
	const char *meant_name;
	struct address meant;
};

/* What a message tells about one agreement. */
struct course_entry {
	const struct agreement *agreement; /* the simulation's */
	enum deadline_kind kind;
	enum outcome outcome;
	struct day deadline;
	struct day milestone;
	struct step step;
	struct day sending_day;
	int32_t late_days;
	int level; /* of run_item */
	const struct policy *policy;
	enum fallback fallback;
};

struct course_message {
	struct day day;
	enum delivery_kind kind;
	size_t place; /* index into places */
	size_t part, parts;
	size_t agreements;  /* how many entries it has */
	size_t first_entry; /* index into entries; of a digest none are kept */
	size_t entry_count;
};

/* The days that are shown. */
struct course_range {
	struct day from, to;
	/* Before today: it is played as if renewd had known then what the store holds now. */
	bool is_past;
};

/* Zero is an empty course; ends with course_done(). */
struct course {
	const struct config *config;
	struct course_range range;
	struct simulation simulation;
	size_t agreements; /* that are watched */
	size_t runs;
	size_t notices; /* decisions to tell somebody, however many hear of them */
	struct course_place *places;
	size_t place_count, place_capacity;
	struct course_message *messages; /* by day */
	size_t message_count, message_capacity;
	struct course_entry *entries;
	size_t entry_count, entry_capacity;
	struct arena arena;
};

/*
 * Plays the range with the configuration, the store and the clock of cli. Nothing is written.
 */
enum exit_status course_play(struct cli *cli, const struct course_range *range,
			     struct course *ret_course);

/* Takes what a run sends into the course. 0, or -ENOMEM. */
int course_add_run(struct course *course, const struct run *run, bool is_gap);

void course_done(struct course *course);

/* How many messages, and reminders in them. */
struct course_count {
	size_t messages;
	size_t reminders; /* notices about an agreement, counted at each place */
};

/* The index of the place with those addresses, or COURSE_NO_PLACE. */
#define COURSE_NO_PLACE ((size_t)-1)
size_t course_find(const struct course *course, const struct course_place *place);

/* Appends who gets what goes there: a name, else an address. */
void course_place_words(struct text *out, const struct course_place *place);

/* How many reminders a message brings; a word that goes to the keeper alone brings none. */
size_t course_reminders(const struct course *course, const struct course_message *message);

/* How many months the range touches, and which of them a day is in (from 0). */
size_t course_months(const struct course_range *range);
size_t course_month_of(const struct course_range *range, struct day day);

/* Counts by place and month, place by place; the caller frees them. NULL: memory is short. */
struct course_count *course_counts(const struct course *course);

/* The day with the most messages, of several the first; DAY_NONE: there is none. */
struct day course_busiest(const struct course *course, struct course_count *ret_count);

/* More messages than this on one day to one place are pointed out. */
#define COURSE_MESSAGES_MAX 10

/*
 * What is odd about a course, a sentence each: a policy that tells nobody anything, a recipient who
 * would get very many messages on one day, …. Calls say for each. 0, or what say returned.
 */
typedef int course_say(void *context, const char *sentence);
int course_remarks(const struct course *course, course_say *say, void *context);

#endif
