/*
 * The tray between the guard, which owns the socket and the clock, and the worker, which sends.
 *
 * The guard lays jobs in, the worker takes them one at a time and lays verdicts out. Each job gets
 * exactly one verdict, whoever writes it: the worker when it is done, or the guard when it gives
 * the job up. What makes that safe is the hand-over: just before the last byte of a message leaves,
 * the worker asks tray_hand_over(). From then on the message may arrive; before, it cannot, and a
 * job that was given up is never handed over. All functions may be called from both threads.
 */
#ifndef RENEWD_COURIER_TRAY_H
#define RENEWD_COURIER_TRAY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/text.h"
#include "courier/finding.h"
#include "wire/job.h"

/* A job in the courier's hands. */
struct order {
	struct arena arena; /* of the job's strings; may take more that lives as long */
	struct job job;
	int64_t deadline_ms; /* now_ms() at which it is overdue; set when its turn comes */
	struct order *next;
};

struct tray {
	pthread_mutex_t mutex;
	pthread_cond_t laid_in;
	int bell; /* eventfd: readable when the guard should look */
	struct order *waiting;
	size_t waiting_count;
	struct order *current; /* the worker's; it alone frees it */
	bool is_handed_over;
	bool is_given_up; /* the current job has its verdict already */
	bool is_closed;	  /* the worker gets no more jobs */
	struct text out;  /* frames for the peer */
};

/* 0 or a negative errno. */
int tray_init(struct tray *tray);
void tray_done(struct tray *tray);

void order_free(struct order *order);

/* ---- the worker ----------------------------------------------------------------------------- */

/*
 * Waits for a job, whose time begins; NULL when the tray was closed. The order is the tray's until
 * tray_finish().
 */
struct order *tray_take(struct tray *tray);

/*
 * Whether the current job may be handed over now. When it returns true, what became of it is unknown
 * until tray_finish(). False: it was given up, nothing more may be sent.
 */
bool tray_hand_over(struct tray *tray);

/* Lays out the verdict of the current job, unless it has one, and frees the order. */
void tray_finish(struct tray *tray, const struct finding *finding);

/* ---- the guard ------------------------------------------------------------------------------ */

/* Takes order. False when WIRE_JOBS_MAX jobs are here already; then it stays the caller's. */
bool tray_lay_in(struct tray *tray, struct order *order);

enum tray_state { TRAY_EMPTY, TRAY_BUSY, TRAY_HANDED_OVER };

/* What the worker has in hand; TRAY_BUSY also while jobs wait. */
enum tray_state tray_state(struct tray *tray);

/* The deadline of the current job; INT64_MAX when there is none. */
int64_t tray_deadline(struct tray *tray);

/* Writes VERDICT_ABORTED for all jobs that wait, for that reason; the worker gets no more. */
void tray_close(struct tray *tray, const char *reason);

/*
 * Gives up the current job when its deadline is not after by_ms, with the finding that fits:
 * `before` when it was not handed over, else `after`. From now on it cannot be handed over. With
 * `after` NULL, a job that was handed over is left alone. Returns whether a job was given up.
 */
bool tray_give_up(struct tray *tray, int64_t by_ms, const struct finding *before,
		  const struct finding *after);

/* Moves the frames that were laid out behind those in out. 0 or -ENOMEM. */
int tray_collect(struct tray *tray, struct text *out);

/* The ID of the current job for a log, or "" when there is none. */
void tray_current_id(struct tray *tray, char id[static JOB_ID_MAX + 1]);

#endif
