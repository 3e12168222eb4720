#include "core/retry.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static const int64_t mail_waits[] = {15 * MINUTE, 40 * MINUTE, 2 * HOUR};
static const int64_t webhook_waits[] = {5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR,
					10 * HOUR,  14 * HOUR,	20 * HOUR,   24 * HOUR};
static const int64_t configuration_waits[] = {HOUR};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct retry_schedule retry_mail = {mail_waits, COUNT(mail_waits), 4 * DAY, 50};
/* The waits add up to 76 hours and more, so that the tenth attempt is the last. */
const struct retry_schedule retry_webhook = {webhook_waits, COUNT(webhook_waits), 3 * DAY, 10};
const struct retry_schedule retry_configuration = {configuration_waits, COUNT(configuration_waits),
						   INT64_MAX, 10};

/* A well mixed number of the seed (the finaliser of MurmurHash3, public domain). */
static uint64_t mix(uint64_t seed)
{
	seed ^= seed >> 33;
	seed *= UINT64_C(0xff51afd7ed558ccd);
	seed ^= seed >> 33;
	seed *= UINT64_C(0xc4ceb9fe1a85ec53);
	return seed ^ (seed >> 33);
}

bool retry_next(const struct retry_schedule *schedule, unsigned int attempts, int64_t first_ms,
		int64_t now_ms, int64_t retry_after_ms, uint64_t seed, int64_t *ret_at_ms)
{
	size_t index = attempts == 0 ? 0 : attempts - 1;
	int64_t wait, spread;

	if (schedule->give_up_ms != INT64_MAX && now_ms - first_ms >= schedule->give_up_ms)
		return false;
	if (index >= schedule->wait_count)
		index = schedule->wait_count - 1;
	wait = schedule->waits_ms[index];
	spread = wait / 100 * (int64_t)schedule->jitter_percent;
	if (spread > 0)
		wait += (int64_t)(mix(seed + attempts) % (uint64_t)spread);
	if (retry_after_ms > RETRY_AFTER_MAX_MS)
		retry_after_ms = RETRY_AFTER_MAX_MS;
	if (retry_after_ms > wait)
		wait = retry_after_ms;
	*ret_at_ms = now_ms + wait;
	return true;
}
