/*
 * What the pages of a document add to a table's lines: titles, page numbers, headings repeated on
 * each page, notes at the foot; and what a profile says is none of the register.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_PAGES_H
#define RENEWD_INTAKE_RUNNING_RUNNING_PAGES_H

#include "core/arena.h"
#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_text.h"

/*
 * Marks as LINE_FURNITURE what can be told before the heading line is known: what the profile's
 * start, stop and strip say, and page numbers ("Page 3 of 7", "- 3 -", "Стр. 3 из 7", "Sayfa 3 / 7").
 */
void running_pages_strip(struct running_text *text, const struct profile *profile);

/*
 * Marks what stands before the heading line, the heading line itself (LINE_HEADING) and its
 * repetitions, sums ("Total 127"), and lines that stand again and again where pages begin or end.
 * Linear in the number of lines, but for sorting those at the ends of pages. 0, or -ENOMEM.
 */
int running_pages_mark(struct running_text *text, const struct running_heading *heading,
		       const struct profile *profile);

/* Whether a line is a page's number. */
bool running_pages_is_number(struct running_piece line);

/* Whether a line explains marks and abbreviations, or starts notes: "* signed twice", "Note: …". */
bool running_pages_is_note(struct running_piece line);

#endif
