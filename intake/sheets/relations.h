/*
 * Relationships of a part of an Office file: what else belongs to it, by an id (ISO/IEC 29500-2,
 * 6.5). A part finds its sheets, styles and addresses by them, never by guessing their names.
 */
#ifndef RENEWD_INTAKE_SHEETS_RELATIONS_H
#define RENEWD_INTAKE_SHEETS_RELATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/sheets/archive.h"

#define RELATIONS_MAX 200000 /* of one part */

struct relation {
	const char *id;
	const char *type;   /* the last segment of its address: "worksheet" */
	const char *target; /* a part's name without a slash before it, or an address */
	bool is_external;
};

/* Zero is "none". By id. */
struct relations {
	struct relation *items;
	size_t count;
	size_t capacity;
};

/*
 * Reads the relationships of a part ("" for those of the file itself); a part without any has
 * none. Texts go to the arena. title is what problems call the part. 0; -ENOMEM …; READER_REFUSED
 * with a problem. ret_relations is to be given to relations_done() in any case.
 */
int relations_read(struct archive *archive, const char *part, const char *title,
		   struct arena *arena, struct relations *ret_relations);

/* NULL: there is none. */
const struct relation *relations_by_id(const struct relations *relations, const char *id);

/* The first within the file of that type, or NULL. */
const struct relation *relations_by_type(const struct relations *relations, const char *type);

void relations_done(struct relations *relations);

#endif
