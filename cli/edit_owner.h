/*
 * renewctl edit --owner NAME --to NAME: which agreements change hands. Only cli/edit_owner*.c need
 * this.
 */
#ifndef RENEWD_CLI_EDIT_OWNER_H
#define RENEWD_CLI_EDIT_OWNER_H

#include "cli/cli.h"

/* An agreement that changes hands, as it is shown afterwards. */
struct handed {
	int64_t id;
	const char *number;
	const char *partners;
	const char *owner; /* the former one; NULL: it had none */
};

struct handover {
	struct cli *cli;
	const struct args *args;
	const char *from;
	size_t contact;	    /* whom from means; CONTACT_NOT_FOUND: none of the contacts */
	const char *to;	    /* NULL: they shall have no owner */
	size_t there;	    /* of from, but under the new name already */
	const char **names; /* of all owners, each once */
	size_t name_count;
	struct handed *items;
	size_t count;
	size_t capacity;
};

/* Shows which agreements have the new owner, or would have. */
enum exit_status edit_owner_print(const struct handover *handover, bool is_dry);

#endif
