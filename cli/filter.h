/*
 * Which agreements `list` and `timeline` show.
 */
#ifndef RENEWD_CLI_FILTER_H
#define RENEWD_CLI_FILTER_H

#include <stdbool.h>

#include "cli/cli.h"
#include "cli/view.h"

/* Zero lets everything through; strings are the caller's. */
struct filter {
	struct day as_of;
	bool has_until;
	struct day until;    /* the reckoned last day lies from as_of to here, both included */
	const char *owner;   /* pattern, or what a contact is called; NULL: any */
	const char *country; /* ISO 3166-1 alpha-2; NULL: any */
	const char *register_name; /* pattern; NULL: any */
	bool by_condition;
	enum condition condition;
};

/* An owner matches its pattern, and any name of the contact that the pattern names. */
bool filter_matches(const struct filter *filter, const struct cli *cli, const struct view *view);

/*
 * Reads --country into the filter: a code in any case, or the name of a country; NULL is any.
 * False, and the user is told: there is no such country.
 */
bool filter_read_country(struct filter *filter, const char *text);

#endif
