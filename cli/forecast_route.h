/*
 * To whom the notices of a forecast go. Only cli/forecast.c needs this.
 */
#ifndef RENEWD_CLI_FORECAST_ROUTE_H
#define RENEWD_CLI_FORECAST_ROUTE_H

#include "cli/forecast.h"

/*
 * Finds the recipients of a run, for which there is a configuration: those who were told before are
 * those in the store and those whom the items played before will have told. 0, or an error.
 */
int forecast_route(const struct cli *cli, const struct forecast_item *played, size_t count,
		   struct run *run);

/* Gives an item the recipients of an entry of a run, from the arena. 0, or -ENOMEM. */
int forecast_find_recipients(const struct run *run, size_t entry, struct arena *arena,
			     struct forecast_item *item);

#endif
