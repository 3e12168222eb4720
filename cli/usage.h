/*
 * How the agreements in the store use the configuration: its policies and its contacts.
 */
#ifndef RENEWD_CLI_USAGE_H
#define RENEWD_CLI_USAGE_H

#include <stddef.h>

#include "cli/cli.h"

enum usage_of_policy {
	USAGE_NONE,	/* it matches no agreement */
	USAGE_SHADOWED, /* it matches some, but earlier policies decide about all of them */
	USAGE_DECIDES
};

struct usage_owner {
	const char *name;
	size_t count; /* agreements */
};

/* Zero is nothing read. */
struct usage {
	size_t agreements;
	size_t ownerless;
	enum usage_of_policy *policies; /* by the configuration's order */
	char **names;			/* owners that are no contact, once for each agreement */
	size_t name_count;
	size_t name_capacity;
	struct usage_owner *owners; /* the same, each once, by name */
	size_t owner_count;
};

/* Reads all active agreements. 0, -ENOMEM, or an error of the store. */
int usage_read(struct usage *usage, const struct cli *cli);

void usage_done(struct usage *usage);

#endif
