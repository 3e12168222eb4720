/*
 * Reading the configuration, with all complaints in the log.
 */
#ifndef RENEWD_DAEMON_LOAD_H
#define RENEWD_DAEMON_LOAD_H

#include "config/config.h"

/* 0; 1 when it has errors, which are logged; a negative errno, which is logged too. */
int load_config(const char *path, struct config **ret_config);

#endif
