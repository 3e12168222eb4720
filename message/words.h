/*
 * The words of a message: the same sentences in mail, in Slack and in the preview.
 *
 * Pure functions of the document and of as_of, the day of sending: "ends in 17 days" counts from
 * there. All append plain text without line ends; escaping is each channel's business.
 */
#ifndef RENEWD_MESSAGE_WORDS_H
#define RENEWD_MESSAGE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/day.h"
#include "core/text.h"
#include "message/document.h"

/*
 * How near it is, worst first: what has ended (or may have), what ends today or within 7 days,
 * within 30 days, later; a day on which notice can be given counts as an end does until it has
 * passed. What renews itself whatever is done, reviews, unknown last days and what ends or goes on
 * as was decided stand apart; what was renewed needs nothing.
 */
enum urgency {
	URGENCY_ENDED,
	URGENCY_WEEK,
	URGENCY_MONTH,
	URGENCY_LATER,
	URGENCY_OTHER,
	URGENCY_RENEWED
};

enum urgency words_urgency(const struct entry *entry, struct day as_of);

/* Whether as_of lies between the reckoned and the last possible day of a vague last day. */
bool words_may_have_ended(const struct entry *entry, struct day as_of);

/*
 * The subject: "Agreement with KU Leuven ended 409 days ago", or for many "4 agreements end in the
 * coming months", "14 agreements: 2 have ended, 3 end within 7 days, 9 end later"; of a digest
 * "Digest: 2 ended, 5 end within 90 days". In a trial behind "[Trial]". At most about 120
 * characters.
 */
void words_subject(struct text *out, const struct document *document, struct day as_of);

/*
 * The partners: "University of Latvia (Riga)", "A, B and C", "A, B and 3 more"; "No partner named"
 * when there is none. A name is cut after 160 characters.
 */
void words_partners(struct text *out, const struct entry *entry);

/*
 * What is the matter, in one sentence: "Ends in 17 days, on Thursday 10 December 2026."; "No last
 * day is known; the register says "31.02.2027"."; "Renewed until 31 December 2031."
 */
void words_matter(struct text *out, const struct entry *entry, struct day as_of);

/*
 * What else has to be said, each a sentence of its own, empty for most: what was answered and who
 * was told before (message/words_follow.h), the vague date and how it was reckoned, how late this
 * is, what it was corrected from, why the keeper gets it.
 */
void words_remarks(struct text *out, const struct entry *entry, struct day as_of);

/*
 * The opening of the message, some sentences: why the reader gets it and what is wanted. A reminder
 * is addressed to the keeper when one of its entries fell back to the keeper.
 */
void words_opening(struct text *out, const struct document *document, struct day as_of);

/* In a trial: "Trial: this would have gone to Law <law@example.edu> over mail."; else nothing. */
void words_meant(struct text *out, const struct document *document);

/* By how many days a reminder is late when it is sent on as_of; 0 for what is no reminder. */
int32_t words_late_days(const struct entry *entry, struct day as_of);

/* A name in quotes, cut where it is long; NULL is "". */
void words_quoted(struct text *out, const char *name);

/* "1 year", "14 days". */
void words_span(struct text *out, struct span span);

/* "10 December 2026"; "Thursday 10 December 2026". */
void words_day(struct text *out, struct day day);
void words_weekday(struct text *out, struct day day);

/* "2028", "March 2028", "10 December 2026"; nothing when no date is known. */
void words_vague(struct text *out, struct vague vague);

/* From as_of to day: "in 17 days", "tomorrow", "today", "yesterday", "409 days ago". */
void words_distance(struct text *out, struct day as_of, struct day day);

#endif
