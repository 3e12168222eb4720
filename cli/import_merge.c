#include <string.h>

#include "cli/import.h"

int import_merge(struct import *import, const struct register_record *record,
		 const struct agreement *draft, const struct agreement *kept,
		 struct merge *ret_merge)
{
	struct merge *merge = ret_merge;
	int result;

	merge->agreement = *draft;
	merge->agreement.state = kept->state;
	merge->agreement.terminated_on = kept->terminated_on;
	merge->has_new_term = false;
	memcpy(merge->terms, draft->terms, draft->term_count * sizeof(*draft->terms));
	merge->agreement.terms = merge->terms;
	result = import_keep_lost(import, kept, merge);
	if (result == 0)
		result = import_keep_former(import, record, kept, merge);
	if (result != 0)
		return result;
	import_join_terms(import, kept, merge);
	return import_keep_edits(import, record, kept, merge);
}
