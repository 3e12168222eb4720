/*
 * What the coming runs will decide about one agreement.
 *
 * It is simulated day after day, each day's decisions settled as the daemon settles them: what is
 * told here is what will happen, as long as nobody changes the agreement, responds, or changes the
 * configuration.
 */
#ifndef RENEWD_CLI_FORECAST_H
#define RENEWD_CLI_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "core/run.h"

/* So many decisions are told at most. */
#define FORECAST_ITEMS_MAX 200

/* Where a notice will go; texts live as long as the cli's arena. */
struct forecast_recipient {
	struct address address;
	const char *contact; /* key, or NULL */
	const char *name;
	const char *absent; /* name of whom it stands in for, or NULL */
};

struct forecast_item {
	struct day day; /* of the run */
	struct decision decision;
	struct notice notice; /* of the agreement */
	enum fallback fallback;
	const struct forecast_recipient *recipients;
	size_t recipient_count;
};

struct forecast {
	const struct forecast_item *items; /* by day */
	size_t count;
	bool has_recipients; /* there is a configuration */
	bool goes_on;	     /* more will follow than is told here */
	bool is_gap;	     /* before these a run tells the keeper alone, after a long gap */
	struct day gap_day;
};

/*
 * Plays the runs from the next one on, until the deadlines that are near have passed with all that
 * belongs to them. Superseded milestones are among the items. Lives in the cli's arena.
 */
enum exit_status forecast_make(struct cli *cli, const struct agreement *agreement,
			       struct forecast *ret_forecast);

/* The first item that tells somebody something; NULL: none does. */
const struct forecast_item *forecast_next(const struct forecast *forecast);

/*
 * Appends what an item means and why it is sent on that day: "the reminder 30 days before the last
 * day (10 December 2026); Sunday … is no working day, … (policy default)".
 */
void forecast_words(struct text *out, const struct forecast_item *item);

/* Adds the next reminder: its day, what it means, to whom it goes. */
void forecast_add_next(struct facts *facts, const struct forecast *forecast);

/* Adds to whom an item goes, a line each. */
void forecast_add_recipients(struct facts *facts, const struct forecast_item *item);

/* Whether both go to the same addresses. */
bool forecast_same_recipients(const struct forecast_item *a, const struct forecast_item *b);

/* Where the items of a day go, each address once; null without a configuration. */
json_t *forecast_recipients_json(const struct forecast *forecast, struct day day);

/* An object, null for NULL; NULL when memory is short. */
json_t *forecast_item_json(const struct forecast *forecast, const struct forecast_item *item);

#endif
