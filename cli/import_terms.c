/*
 * Terms are appended, never written over: a last day that moves later by six
 * months or more is a new term, anything else a correction of the one that is
 * there.
 */
#include <string.h>

#include "cli/import.h"

static const struct span new_term_from = {6, SPAN_MONTHS};

static struct day last_day_of(const struct import *import, const struct agreement *agreement)
{
	return term_last_day(agreement_current_term(agreement), agreement->signed_on,
			     &import->cli->rules.dates)
		.reckoned;
}

static bool is_new_term(const struct import *import, const struct agreement *kept,
			const struct agreement *draft)
{
	struct day before = last_day_of(import, kept);
	struct day after = last_day_of(import, draft);

	return !day_is_none(before) && !day_is_none(after) &&
	       day_compare(after, span_after(before, new_term_from, 1)) >= 0;
}

void import_join_terms(const struct import *import, const struct agreement *kept,
		       struct merge *merge)
{
	struct agreement *agreement = &merge->agreement;
	struct term last = merge->terms[agreement->term_count - 1];
	bool is_new = is_new_term(import, kept, agreement);
	size_t count = kept->term_count;

	merge->has_new_term = is_new;
	/* The register tells of as many terms itself. */
	if (agreement->term_count > count || (!is_new && agreement->term_count == count) ||
	    (is_new && count == AGREEMENT_TERMS_MAX))
		return;
	memcpy(merge->terms, kept->terms, count * sizeof(*kept->terms));
	if (is_new) {
		last.kind = TERM_RENEWED;
		merge->terms[count++] = last;
	} else {
		last.kind = kept->terms[count - 1].kind;
		merge->terms[count - 1] = last;
	}
	agreement->term_count = count;
}
