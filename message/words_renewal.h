/*
 * The words of an agreement that renews itself: what a notice deadline says in an entry, in a
 * subject and in a list.
 */
#ifndef RENEWD_MESSAGE_WORDS_RENEWAL_H
#define RENEWD_MESSAGE_WORDS_RENEWAL_H

#include <stdbool.h>

#include "core/day.h"
#include "core/text.h"
#include "message/document.h"

/* Whether notice can still be given on as_of, as far as is recorded. For DEADLINE_NOTICE. */
bool words_renewal_is_open(const struct entry *entry, struct day as_of);

/*
 * For DEADLINE_NOTICE: "Notice can be given until Monday 1 May 2023, in 17 days: without it the
 * agreement renews itself on 1 August 2023 for 1 year"; "Renews itself in 9 days, on …, for 1 year"
 * when until when notice can be given is not recorded.
 */
void words_renewal_matter(struct text *out, const struct entry *entry, struct day as_of);

/* The same in short, to follow a partner: "renews itself unless notice is given by 1 May 2023". */
void words_renewal_short(struct text *out, const struct entry *entry, struct day as_of);

/* In a list: "notice in 17 days", "renews itself in 9 days". */
void words_renewal_brief(struct text *out, const struct entry *entry, struct day as_of);

/* What is vague or not recorded about it: sentences, or nothing. */
void words_renewal_remark(struct text *out, const struct entry *entry);

/* For the review of an agreement that renews itself without limit: "Renews itself for 1 year …". */
void words_renewal_review(struct text *out, const struct entry *entry);

#endif
