/*
 * The fingerprint of a configuration.
 */
#ifndef RENEWD_CONFIG_FINGERPRINT_H
#define RENEWD_CONFIG_FINGERPRINT_H

#include <stdint.h>

#include "config/config.h"

/* Of all that planning depends on; see config_load(). */
uint64_t fingerprint_of(const struct config *config);

#endif
