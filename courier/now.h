/*
 * The courier's clocks.
 */
#ifndef RENEWD_COURIER_NOW_H
#define RENEWD_COURIER_NOW_H

#include <stdint.h>

/* Milliseconds by CLOCK_MONOTONIC: for deadlines. */
int64_t now_ms(void);

/* Seconds since 1970, UTC: for what a message says about its own time. */
int64_t now_unix(void);

#endif
