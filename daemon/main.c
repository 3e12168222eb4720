/*
 * renewd: decides what is due, and has it delivered.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <systemd/sd-daemon.h>

#include "core/cleanup.h"
#include "daemon/courier.h"
#include "daemon/daemon.h"
#include "daemon/load.h"
#include "daemon/log.h"
#include "wire/program.h"

enum { EXIT_DONE = 0, EXIT_USAGE = 2, EXIT_MACHINE = 3 };

static const char help[] =
	"Usage: renewd [--config FILE] [--store FILE] [--courier FILE] [--clock WHEN]\n"
	"\n"
	"Watches the agreements in the store and has reminders sent when they are due.\n"
	"Runs in the foreground and logs to standard error; SIGHUP reads the\n"
	"configuration again, SIGTERM ends.\n"
	"\n"
	"  --config FILE   the configuration (default " CONFIG_DEFAULT_PATH ")\n"
	"  --store FILE    the store, instead of the configuration's\n"
	"  --courier FILE  the program that delivers (default: renewd-courier beside renewd)\n"
	"  --clock WHEN    play another day: 2026-11-23T08:29 or 2026-11-23, in the\n"
	"                  office's zone, running on from there; for trying out\n"
	"  --help          this text\n"
	"  --version       the version\n";

struct options {
	const char *config;
	const char *store;
	const char *courier;
	const char *clock;
};

/* 0: go on; 1: done, nothing more to do; -EINVAL: wrong usage, which was said. */
static int parse_options(int argc, char **argv, struct options *options)
{
	static const struct option table[] = {
		{"config", required_argument, NULL, 'c'},
		{"store", required_argument, NULL, 's'},
		{"courier", required_argument, NULL, 'o'},
		{"clock", required_argument, NULL, 'k'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'v'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", table, NULL)) != -1) {
		switch (option) {
		case 'c':
			options->config = optarg;
			break;
		case 's':
			options->store = optarg;
			break;
		case 'o':
			options->courier = optarg;
			break;
		case 'k':
			options->clock = optarg;
			break;
		case 'h':
			fputs(help, stdout);
			return 1;
		case 'v':
			puts("renewd " RENEWD_VERSION);
			return 1;
		default:
			fputs("Try 'renewd --help'.\n", stderr);
			return -EINVAL;
		}
	}
	if (optind < argc) {
		log_error("'%s' is not expected here; try 'renewd --help'", argv[optind]);
		return -EINVAL;
	}
	return 0;
}

/* ---- setting up ------------------------------------------------------------------------------ */

/* A store that was lost, or one that nothing was imported into: nobody would notice. */
static void warn_if_empty(struct store *store)
{
	int64_t count;

	if (store_count(store, &count) == 0 && count == 0)
		log_warning("%s holds no agreements: nobody will be told anything; import a "
			    "register with 'renewctl import'",
			    store_path(store));
}

static int open_store(struct daemon *daemon)
{
	const char *path = daemon->store_override != NULL ? daemon->store_override
							  : daemon->config->store_path;
	int pid = 0, r;

	r = store_open(path, STORE_CREATE, /* busy_ms= */ 0, &daemon->store);
	if (r != 0) {
		log_error("%s",
			  daemon->store == NULL ? strerror(ENOMEM) : store_message(daemon->store));
		/* Another file must be named, or another renewd used: no restart helps. */
		return r == STORE_FOREIGN || r == STORE_NEWER ? EXIT_USAGE : EXIT_MACHINE;
	}
	r = store_lock(daemon->store, &pid);
	if (r == -EAGAIN)
		log_error("process %d already works on %s: a store has one daemon; stop that one "
			  "first, or give this one another store",
			  pid, path);
	else if (r != 0)
		daemon_store_failed(daemon, "cannot lock the store", r);
	else
		warn_if_empty(daemon->store);
	store_on_progress(daemon->store, daemon_progress, daemon);
	return r == 0 ? EXIT_DONE : EXIT_MACHINE;
}

static int set_up(struct daemon *daemon, const struct options *options)
{
	int r = load_config(daemon->config_path, &daemon->config);

	if (r != 0)
		return r == 1 ? EXIT_USAGE : EXIT_MACHINE;
	if (!clock_set_zone(daemon->config->office.timezone)) {
		log_error("there is no zone '%s'", daemon->config->office.timezone);
		return EXIT_USAGE;
	}
	if (options->clock != NULL && !clock_parse(options->clock, &daemon->clock)) {
		log_error("--clock %s: not a time; write 2026-11-23T08:29:58 or 2026-11-23",
			  options->clock);
		return EXIT_USAGE;
	}
	r = open_store(daemon);
	if (r == EXIT_DONE && daemon_load_holidays(daemon) != 0)
		r = EXIT_MACHINE;
	return r;
}

/* ---- the loop --------------------------------------------------------------------------------- */

static int on_stop_timer(sd_event_source *source, uint64_t usec, void *context)
{
	struct daemon *daemon = context;

	(void)source;
	(void)usec;
	log_warning("the end takes too long: what is under way is sent again at the next start");
	return sd_event_exit(daemon->event, 0);
}

static int on_stop_signal(sd_event_source *source, const struct signalfd_siginfo *info,
			  void *context)
{
	struct daemon *daemon = context;

	(void)source;
	(void)info;
	if (daemon->is_stopping)
		return 0;
	daemon->is_stopping = true;
	log_info("ending");
	(void)sd_notify(/* unset_environment= */ 0, "STOPPING=1\nSTATUS=Ending");
	for (struct courier *c = daemon->couriers; c != NULL; c = c->next)
		courier_stop(c);
	dispatch_soon(daemon);
	return sd_event_add_time_relative(daemon->event, &daemon->stop_timer, CLOCK_MONOTONIC,
					  STOP_WAIT_US, /* accuracy= */ 1000, on_stop_timer,
					  daemon);
}

static int on_reload_signal(sd_event_source *source, const struct signalfd_siginfo *info,
			    void *context)
{
	struct daemon *daemon = context;

	(void)source;
	(void)info;
	if (!daemon->is_stopping)
		reload_now(daemon);
	return 0;
}

static int add_signals(struct daemon *daemon)
{
	static const struct {
		int number;
		sd_event_signal_handler_t handler;
	} signals[] = {
		{SIGTERM, on_stop_signal}, {SIGINT, on_stop_signal}, {SIGHUP, on_reload_signal}};
	int r = 0;

	for (size_t i = 0; r >= 0 && i < sizeof(signals) / sizeof(signals[0]); i++)
		r = sd_event_add_signal(daemon->event, NULL, signals[i].number, signals[i].handler,
					daemon);
	return r;
}

static void block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int start_parts(struct daemon *daemon)
{
	int r = sd_event_new(&daemon->event);

	if (r >= 0)
		r = add_signals(daemon);
	if (r >= 0)
		r = sd_event_set_watchdog(daemon->event, true);
	if (r >= 0)
		r = dispatch_start(daemon);
	if (r < 0)
		return r;
	(void)replan_if_changed(daemon); /* what could not be done now, the next run does */
	(void)sd_notify(/* unset_environment= */ 0, "READY=1");
	log_info("renewd " RENEWD_VERSION " is watching %s", store_path(daemon->store));
	r = schedule_start(daemon);
	if (r >= 0)
		r = requests_start(daemon);
	dispatch_soon(daemon);
	return r;
}

static int run_loop(struct daemon *daemon)
{
	int r = start_parts(daemon);

	if (r >= 0) {
		daemon_release_memory(daemon);
		r = sd_event_loop(daemon->event);
	}
	if (r < 0)
		log_error("the loop failed: %s", strerror(-r));
	return r < 0 ? EXIT_MACHINE : EXIT_DONE;
}

static void tear_down(struct daemon *daemon)
{
	couriers_done(daemon);
	sd_event_source_disable_unref(daemon->run_timer);
	sd_event_source_disable_unref(daemon->delivery_timer);
	sd_event_source_disable_unref(daemon->jump_watch);
	sd_event_source_disable_unref(daemon->store_watch);
	sd_event_source_disable_unref(daemon->request_timer);
	sd_event_source_disable_unref(daemon->dispatch_event);
	sd_event_source_disable_unref(daemon->stop_timer);
	sd_event_unref(daemon->event);
	if (daemon->store != NULL)
		store_close(daemon->store);
	config_free(daemon->config);
	arena_done(&daemon->holidays_arena);
}

int main(int argc, char **argv)
{
	struct options options = {.config = CONFIG_DEFAULT_PATH};
	CLEANUP(free_memory) char *courier = NULL;
	struct daemon daemon = {0};
	int r = parse_options(argc, argv, &options);

	if (r != 0)
		return r == 1 ? EXIT_DONE : EXIT_USAGE;
	block_signals();
	courier = options.courier != NULL ? strdup(options.courier) : program_courier();
	if (courier == NULL)
		return EXIT_MACHINE;
	daemon.config_path = options.config;
	daemon.store_override = options.store;
	daemon.courier_path = courier;
	r = set_up(&daemon, &options);
	if (r == EXIT_DONE)
		r = run_loop(&daemon);
	tear_down(&daemon);
	return r;
}
