/*
 * The words of messages that did not arrive.
 */
#ifndef RENEWD_MESSAGE_WORDS_TROUBLE_H
#define RENEWD_MESSAGE_WORDS_TROUBLE_H

#include <stdbool.h>

#include "core/text.h"
#include "message/document.h"

/* Whether a DELIVERY_TROUBLE is about a whole channel and not about one message. */
bool words_is_of_channel(const struct document *document);

/* Who was not reached: the recipient, else the address or the channel; at most 40 characters. */
void words_unreached(struct text *out, const struct document_trouble *trouble);

/* What a server said, to be followed by a full stop: at most 500 characters, without its own. */
void words_reason(struct text *out, const char *reason);

/*
 * About a message that did not arrive: what it was ("Agreement with KU Leuven ends in 17 days"),
 * and "To Faculty of Law over mail, since 2 November 2026; given up: 550 no such user."
 */
void words_undelivered_subject(struct text *out, const struct run_undelivered *undelivered);
void words_undelivered(struct text *out, const struct run_undelivered *undelivered);

#endif
