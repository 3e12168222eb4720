/*
 * To whom the entries of a run go. Only core/run*.c need this.
 */
#ifndef RENEWD_CORE_RUN_ROUTES_H
#define RENEWD_CORE_RUN_ROUTES_H

#include "core/run.h"

/* In place of an entry: a message is made even when it has none. */
#define ROUTE_NO_ENTRY ((size_t)-1)

/* One entry on its way to one address. */
struct route {
	struct run_item item;
	struct address address;
	const struct contact *contact; /* NULL: an address of the past */
	const char *name;
	enum delivery_kind kind;
	int64_t group; /* 0: with all others; else the agreement's ID */
	enum section section;
	const char *owner; /* in the section of what is about to end */
	struct day deadline;
	int64_t agreement_id;
};

/* Zero is empty. */
struct routes {
	struct route *items;
	size_t count;
	size_t capacity;
};

/*
 * Finds the routes of all entries, and of messages without any; the caller frees items, also after
 * -ENOMEM. 0, or that.
 */
int run_find_routes(struct run *run, const struct contacts *contacts, bool is_gap,
		    struct routes *routes);

#endif
