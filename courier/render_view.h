/*
 * What all renderers say about a document alike: which entries come first, in how much detail, and
 * the short forms of their facts.
 */
#ifndef RENEWD_COURIER_RENDER_VIEW_H
#define RENEWD_COURIER_RENDER_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/text.h"
#include "message/document.h"

/* So many entries are shown with all their facts; the others in a compact table. */
#define RENDER_DETAILED 10

struct render_view {
	const struct document *document;
	const struct entry **entries; /* all of the document's, the most urgent first */
	size_t count;
	size_t detailed;   /* how many, from the front */
	bool has_keys;	   /* the compact table has render_view_keys() on a line of its own */
	bool has_sections; /* that of a digest, in its own order, and words_follow_told() below it */
};

/* 0, or -ENOMEM. */
int render_view_make(const struct document *document, struct day as_of, struct arena *arena,
		     struct render_view *ret_view);

/*
 * What stands above the entry of that index in the compact table: the heading of the section of a
 * digest that it begins, or "And 590 more" below those in detail. Appends nothing for most.
 */
void render_view_heading(struct text *out, const struct render_view *view, size_t index);

/* Likewise below that heading, in the section of what is about to end: whose agreements follow. */
void render_view_owner(struct text *out, const struct render_view *view, size_t index);

/* "ends in 17 days", "ended yesterday", "review in 3 days", "no last day known". */
void render_view_brief(struct text *out, const struct entry *entry, struct day as_of);

/* "10 Dec 2026", or "-" for an entry without a day. */
void render_view_day(struct text *out, const struct entry *entry);

/*
 * By what an entry of a compact table is found in its register: "No. 2021/45"; where it has no
 * number, "agreements.txt, row 12" or "ID 1".
 */
void render_view_key(struct text *out, const struct entry *entry);

/*
 * The same in full, for who keeps the register: "No. 2021/45 · agreements.txt, row 12 · ID 1 ·
 * Faculty of Law". What is not known is left out, but "no owner" is said.
 */
void render_view_keys(struct text *out, const struct entry *entry);

/* Whether the entry has a day that obliges: not when none is known, nor after a renewal. */
bool render_view_has_day(const struct entry *entry);

/*
 * The facts of an entry by index, from 0: the label is returned, the value appended, which is
 * empty when that fact is not known. NULL after the last.
 */
const char *render_view_fact(size_t index, const struct entry *entry, struct text *out);

/* "agreements.txt, line 17". */
void render_view_place(struct text *out, const struct run_problem *problem);

#endif
