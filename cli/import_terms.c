/*
 * Terms are appended, never written over: a last day that moves later by six months or more is a
 * new term, anything else a correction of the one that is there.
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

/* A term that is over may stand there with its start alone: its end, once known, stays. */
static void keep_ends(const struct agreement *kept, struct merge *merge)
{
	for (size_t i = 0; i + 1 < merge->agreement.term_count && i < kept->term_count; i++) {
		const struct term *former = &kept->terms[i];
		struct term *term = &merge->terms[i];

		if (vague_is_known(term->last_day) || term->length.n > 0 ||
		    !vague_equal(term->start, former->start))
			continue;
		term->last_day = former->last_day;
		term->length = former->length;
	}
}

/* A term that was recorded by hand says better from when on it counts than the register does. */
static bool has_same_end(const struct agreement *kept, const struct term *last,
			 struct vague signed_on, const struct dates *dates)
{
	struct vague end = term_last_day(last, signed_on, dates).given;

	return vague_is_known(end) &&
	       vague_equal(
		       term_last_day(agreement_current_term(kept), kept->signed_on, dates).given,
		       end);
}

void import_join_terms(const struct import *import, const struct agreement *kept,
		       struct merge *merge)
{
	struct agreement *agreement = &merge->agreement;
	struct term last = merge->terms[agreement->term_count - 1];
	size_t count = kept->term_count;
	bool is_new = is_new_term(import, kept, agreement);

	merge->has_new_term = is_new;
	/* The register tells of as many terms itself. */
	if (agreement->term_count > count || (!is_new && agreement->term_count == count)) {
		keep_ends(kept, merge);
		return;
	}
	memcpy(merge->terms, kept->terms, count * sizeof(*kept->terms));
	if (is_new && count < AGREEMENT_TERMS_MAX) {
		last.kind = TERM_RENEWED;
		merge->terms[count++] = last;
	} else if (!has_same_end(kept, &last, agreement->signed_on, &import->cli->rules.dates)) {
		last.kind = kept->terms[count - 1].kind;
		merge->terms[count - 1] = last;
	}
	agreement->term_count = count;
}
