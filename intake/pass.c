#include "intake/pass.h"

#include <errno.h>
#include <stdlib.h>

int pass_init(struct pass *pass, struct survey *survey, struct reader *reader,
	      struct problems *problems)
{
	*pass = (struct pass){.survey = survey, .reader = reader, .problems = problems};
	rows_init(&pass->rows, survey->profile, survey->tables.items, survey->tables.count);
	pass->record = calloc(1, sizeof(*pass->record));
	return pass->record == NULL ? -ENOMEM : reader_rewind(reader);
}

int pass_next(struct pass *pass)
{
	int result = reader_next(pass->reader, pass->record);

	if (result != 1)
		return result;
	result = rows_next(&pass->rows, pass->record, &pass->kind);
	return result < 0 ? result : 1;
}

struct shape *pass_shape(const struct pass *pass)
{
	return pass->rows.table == NULL ? NULL : pass->rows.table->shape;
}

void pass_done(struct pass *pass)
{
	rows_done(&pass->rows);
	text_done(&pass->scratch);
	free(pass->record);
}
