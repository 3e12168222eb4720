/*
 * Containers: what a file is that is no text, by its first bytes and, for a ZIP archive, the names
 * of what is in it.
 */
#ifndef RENEWD_INTAKE_CONTAINER_H
#define RENEWD_INTAKE_CONTAINER_H

#include "core/problem.h"

struct source;

enum container {
	CONTAINER_NONE, /* nothing that is known: text, perhaps */
	CONTAINER_XLSX,
	CONTAINER_ODS,
	CONTAINER_ENCRYPTED, /* an office document with a password */
	CONTAINER_OTHER	     /* known, and not read */
};

struct container_found {
	enum container container;
	const char *words; /* what it is, for people: "a PDF"; NULL for CONTAINER_NONE. Static */
	const char *cure;  /* what helps, when it is not read; else NULL. Static */
};

/*
 * Looks at a source. 0; negative errno; READER_REFUSED with a problem: a ZIP archive that is
 * damaged or too large (archive.h).
 */
int container_find(struct source *source, struct problems *problems,
		   struct container_found *ret_found);

#endif
