/*
 * A channel that is set up: settings accepted, secrets found, nothing opened yet.
 */
#ifndef RENEWD_COURIER_SETUP_H
#define RENEWD_COURIER_SETUP_H

#include <stddef.h>

#include "core/arena.h"
#include "courier/redact.h"
#include "courier/transport.h"
#include "courier/values.h"
#include "courier/why.h"
#include "wire/job.h"

/* Zero is nothing set up. */
struct setup {
	struct arena arena;
	struct wire_settings settings;
	struct values values;
	struct redactor redactor;
	const struct transport *transport;
	void *channel; /* whoever takes it closes it and sets this to NULL */
};

/*
 * Sets up the channel of a FRAME_SETTINGS. 0; -ENOMEM; -EPROTO; or REFUSED with the reason. The
 * caller ends it with setup_done() in any case.
 */
int setup_open(struct setup *setup, const char *json, size_t length, struct why *why);

/* Closes the channel and wipes the secrets. */
void setup_done(struct setup *setup);

#endif
