/*
 * What a reminder asks of its reader: the sentences that follow its first one.
 */
#ifndef RENEWD_MESSAGE_WORDS_WISH_H
#define RENEWD_MESSAGE_WORDS_WISH_H

#include "core/day.h"
#include "core/text.h"
#include "message/document.h"

/*
 * Sentences, each begun with a blank: who was told before without an answer, what is wanted of the
 * reader, and of the keeper with which commands the answers are recorded. needing: how many entries
 * need anything at all (words_is_settled()).
 */
void words_wishes(struct text *out, const struct document *document, struct day as_of,
		  size_t needing);

#endif
