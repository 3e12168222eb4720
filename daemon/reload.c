/*
 * SIGHUP: a whole new configuration takes the place of the old one, or none of it does.
 */
#include "daemon/daemon.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include <systemd/sd-daemon.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "daemon/courier.h"
#include "daemon/load.h"
#include "daemon/log.h"

static void swap(struct daemon *daemon, struct config *config)
{
	bool store_moved = daemon->store_override == NULL &&
			   strcmp(config->store_path, daemon->config->store_path) != 0;

	if (store_moved)
		log_warning(
			"the store has another path now: that takes a restart, going on with %s",
			store_path(daemon->store));
	config_free(daemon->config);
	daemon->config = config;
	(void)clock_set_zone(config->office.timezone); /* its file was there a moment ago */
	for (struct courier *c = daemon->couriers; c != NULL; c = c->next) {
		if (c->held_until_ms > 0)
			courier_hurry(c);
		courier_retire(c);
	}
	daemon->is_cleared = false; /* a channel may be gone */
}

/* What the new configuration does at once, so that nobody is surprised tomorrow. */
static void announce(struct daemon *daemon)
{
	size_t notices, deliveries;

	if (execute_dry(daemon, &notices, &deliveries) != 0) {
		log_info("configuration reloaded");
		return;
	}
	log_info("configuration reloaded; a run now would send %zu notice%s in %zu message%s",
		 notices, notices == 1 ? "" : "s", deliveries, deliveries == 1 ? "" : "s");
}

static void tell_manager(const char *state)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	(void)sd_notifyf(/* unset_environment= */ 0, "%s\nMONOTONIC_USEC=%" PRIu64, state,
			 (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000);
}

void reload_now(struct daemon *daemon)
{
	struct config *config = NULL;
	int r;

	tell_manager("RELOADING=1");
	r = load_config(daemon->config_path, &config);
	if (r != 0) {
		log_error("the new configuration is refused, going on with the old one");
		(void)sd_notify(0, "READY=1\nSTATUS=The new configuration was refused; working "
				   "with the old one. See the log.");
		return;
	}
	swap(daemon, config);
	if (daemon_load_holidays(daemon) == 0)
		(void)replan_if_changed(daemon);
	announce(daemon);
	daemon_release_memory(daemon);
	(void)sd_notify(0, "READY=1");
	(void)schedule_rearm(daemon);
	dispatch_soon(daemon);
}
