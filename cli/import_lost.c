/*
 * Columns that are lost: the register said something of its agreements, and no column of this file
 * says it, mostly because a heading was renamed or the profile forgotten. Emptying all those fields
 * would silence them all, so what was known is kept, with one problem for the column.
 */

#include "cli/edit_field.h"
#include "cli/import.h"

/* Whether a column of the file, or a caption over its rows, says that. */
static bool has_role(const struct import *import, enum role role)
{
	const struct register_facts *facts = register_facts(import->reader);

	for (size_t i = 0; i < facts->table_count; i++) {
		const struct register_table *table = &facts->tables[i];

		for (size_t k = 0; k < table->column_count; k++) {
			if (table->columns[k].role == role)
				return true;
		}
	}
	return false;
}

void import_find_roles(struct import *import)
{
	bool *has = import->has_role;

	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++)
		has[role] = has_role(import, role);
	/* What a last day is made of. */
	has[ROLE_LAST_DAY] |= has[ROLE_TERM];
	has[ROLE_SIGNED] |= has[ROLE_EFFECTIVE];
}

static bool says_nothing(const struct agreement *agreement, enum role role)
{
	switch (role) {
	case ROLE_SIGNED:
		return !vague_is_known(agreement->signed_on);
	case ROLE_LAST_DAY:
		return agreement->kind == KIND_UNKNOWN;
	case ROLE_OWNER:
		return agreement->owner == NULL;
	case ROLE_TYPE:
		return agreement->type == NULL;
	case ROLE_COUNTRY:
		return agreement->partner_count == 0 ||
		       (agreement->partners[0].country == NULL &&
			agreement->partners[0].country_raw == NULL);
	case ROLE_CITY:
		return agreement->partner_count == 0 || agreement->partners[0].city == NULL;
	default:
		return true;
	}
}

static const enum role kept_roles[] = {ROLE_SIGNED, ROLE_LAST_DAY, ROLE_OWNER,
				       ROLE_TYPE,   ROLE_COUNTRY,  ROLE_CITY};

#define KEPT_ROLES (sizeof(kept_roles) / sizeof(kept_roles[0]))

int import_keep_lost(struct import *import, const struct agreement *kept, struct merge *merge)
{
	int result = 0;

	for (size_t i = 0; i < KEPT_ROLES && result == 0; i++) {
		enum role role = kept_roles[i];

		if (import->has_role[role] || !says_nothing(&merge->agreement, role) ||
		    says_nothing(kept, role))
			continue;
		import->lost[role]++;
		result = edit_field_find(role_name(role))
				 ->copy(kept, &merge->agreement, merge->terms, &import->scratch);
	}
	return result;
}

int import_note_lost(struct import *import)
{
	int result = 0;

	for (size_t i = 0; i < KEPT_ROLES && result == 0; i++) {
		enum role role = kept_roles[i];
		size_t count = import->lost[role];

		if (count == 0)
			continue;
		result = import_note(import, &(struct import_about){0}, "column_lost",
				     "no column of this file says the %s, which is known of %zu of "
				     "its agreements: what was known is kept; say which column it "
				     "is with --map \"HEADING=%s\", or import with the profile "
				     "that was used before",
				     role_words(role), count, role_name(role));
	}
	return result;
}
