/*
 * A checksum: a hash of all that an agreement says, but for the number of its row and what only the
 * store knows of it (id, register, state, days on which something was known or seen). Two
 * agreements that differ have the same checksum about once in 10^19. It is kept in stores: another
 * way to make it needs another version of the schema, or a NULL in its place.
 */
#ifndef RENEWD_DB_CHECKSUM_H
#define RENEWD_DB_CHECKSUM_H

#include <stdint.h>

#include "core/agreement.h"

int64_t checksum_of(const struct agreement *agreement);

#endif
