/*
 * The bytes of a configuration file.
 */
#ifndef RENEWD_CONFIG_LOAD_H
#define RENEWD_CONFIG_LOAD_H

#include <stddef.h>

#include "core/problem.h"
#include "core/text.h"

/*
 * Reads a regular file of at most CONFIG_SIZE_MAX bytes into bytes. 0; 1 when it cannot be read,
 * which is a problem now; -ENOMEM. It never waits (a FIFO is refused).
 */
int load_file(const char *path, struct problems *problems, struct text *bytes);

#endif
