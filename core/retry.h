/*
 * When to try a delivery again.
 */
#ifndef RENEWD_CORE_RETRY_H
#define RENEWD_CORE_RETRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Waiting times after the first, second … failed attempt; the last one repeats until give_up_ms
 * have passed since the first attempt.
 */
struct retry_schedule {
	const int64_t *waits_ms;
	size_t wait_count; /* at least 1 */
	int64_t give_up_ms;
	unsigned int jitter_percent; /* a wait is lengthened by up to so much, never shortened */
};

/* RFC 5321, 4.5.4.1: two attempts in the first hour, then every 2 to 3 hours, 4 days. */
extern const struct retry_schedule retry_mail;

/* 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, then given up (Standard Webhooks 1.0.0). */
extern const struct retry_schedule retry_webhook;

/* A whole channel that is refused by its settings (password, certificate): every hour, for ever. */
extern const struct retry_schedule retry_configuration;

/* What a server may ask for at most (Retry-After). */
#define RETRY_AFTER_MAX_MS (6 * INT64_C(3600000))

/*
 * attempts counts those made, from 1. retry_after_ms is what the server asked for, or a negative
 * number; it wins when it is longer, up to RETRY_AFTER_MAX_MS. seed makes the jitter: the same
 * seed gives the same time. False when the schedule is used up; else ret_at_ms is the time of the
 * next attempt (milliseconds since 1970, UTC, as now_ms and first_ms).
 */
bool retry_next(const struct retry_schedule *schedule, unsigned int attempts, int64_t first_ms,
		int64_t now_ms, int64_t retry_after_ms, uint64_t seed, int64_t *ret_at_ms);

#endif
