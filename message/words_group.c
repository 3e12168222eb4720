#include "message/words_group.h"

#include "message/words.h"
#include "message/words_follow.h"
#include "message/words_renewal.h"

static enum group group_of(const struct entry *entry, struct day as_of)
{
	enum standing standing = words_standing(entry, as_of);

	if (standing == STANDING_RENEWED)
		return GROUP_RENEWED;
	if (standing == STANDING_LAPSES)
		return day_compare(as_of, entry->deadline) > 0 ? GROUP_LAPSED : GROUP_LAPSES;
	if (entry->kind == DEADLINE_NOTICE)
		return words_renewal_is_open(entry, as_of) ? GROUP_NOTICE : GROUP_RENEWS;
	if (entry->kind == DEADLINE_REVIEW)
		return GROUP_REVIEW;
	if (entry->kind == DEADLINE_UNKNOWN)
		return GROUP_UNKNOWN;
	switch (words_urgency(entry, as_of)) {
	case URGENCY_ENDED:
		return words_may_have_ended(entry, as_of) ? GROUP_MAY_HAVE_ENDED : GROUP_ENDED;
	case URGENCY_WEEK:
		return GROUP_WEEK;
	case URGENCY_MONTH:
		return GROUP_MONTH;
	case URGENCY_LATER:
	case URGENCY_OTHER:
	case URGENCY_RENEWED:
		break;
	}
	return GROUP_LATER;
}

void words_group_count(const struct document *document, struct day as_of,
		       size_t ret_counts[static GROUPS])
{
	for (size_t i = 0; i < GROUPS; i++)
		ret_counts[i] = 0;
	for (size_t i = 0; i < document->entry_count; i++)
		ret_counts[group_of(&document->entries[i], as_of)]++;
}
