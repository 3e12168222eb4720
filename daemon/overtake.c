#include "daemon/overtake.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "daemon/log.h"
#include "daemon/subject.h"
#include "message/document.h"

static bool contains(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (ids[i] == id)
			return true;
	}
	return false;
}

/* Removes the overtaken ones from ids; how many are left. */
static size_t keep_others(int64_t *ids, size_t count, const struct overtaken *overtaken)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (!contains(overtaken->notice_ids, overtaken->notice_count, ids[i]))
			ids[kept++] = ids[i];
	}
	return kept;
}

int overtake_delivery(struct store *store, const struct overtaken *overtaken, const char *reason,
		      struct day today, int64_t now_ms)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *json = NULL;
	CLEANUP(text_done) struct text subject = {0};
	int64_t *ids, number;
	size_t count;
	int r = document_without(overtaken->delivery.document, overtaken->notice_ids,
				 overtaken->notice_count, &json);

	if (r == -EINVAL) { /* damaged; a run must not fail on it for ever */
		log_error("delivery %s: its document is damaged; left as it is",
			  overtaken->delivery.id);
		return 0;
	}
	if (r == 0)
		r = store_delivery_notices(store, overtaken->delivery.number, &arena, &ids, &count);
	if (r == 0 && json != NULL)
		r = subject_of(json, today, &subject);
	if (r != 0)
		return r;
	count = keep_others(ids, count, overtaken);
	return store_replace_delivery(store, overtaken->delivery.number, json,
				      json == NULL ? NULL : text_string(&subject), ids,
				      json == NULL ? 0 : count, reason, now_ms, &number);
}
