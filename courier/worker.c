#include "courier/worker.h"

#include <errno.h>
#include <string.h>

#include "courier/log.h"

/* Reads the document and sends it. */
static void deliver(const struct worker *worker, struct order *order, struct finding *ret_finding)
{
	struct document document;
	const char *why = "";
	int r = document_parse(order->job.document, strlen(order->job.document), &order->arena,
			       &document, &why);

	if (r == -ENOMEM) {
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
	} else if (r < 0) {
		finding_set(ret_finding, VERDICT_PERMANENT, 0, "the document cannot be read: %s",
			    why == NULL ? "" : why);
	} else {
		struct attempt attempt = {&order->job, &document, order->deadline_ms, worker->tray};

		worker->transport->send(worker->channel, &attempt, ret_finding);
	}
	redact_finding(worker->redactor, ret_finding);
}

static void log_finding(const struct order *order, const struct finding *finding)
{
	if (finding->class == VERDICT_SENT)
		return;
	if (finding->code == 0)
		log_line("%s: %s: %s", order->job.id, verdict_class_name(finding->class),
			 finding->text);
	else
		log_line("%s: %s (%d): %s", order->job.id, verdict_class_name(finding->class),
			 finding->code, finding->text);
}

void *worker_run(void *argument)
{
	const struct worker *worker = argument;
	struct finding finding;
	struct order *order;

	while ((order = tray_take(worker->tray)) != NULL) {
		deliver(worker, order, &finding);
		log_finding(order, &finding);
		tray_finish(worker->tray, &finding);
	}
	worker->transport->close(worker->channel);
	return NULL;
}
