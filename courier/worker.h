/*
 * The worker: the thread that takes jobs from the tray and sends them.
 */
#ifndef RENEWD_COURIER_WORKER_H
#define RENEWD_COURIER_WORKER_H

#include "courier/redact.h"
#include "courier/transport.h"
#include "courier/tray.h"

/* What the worker needs; all of it outlives the thread. */
struct worker {
	struct tray *tray;
	const struct transport *transport;
	void *channel; /* the worker closes it at its end */
	const struct redactor *redactor;
};

/* The thread's function; argument is a struct worker. Ends when the tray is closed. */
void *worker_run(void *argument);

#endif
