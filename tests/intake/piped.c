#include "tests/intake/piped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct record *piped_record(const char *text, unsigned int line)
{
	struct record *record = calloc(1, sizeof(*record));
	const char *at = text;

	assert_non_null(record);
	record->kind = RECORD_CELLS;
	record->line = line;
	record->lines = 1;
	record->text = text;
	record->length = strcspn(text, "\n");
	for (;;) {
		size_t length = strcspn(at, "|\n");

		record->cells[record->cell_count].text = at;
		record->cells[record->cell_count++].length = length;
		if (at[length] != '|')
			break;
		at += length + 1;
	}
	return record;
}

struct piped_cast *piped_cast(const char *text, bool has_heading, const struct profile *profile)
{
	struct piped_cast *cast = calloc(1, sizeof(*cast));
	struct evidence evidence[INTAKE_COLUMNS_MAX] = {0};
	struct record *heading = NULL;
	size_t columns = 0;
	unsigned int line = 0;

	assert_non_null(cast);
	for (const char *at = text; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
		struct record *record = piped_record(at, ++line);

		if (record->cell_count > columns)
			columns = record->cell_count;
		if (line == 1 && has_heading) {
			heading = record;
			continue;
		}
		for (size_t i = 0; i < record->cell_count; i++)
			assert_int_equal(evidence_add(&evidence[i], &record->cells[i], profile,
						      &cast->arena),
					 0);
		free(record);
	}
	cast->result = casting_make(heading, evidence, columns, profile, "file", &cast->arena,
				    &cast->problems, &cast->casting);
	free(heading);
	return cast;
}

void piped_uncast(struct piped_cast *cast)
{
	arena_done(&cast->arena);
	problems_done(&cast->problems);
	free(cast);
}

const char *piped_roles(const struct piped_cast *cast, char out[static PIPED_ROLES_SIZE])
{
	out[0] = '\0';
	if (cast->result == 1)
		return strcpy(out, "none");
	for (size_t i = 0; i < cast->casting.column_count; i++) {
		enum role role = cast->casting.columns[i].role;

		if (i > 0)
			strcat(out, " ");
		strcat(out, role == ROLE_NONE ? "-" : role_name(role));
	}
	return out;
}

void piped_check(int line, const char *text, bool has_heading, const char *roles)
{
	struct piped_cast *made = piped_cast(text, has_heading, NULL);
	char found[PIPED_ROLES_SIZE];

	if (strcmp(piped_roles(made, found), roles) != 0)
		fail_msg("line %d: %s\nnot %s", line, found, roles);
	piped_uncast(made);
}
