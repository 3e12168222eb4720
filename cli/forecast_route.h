/*
 * To whom the notices of a forecast go. Only cli/forecast.c needs this.
 */
#ifndef RENEWD_CLI_FORECAST_ROUTE_H
#define RENEWD_CLI_FORECAST_ROUTE_H

#include "cli/forecast.h"

/* Gives an item the recipients of an entry of a run, from the arena. 0, or -ENOMEM. */
int forecast_find_recipients(const struct run *run, size_t entry, struct arena *arena,
			     struct forecast_item *item);

#endif
