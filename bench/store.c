/*
 * Makes stores for the measurements, and times the daemon's own functions on them.
 *
 *	bench-store make STORE CONFIG COUNT DUE    COUNT agreements, of which DUE have a milestone on
 *	                                           the second day
 *	bench-store spread STORE CONFIG COUNT DAYS COUNT agreements that end in the DAYS days from half
 *	                                           a year after the first day on
 *	bench-store run STORE CONFIG               makes the run of the second day; milliseconds
 *	bench-store replan STORE CONFIG            plans all agreements anew; milliseconds
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config/clock.h"
#include "config/config.h"
#include "core/run.h"
#include "daemon/daemon.h"
#include "daemon/load.h"
#include "db/store.h"

#define DAY_ONE "2026-11-23T09:00:00"
#define DAY_TWO "2026-11-24T09:00:00"
#define BATCH	10000

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(int r, const struct store *store, const char *what)
{
	if (r == 0)
		return;
	fprintf(stderr, "bench-store: %s: %d %s\n", what, r,
		store == NULL ? "" : store_message(store));
	exit(3);
}

static void open_daemon(struct daemon *daemon, const char *store, const char *config,
			const char *clock)
{
	daemon->config_path = config;
	must(load_config(config, &daemon->config), NULL, "configuration");
	if (!clock_set_zone(daemon->config->office.timezone) || !clock_parse(clock, &daemon->clock))
		exit(2);
	must(store_open(store, STORE_CREATE, 0, &daemon->store), daemon->store, "store");
	must(daemon_load_holidays(daemon), daemon->store, "holidays");
}

/* The last day of agreement n: DUE of them 30 days after the second day, others years away. */
static struct day last_day_of(int64_t n, int64_t count, int64_t due)
{
	struct day day;

	(void)day_parse("2026-12-24", &day);
	if (n % (count / due) == 0 && n / (count / due) < due)
		return day;
	return day_add_days(day, 400 + n % 3000);
}

/* From the 181st day after the first one on, so that all reminders of half a year are to come. */
static struct day spread_day_of(int64_t n, int64_t days)
{
	struct day day;

	(void)day_parse("2026-11-23", &day);
	return day_add_days(day, 181 + n * 7919 % days);
}

static void add_one(struct daemon *daemon, int64_t n, struct day last_day)
{
	static const char *const countries[] = {"DE", "IT", "KZ", "JP", "TR", "US"};
	struct author author = {"bench", "bench", clock_now_ms(&daemon->clock)};
	char name[64], number[32];
	struct partner partner = {.name = name, .city = "Riga", .country = countries[n % 6]};
	struct day signed_on;
	struct term term = {.seen_on = DAY_NONE};
	struct agreement agreement = {.register_name = "bench",
				      .registration_number = number,
				      .type = "Exchange agreement",
				      .type_raw = "Exchange agreement",
				      .owner = "Faculty of Law",
				      .partners = &partner,
				      .partner_count = 1,
				      .kind = KIND_FIXED,
				      .terms = &term,
				      .term_count = 1};
	int64_t id;

	snprintf(name, sizeof(name), "University %lld of Somewhere", (long long)n);
	snprintf(number, sizeof(number), "%lld-21", (long long)n);
	(void)day_parse("2021-03-01", &signed_on);
	agreement.signed_on = vague_of_day(signed_on);
	term.start = agreement.signed_on;
	term.last_day = vague_of_day(last_day);
	agreement.known_on = term.known_on = clock_today(&daemon->clock);
	must(store_add_agreement(daemon->store, &agreement, 0, &author, &id), daemon->store,
	     "adding");
}

static int make(const char *store, const char *config, int64_t count, int64_t due)
{
	struct daemon daemon = {0};

	open_daemon(&daemon, store, config, DAY_ONE);
	for (int64_t n = 0; n < count; n += BATCH) {
		must(store_begin(daemon.store), daemon.store, "begin");
		for (int64_t k = n; k < n + BATCH && k < count; k++)
			add_one(&daemon, k, last_day_of(k, count, due));
		must(store_commit(daemon.store), daemon.store, "commit");
	}
	must(replan_if_changed(&daemon), daemon.store, "plan");
	/* The first run sees them all; the ones far away get their next day. */
	must(execute_run(&daemon, RUN_SCHEDULED, /* request= */ 0), daemon.store, "first run");
	store_close(daemon.store);
	config_free(daemon.config);
	return 0;
}

static int spread(const char *store, const char *config, int64_t count, int64_t days)
{
	struct daemon daemon = {0};

	open_daemon(&daemon, store, config, DAY_ONE);
	must(store_begin(daemon.store), daemon.store, "begin");
	for (int64_t n = 0; n < count; n++)
		add_one(&daemon, n, spread_day_of(n, days));
	must(store_commit(daemon.store), daemon.store, "commit");
	store_close(daemon.store);
	config_free(daemon.config);
	return 0;
}

static int run(const char *store, const char *config)
{
	struct daemon daemon = {0};
	struct run_record made;
	double begin, took;

	open_daemon(&daemon, store, config, DAY_TWO);
	begin = now_ms();
	must(execute_run(&daemon, RUN_SCHEDULED, /* request= */ 0), daemon.store, "run");
	took = now_ms() - begin;
	must(store_last_run(daemon.store, &made), daemon.store, "last run");
	printf("%.2f %lld\n", took, (long long)made.notices);
	store_close(daemon.store);
	config_free(daemon.config);
	return 0;
}

static int plan(const char *store, const char *config)
{
	struct daemon daemon = {0};
	double begin;

	open_daemon(&daemon, store, config, DAY_TWO);
	must(store_set_number(daemon.store, "fingerprint", 0), daemon.store, "fingerprint");
	begin = now_ms();
	must(replan_if_changed(&daemon), daemon.store, "plan");
	printf("%.2f\n", now_ms() - begin);
	store_close(daemon.store);
	config_free(daemon.config);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 6 && strcmp(argv[1], "make") == 0)
		return make(argv[2], argv[3], atoll(argv[4]), atoll(argv[5]));
	if (argc == 6 && strcmp(argv[1], "spread") == 0)
		return spread(argv[2], argv[3], atoll(argv[4]), atoll(argv[5]));
	if (argc == 4 && strcmp(argv[1], "run") == 0)
		return run(argv[2], argv[3]);
	if (argc == 4 && strcmp(argv[1], "replan") == 0)
		return plan(argv[2], argv[3]);
	fputs("bench-store make STORE CONFIG COUNT DUE | spread STORE CONFIG COUNT DAYS | "
	      "run STORE CONFIG | replan STORE CONFIG\n",
	      stderr);
	return 2;
}
