#include "intake/roles.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "intake/cell.h"
#include "intake/dates.h"
#include "intake/headings.h"

/* Whether a text belongs to a row, not to a heading: a date or a number. */
static bool is_datum(const char *text)
{
	return text[0] != '\0' &&
	       (strspn(text, "0123456789.,/- ") == strlen(text) || date_read(text).is_written);
}

/* Notes that a column has not got a role. A poor heading beside a better one raises no question. */
static void note_loss(struct roles *roles, size_t column, const struct heading *loser,
		      const struct heading *winner)
{
	if (loser->claim != CLAIM_POOR || winner->claim == CLAIM_POOR)
		roles->lost[column] = headings_plain_role(loser->role);
}

/* Gives the column its role, unless another one has it that is as sure. */
static void claim(struct roles *roles, const struct heading *held[static ROLE_COUNT], size_t column,
		  const struct heading *heading)
{
	enum role role = headings_plain_role(heading->role);
	size_t holder = roles->column[role];

	if (holder == ROLE_NO_COLUMN) {
		roles->found++;
	} else if (heading->claim >= held[role]->claim) {
		note_loss(roles, column, heading, held[role]);
		return;
	} else {
		note_loss(roles, holder, held[role], heading);
		roles->of[holder] = ROLE_NONE;
	}
	roles->of[column] = role;
	roles->column[role] = column;
	held[role] = heading;
}

/* Less than that, prose has too: "partners in several countries, …". */
static bool is_enough(const struct roles *roles)
{
	return roles->column[ROLE_PARTNER] != ROLE_NO_COLUMN &&
	       (roles->found >= 3 || roles->column[ROLE_SIGNED] != ROLE_NO_COLUMN ||
		roles->column[ROLE_LAST_DAY] != ROLE_NO_COLUMN);
}

/* Takes one cell of a heading line: 1; 0 when it belongs to no heading. */
static int read_cell(struct roles *roles, const struct heading *held[static ROLE_COUNT],
		     size_t column, const char *text)
{
	const struct heading *heading;

	if (is_datum(text))
		return 0;
	if (text[0] == '\0')
		return 1;
	roles->column_count = column + 1;
	heading = headings_find(text);
	if (heading != NULL && headings_plain_role(heading->role) != ROLE_NONE)
		claim(roles, held, column, heading);
	else if (roles->status == ROLE_NO_COLUMN && headings_is_status(text))
		roles->status = column;
	return 1;
}

int roles_read(const struct record *heading, struct text *scratch, struct roles *ret_roles)
{
	struct roles roles = {.status = ROLE_NO_COLUMN};
	const struct heading *held[ROLE_COUNT] = {0};

	if (heading->cell_count < 2 || heading->cell_count > INTAKE_COLUMNS_MAX)
		return 0;
	for (size_t role = 0; role < ROLE_COUNT; role++)
		roles.column[role] = ROLE_NO_COLUMN;
	for (size_t i = 0; i < heading->cell_count; i++) {
		struct cell cell = record_cell(heading, i);

		(void)cell_text(&cell, scratch);
		if (text_failed(scratch))
			return -ENOMEM;
		if (read_cell(&roles, held, i, text_string(scratch)) == 0)
			return 0;
	}
	if (!is_enough(&roles))
		return 0;
	*ret_roles = roles;
	return 1;
}

void roles_change(struct roles *roles, enum role from, enum role to)
{
	size_t column = roles->column[from];

	if (column == ROLE_NO_COLUMN || roles->column[to] != ROLE_NO_COLUMN)
		return;
	roles->of[column] = to;
	roles->column[to] = column;
	roles->column[from] = ROLE_NO_COLUMN;
	for (size_t i = 0; i < roles->column_count; i++) {
		if (roles->lost[i] == from)
			roles->lost[i] = to;
	}
}
