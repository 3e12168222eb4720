/* Cells that cannot be read say nothing new: what is kept stands on, with a problem for each. */
#include <errno.h>
#include <string.h>

#include "cli/import.h"
#include "core/cleanup.h"

static int complain(struct import *import, const struct register_record *record,
		    const struct agreement *kept, enum role role, const char *cell,
		    const char *former)
{
	CLEANUP(text_done) struct text excerpt = {0};
	size_t length = text_cut(cell, strlen(cell), 80);

	text_add_n(&excerpt, cell, length);
	if (cell[length] != '\0')
		text_add(&excerpt, "…");
	if (text_failed(&excerpt))
		return -ENOMEM;
	return import_note(import,
			   &(struct import_about){.agreement_id = kept->id,
						  .line = record->line,
						  .field = role_name(role),
						  .readings = {former}},
			   "former_date_kept",
			   "the %s stays what it was, %s, since \"%s\" gives none; correct the "
			   "cell, or empty it if the date is not known any more",
			   role_words(role), former, text_string(&excerpt));
}

static int keep_signed(struct import *import, const struct register_record *record,
		       const struct agreement *kept, struct merge *merge)
{
	const char *cell = record->draft->signed_unread;
	char day[DAY_TEXT_SIZE];

	if (cell == NULL || !vague_is_known(kept->signed_on))
		return 0;
	merge->agreement.signed_on = kept->signed_on;
	if (!vague_is_known(merge->terms[0].start))
		merge->terms[0].start = kept->terms[0].start;
	return complain(import, record, kept, ROLE_SIGNED, cell,
			vague_format(kept->signed_on, day));
}

/* "open-ended", "5y after 2021-02-12", "2026-02-12". */
static void describe(struct text *out, const struct agreement *kept)
{
	const struct term *last = agreement_current_term(kept);
	char day[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];

	if (kept->kind == KIND_OPEN_ENDED)
		text_add(out, "open-ended");
	else if (vague_is_known(last->last_day))
		text_add(out, vague_format(last->last_day, day));
	else
		text_addf(out, "%s after %s", span_format(last->length, length),
			  vague_format(last->start, day));
}

static int keep_last_day(struct import *import, const struct register_record *record,
			 const struct agreement *kept, struct merge *merge)
{
	struct agreement *agreement = &merge->agreement;
	const char *cell = record->draft->last_day_unread;
	CLEANUP(text_done) struct text former = {0};

	if (cell == NULL || kept->kind == KIND_UNKNOWN)
		return 0;
	memcpy(merge->terms, kept->terms, kept->term_count * sizeof(*kept->terms));
	agreement->term_count = kept->term_count;
	agreement->kind = kept->kind;
	agreement->renewal = kept->renewal;
	agreement->renews = kept->renews;
	agreement->notice = kept->notice;
	agreement->last_day_raw = kept->last_day_raw;
	describe(&former, kept);
	if (text_failed(&former))
		return -ENOMEM;
	return complain(import, record, kept, ROLE_LAST_DAY, cell, text_string(&former));
}

int import_keep_former(struct import *import, const struct register_record *record,
		       const struct agreement *kept, struct merge *merge)
{
	int result = keep_signed(import, record, kept, merge);

	return result == 0 ? keep_last_day(import, record, kept, merge) : result;
}
