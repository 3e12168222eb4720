/*
 * Agreements of a simulation that wait for their next day, in a heap. Only core/simulation.c needs
 * this.
 */
#ifndef RENEWD_CORE_SIMULATION_WAIT_H
#define RENEWD_CORE_SIMULATION_WAIT_H

#include "core/simulation.h"

/* From now on it waits for item->next, which is a day. There is room for each agreement once. */
void simulation_wait(struct simulation *simulation, struct simulated *item);

/*
 * Takes those whose day has come into simulation->due, in the order in which they were added;
 * returns how many.
 */
size_t simulation_take_due(struct simulation *simulation, struct day day);

#endif
