/*
 * What of configuration and holidays is past today, or soon will be; and whether a trial is on.
 */
#ifndef RENEWD_CLI_TODAY_H
#define RENEWD_CLI_TODAY_H

#include <jansson.h>

#include "cli/cli.h"
#include "core/problem.h"
#include "core/text.h"

/* An absence that ended so many days ago should be taken out of the configuration. */
#define TODAY_ABSENCE_OVER_DAYS 30

/* Adds a warning for each absence that ended TODAY_ABSENCE_OVER_DAYS ago. 0, or -ENOMEM. */
int today_absences(const struct cli *cli, struct problems *problems);

/*
 * Appends that the holidays that were read end soon, or have ended, and the cure; nothing when they
 * do not. Needs the store.
 */
void today_holidays(const struct cli *cli, struct text *out);

/* The key of the contact that gets everything in a trial, or null. */
json_t *today_trial_json(const struct cli *cli);

/* Appends to whom everything goes; nothing when there is no trial. */
void today_trial(const struct cli *cli, struct text *out);

#endif
