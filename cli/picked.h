/*
 * Agreements that were picked from the store, in the order of their last days.
 *
 * Commands that show many go through the store twice, so that memory holds a few bytes for each
 * agreement whatever the store's size: the first pass picks, then they are sorted, and
 * picked_each() reads and shows one after the other.
 */
#ifndef RENEWD_CLI_PICKED_H
#define RENEWD_CLI_PICKED_H

#include <stddef.h>
#include <stdint.h>

#include "cli/view.h"

struct picked_item {
	struct day reckoned; /* DAY_MAX: no last day */
	int64_t id;
};

/* Zero is nothing picked. */
struct picked {
	struct picked_item *items;
	size_t count;
	size_t capacity;
};

/* Picks what the view is about. 0, or -ENOMEM. */
int picked_add(struct picked *picked, const struct view *view);

/* By the last day that is reckoned with, those without one at the end; then by ID. */
void picked_sort(struct picked *picked);

/* What picked_each() calls; 0, or a negative errno. The view lives as long as the call. */
typedef int picked_show(void *context, const struct view *view);

/*
 * Reads and shows each, as things stand on as_of, at most limit (0: all); doing says what failed
 * ("listing").
 */
enum exit_status picked_each(const struct picked *picked, struct cli *cli, struct day as_of,
			     size_t limit, const char *doing, picked_show *show, void *context);

void picked_done(struct picked *picked);

#endif
