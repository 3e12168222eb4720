/*
 * A view on a long text: as much of it as somebody has to see at once.
 */
#ifndef RENEWD_INTAKE_TEXT_VIEW_H
#define RENEWD_INTAKE_TEXT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct decoder;

/* What can be seen is text[start] to text[length - 1]. Whoever sees it moves start on. */
struct view {
	struct decoder *decoder; /* not owned */
	char *text;
	size_t start;
	size_t length;
	size_t capacity;
	bool is_whole; /* nothing comes behind it */
};

/* An empty view on what a decoder gives next. */
struct view view_of(struct decoder *decoder);

/*
 * Makes more of the text behind it seen, or is_whole true. Forgets what lies before start, and
 * moves the rest, so start changes and pointers into the text die. 0 or negative errno.
 */
int view_more(struct view *view);

/* Forgets all text: the decoder was moved. Keeps the memory. */
void view_clear(struct view *view);

void view_done(struct view *view);

#endif
