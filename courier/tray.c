#include "courier/tray.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "courier/now.h"
#include "wire/frame.h"

int tray_init(struct tray *tray)
{
	*tray = (struct tray){.bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
	if (tray->bell < 0)
		return -errno;
	pthread_mutex_init(&tray->mutex, NULL);
	pthread_cond_init(&tray->laid_in, NULL);
	return 0;
}

void order_free(struct order *order)
{
	struct arena arena;

	if (order == NULL)
		return;
	arena = order->arena;
	arena_done(&arena);
	free(order);
}

void tray_done(struct tray *tray)
{
	while (tray->waiting != NULL) {
		struct order *order = tray->waiting;

		tray->waiting = order->next;
		order_free(order);
	}
	text_done(&tray->out);
	pthread_cond_destroy(&tray->laid_in);
	pthread_mutex_destroy(&tray->mutex);
	close(tray->bell);
}

static void ring(struct tray *tray)
{
	eventfd_write(tray->bell, 1);
}

/* With the mutex held. Without memory the text is failed, which tray_collect() reports. */
static void lay_out(struct tray *tray, const struct order *order, const struct finding *finding)
{
	struct verdict verdict = {.id = order->job.id,
				  .class = finding->class,
				  .code = finding->code,
				  .text = finding->text,
				  .retry_after_ms = finding->retry_after_ms,
				  .tell_keeper = finding->tell_keeper};
	CLEANUP(free_memory) char *json = NULL;

	if (verdict_encode(&verdict, &json) < 0)
		tray->out.failed = true;
	else
		(void)frame_append(&tray->out, FRAME_VERDICT, json, strlen(json));
}

/* ---- the worker ----------------------------------------------------------------------------- */

struct order *tray_take(struct tray *tray)
{
	struct order *order;

	pthread_mutex_lock(&tray->mutex);
	while (tray->waiting == NULL && !tray->is_closed)
		pthread_cond_wait(&tray->laid_in, &tray->mutex);
	order = tray->waiting;
	if (order != NULL) {
		tray->waiting = order->next;
		tray->waiting_count--;
		tray->current = order;
		order->deadline_ms = now_ms() + order->job.timeout_ms;
		tray->is_handed_over = false;
		tray->is_given_up = false;
	}
	pthread_mutex_unlock(&tray->mutex);
	ring(tray); /* there is a deadline now */
	return order;
}

bool tray_hand_over(struct tray *tray)
{
	bool may;

	pthread_mutex_lock(&tray->mutex);
	may = !tray->is_given_up;
	if (may)
		tray->is_handed_over = true;
	pthread_mutex_unlock(&tray->mutex);
	return may;
}

void tray_finish(struct tray *tray, const struct finding *finding)
{
	struct order *order;

	pthread_mutex_lock(&tray->mutex);
	order = tray->current;
	tray->current = NULL;
	if (!tray->is_given_up)
		lay_out(tray, order, finding);
	pthread_mutex_unlock(&tray->mutex);
	order_free(order);
	ring(tray);
}

/* ---- the guard ------------------------------------------------------------------------------ */

bool tray_lay_in(struct tray *tray, struct order *order)
{
	struct order **end;
	bool has_room;

	order->next = NULL;
	pthread_mutex_lock(&tray->mutex);
	has_room = tray->waiting_count + (tray->current != NULL) < WIRE_JOBS_MAX;
	if (has_room) {
		for (end = &tray->waiting; *end != NULL; end = &(*end)->next)
			;
		*end = order;
		tray->waiting_count++;
		pthread_cond_signal(&tray->laid_in);
	}
	pthread_mutex_unlock(&tray->mutex);
	return has_room;
}

enum tray_state tray_state(struct tray *tray)
{
	enum tray_state state = TRAY_EMPTY;

	pthread_mutex_lock(&tray->mutex);
	if (tray->current != NULL && tray->is_handed_over)
		state = TRAY_HANDED_OVER;
	else if (tray->current != NULL || tray->waiting != NULL)
		state = TRAY_BUSY;
	pthread_mutex_unlock(&tray->mutex);
	return state;
}

int64_t tray_deadline(struct tray *tray)
{
	int64_t deadline_ms;

	pthread_mutex_lock(&tray->mutex);
	deadline_ms = tray->current == NULL ? INT64_MAX : tray->current->deadline_ms;
	pthread_mutex_unlock(&tray->mutex);
	return deadline_ms;
}

void tray_close(struct tray *tray, const char *reason)
{
	struct finding finding;

	finding_set(&finding, VERDICT_ABORTED, 0, "%s", reason);
	pthread_mutex_lock(&tray->mutex);
	while (tray->waiting != NULL) {
		struct order *order = tray->waiting;

		tray->waiting = order->next;
		lay_out(tray, order, &finding);
		order_free(order);
	}
	tray->waiting_count = 0;
	tray->is_closed = true;
	pthread_cond_signal(&tray->laid_in);
	pthread_mutex_unlock(&tray->mutex);
}

bool tray_give_up(struct tray *tray, int64_t by_ms, const struct finding *before,
		  const struct finding *after)
{
	const struct finding *finding;
	bool may;

	pthread_mutex_lock(&tray->mutex);
	finding = tray->is_handed_over ? after : before;
	may = tray->current != NULL && !tray->is_given_up && finding != NULL &&
	      tray->current->deadline_ms <= by_ms;
	if (may) {
		lay_out(tray, tray->current, finding);
		tray->is_given_up = true;
	}
	pthread_mutex_unlock(&tray->mutex);
	return may;
}

int tray_collect(struct tray *tray, struct text *out)
{
	int r;

	pthread_mutex_lock(&tray->mutex);
	if (tray->out.length > 0)
		text_add_n(out, tray->out.data, tray->out.length);
	r = text_failed(&tray->out) || text_failed(out) ? -ENOMEM : 0;
	text_clear(&tray->out);
	pthread_mutex_unlock(&tray->mutex);
	return r;
}

void tray_current_id(struct tray *tray, char id[static JOB_ID_MAX + 1])
{
	pthread_mutex_lock(&tray->mutex);
	snprintf(id, JOB_ID_MAX + 1, "%s", tray->current == NULL ? "" : tray->current->job.id);
	pthread_mutex_unlock(&tray->mutex);
}
