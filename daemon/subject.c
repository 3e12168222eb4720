#include "daemon/subject.h"

#include <errno.h>
#include <string.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "message/document.h"
#include "message/words.h"

int subject_of(const char *json, struct day today, struct text *subject)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct document document;
	int r = document_parse(json, strlen(json), &arena, &document, NULL);

	if (r < 0)
		return r;
	words_subject(subject, &document, today);
	return text_failed(subject) ? -ENOMEM : 0;
}
