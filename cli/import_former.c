#include <errno.h>
#include <string.h>

#include "cli/import.h"
#include "core/cleanup.h"

static int complain(struct import *import, const struct draft *draft, const char *what,
		    const char *cell, const char *former)
{
	CLEANUP(text_done) struct text excerpt = {0};
	size_t length = text_cut(cell, strlen(cell), 80);

	text_add_n(&excerpt, cell, length);
	if (cell[length] != '\0')
		text_add(&excerpt, "…");
	if (text_failed(&excerpt))
		return -ENOMEM;
	return problems_add(&import->intake.problems, PROBLEM_WARNING, import->path,
			    import->intake.lines[draft->source].number, 0, "former_date_kept",
			    "the %s stays what it was, %s, since \"%s\" gives none; correct the "
			    "cell, or empty it if the date is not known any more",
			    what, former, text_string(&excerpt));
}

static int keep_signed(struct import *import, const struct draft *draft,
		       const struct agreement *kept, struct agreement *agreement)
{
	char day[DAY_TEXT_SIZE];

	if (draft->signed_unread == NULL || !vague_is_known(kept->signed_on))
		return 0;
	agreement->signed_on = kept->signed_on;
	return complain(import, draft, role_words(ROLE_SIGNED), draft->signed_unread,
			vague_format(kept->signed_on, day));
}

static int keep_last_day(struct import *import, const struct draft *draft,
			 const struct agreement *kept, struct agreement *agreement,
			 struct term *term)
{
	const struct term *last = agreement_current_term(kept);
	char day[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];
	CLEANUP(text_done) struct text former = {0};

	if (draft->last_day_unread == NULL || kept->kind == KIND_UNKNOWN)
		return 0;
	term->last_day = last->last_day;
	term->length = last->length;
	/* A length needs a start, also when the signing date was emptied. */
	if (!vague_is_known(term->start))
		term->start = last->start;
	agreement->kind = kept->kind;
	agreement->renewal = kept->renewal;
	agreement->last_day_raw = kept->last_day_raw;
	if (kept->kind == KIND_OPEN_ENDED)
		text_add(&former, "open-ended");
	else if (kept->kind == KIND_TERM)
		text_addf(&former, "%s after %s", span_format(term->length, length),
			  vague_format(term->start, day));
	else
		text_add(&former, vague_format(term->last_day, day));
	if (text_failed(&former))
		return -ENOMEM;
	return complain(import, draft, role_words(ROLE_LAST_DAY), draft->last_day_unread,
			text_string(&former));
}

int import_keep_former(struct import *import, const struct draft *draft,
		       const struct agreement *kept, struct agreement *agreement, struct term *term)
{
	int result = keep_signed(import, draft, kept, agreement);

	if (result < 0)
		return result;
	term->start = agreement->signed_on;
	result = keep_last_day(import, draft, kept, agreement, term);
	return result < 0 ? result : 0;
}
