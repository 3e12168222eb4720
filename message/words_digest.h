/*
 * The words of a digest: how the agreements of an office stand, in sections.
 */
#ifndef RENEWD_MESSAGE_WORDS_DIGEST_H
#define RENEWD_MESSAGE_WORDS_DIGEST_H

#include <stdbool.h>

#include "core/day.h"
#include "core/text.h"
#include "message/document.h"

/* Whether a digest has nothing to tell: its opening says so, and nothing else follows. */
bool words_digest_is_quiet(const struct document *document);

/* "Digest: 2 ended, 5 end within 90 days, 3 unanswered, 4 problems"; "Digest: all quiet". */
void words_digest_subject(struct text *out, const struct document *document);

/* How the agreements stand, and for the keeper by which commands answers are recorded. */
void words_digest_opening(struct text *out, const struct document *document);

/*
 * The heading of a section: "Ended since the last digest", "End within 90 days". Where agreements
 * that renew themselves are listed too, it does not say of them that they end.
 */
const char *words_section(const struct document *document, enum section section);

/* The headings of what follows the entries. */
#define UNDELIVERED_HEADING "Could not be delivered"
const char *words_problems_heading(const struct document *document);

/* How many problems a digest shows. */
#define DIGEST_PROBLEMS_SHOWN 10

/* How many of its problems a document wants to be listed, of those that it has. */
size_t words_problems_shown(const struct document *document);

/* What stands below a list of problems that is not whole: "and 190 more: "renewctl problems" …". */
void words_problems_left(struct text *out, const struct document *document, size_t shown);

#endif
