/*
 * Whom a simulation has told of what.
 */
#ifndef RENEWD_CORE_SIMULATION_TOLD_H
#define RENEWD_CORE_SIMULATION_TOLD_H

#include "core/simulation.h"

/* Adds to the entries that need it who was told in earlier runs. 0, or -ENOMEM. */
int simulation_tell(struct simulation *simulation);

/* Keeps who is told by the run's messages. 0, or -ENOMEM. */
int simulation_remember(struct simulation *simulation);

#endif
