/*
 * The opening of a message: why the reader gets it, and what is wanted.
 */
#include "message/words.h"

#include <string.h>

#include "message/tidy.h"
#include "message/words_group.h"

/* Characters of the name of who was not reached. */
#define UNREACHED_MAX 40

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* What is wanted of the reader: about the only entry, about one of several, about several. */
struct wish {
	enum group first; /* the groups that it is about */
	enum group last;
	const char *only;
	const char *one;
	const char *more;
};

#define WISHES 6

/* Of whoever owns the agreements. */
static const struct wish owner_wishes[WISHES] = {
	{GROUP_ENDED, GROUP_MAY_HAVE_ENDED,
	 "Please have it renewed, or tell the keeper of the register that it is not to be renewed.",
	 "Please have the one that has ended renewed, or tell the keeper of the register that it "
	 "is not to be renewed.",
	 "Please have those that have ended renewed, or tell the keeper of the register which are "
	 "not to be renewed."},
	{GROUP_WEEK, GROUP_LATER, "Please decide in time whether it is to be renewed.",
	 "Please decide in time whether the one that is about to end is to be renewed.",
	 "Please decide in time which of those that are about to end are to be renewed."},
	{GROUP_NOTICE, GROUP_NOTICE,
	 "Please decide in time whether it is to go on, and have notice given if it is not.",
	 "Please decide in time whether the one that renews itself is to go on, and have notice "
	 "given if it is not.",
	 "Please decide in time which of those that renew themselves are to go on, and have notice "
	 "given of the others."},
	{GROUP_RENEWS, GROUP_RENEWS, "Please check whether it is still wanted.",
	 "Please check whether the one that renews itself is still wanted.",
	 "Please check whether those that renew themselves are still wanted."},
	{GROUP_REVIEW, GROUP_REVIEW, "Please check whether it is still wanted and up to date.",
	 "Please check whether the one that is due for review is still wanted and up to date.",
	 "Please check whether those that are due for review are still wanted and up to date."},
	{GROUP_UNKNOWN, GROUP_UNKNOWN,
	 "Please find out its last day and have it entered in the register.",
	 "Please find out the one last day that is not known and have it entered in the register.",
	 "Please find out the last days that are not known and have them entered in the register."},
};

/* Of the keeper, who gets what has no owner to ask, and who can change the register. */
static const struct wish keeper_wishes[WISHES] = {
	{GROUP_ENDED, GROUP_MAY_HAVE_ENDED, "Please find out whether it has been renewed.",
	 "Please find out whether the one that has ended has been renewed.",
	 "Please find out which of those that have ended have been renewed."},
	{GROUP_WEEK, GROUP_LATER, "Please find out in time whether it is to be renewed.",
	 "Please find out in time whether the one that is about to end is to be renewed.",
	 "Please find out in time which of those that are about to end are to be renewed."},
	{GROUP_NOTICE, GROUP_NOTICE,
	 "Please find out in time whether it is to go on, and have notice given if it is not.",
	 "Please find out in time whether the one that renews itself is to go on, and have notice "
	 "given if it is not.",
	 "Please find out in time which of those that renew themselves are to go on, and have "
	 "notice given of the others."},
	{GROUP_RENEWS, GROUP_RENEWS, "Please find out whether it is still wanted.",
	 "Please find out whether the one that renews itself is still wanted.",
	 "Please find out whether those that renew themselves are still wanted."},
	{GROUP_REVIEW, GROUP_REVIEW, "Please check whether it is still wanted and up to date.",
	 "Please check whether the one that is due for review is still wanted and up to date.",
	 "Please check whether those that are due for review are still wanted and up to date."},
	{GROUP_UNKNOWN, GROUP_UNKNOWN,
	 "Please find out its last day, enter it in the register and import it again.",
	 "Please find out the one last day that is not known, enter it in the register and import "
	 "it again.",
	 "Please find out the last days that are not known, enter them in the register and import "
	 "it again."},
};

/* The sum of the groups from first to last. */
static size_t count_of(const size_t counts[GROUPS], enum group first, enum group last)
{
	size_t count = 0;

	for (size_t group = first; group <= last; group++)
		count += counts[group];
	return count;
}

/*
 * The keeper is asked for what only the keeper can do. Only the keeper gets what nobody else can
 * get, which tells documents from before they said to whom they go.
 */
static bool is_for_keeper(const struct document *document)
{
	if (document->to_keeper)
		return true;
	for (size_t i = 0; i < document->entry_count; i++) {
		if (document->entries[i].fallback != FALLBACK_NONE)
			return true;
	}
	return false;
}

static void add_wishes(struct text *out, const struct document *document, struct day as_of)
{
	bool for_keeper = is_for_keeper(document);
	const struct wish *wishes = for_keeper ? keeper_wishes : owner_wishes;
	bool is_only = document->entry_count == 1;
	size_t counts[GROUPS];

	words_group_count(document, as_of, counts);
	for (size_t i = 0; i < WISHES; i++) {
		size_t count = count_of(counts, wishes[i].first, wishes[i].last);

		if (count > 1)
			text_addf(out, " %s", wishes[i].more);
		else if (count == 1)
			text_addf(out, " %s", is_only ? wishes[i].only : wishes[i].one);
	}
	if (for_keeper && count_of(counts, GROUP_ENDED, GROUP_LATER) > 0)
		text_addf(out,
			  " Once %s is renewed, enter %s new last day in the register and import "
			  "it again.",
			  is_only ? "it" : "one", is_only ? "the" : "its");
}

static void opening_reminder(struct text *out, const struct document *document, struct day as_of)
{
	if (document->entry_count == 1)
		text_addf(out, "An agreement of %s needs your attention.", document->office.name);
	else
		text_addf(out, "%zu agreements of %s need your attention.", document->entry_count,
			  document->office.name);
	add_wishes(out, document, as_of);
}

static size_t count_ends(const struct document *document)
{
	size_t count = 0;

	for (size_t i = 0; i < document->entry_count; i++)
		count += document->entries[i].kind == DEADLINE_END;
	return count;
}

static void opening_intake(struct text *out, const struct document *document)
{
	size_t passed = document->entry_count;
	size_t ends = count_ends(document);
	size_t problems = document->problem_total;

	text_addf(out, "A register of %s was read.", document->office.name);
	if (passed == 1)
		text_add(out, " One deadline had passed before it was known, and nobody will be "
			      "reminded of it.");
	else if (passed > 1)
		text_addf(out,
			  " %zu deadlines had passed before they were known, and nobody will be "
			  "reminded of them.",
			  passed);
	if (ends > 0)
		text_addf(out,
			  " %s was renewed, enter the new last day in the register and import it "
			  "again.",
			  passed == 1 ? "If that agreement" : "Where an agreement");
	if (problems > 0)
		text_addf(out, " %zu problem%s to be mended in the register.", problems,
			  problems == 1 ? " is" : "s are");
}

static void opening_gap(struct text *out, const struct document *document)
{
	size_t count = document->entry_count;

	text_addf(out,
		  "No reminders of %s were sent for a long time. Nothing goes out yet: the run "
		  "of the next working day will send the %zu reminder%s below. If that is not what "
		  "you "
		  "expect, check the clock and the registers first.",
		  document->office.name, count, plural(count));
}

/* What a server said often ends with a full stop; ours follows. */
static void add_reason(struct text *out, const char *reason)
{
	size_t length = strlen(reason);

	while (length > 0 && (reason[length - 1] == '.' || reason[length - 1] == ' '))
		length--;
	if (length > 0)
		text_add(out, ": ");
	text_add_n(out, reason, length);
}

void words_unreached(struct text *out, const struct document_trouble *trouble)
{
	const char *name = trouble->recipient;

	if (name == NULL || name[0] == '\0')
		name = trouble->address[0] == '\0' ? trouble->channel : trouble->address;
	tidy_add_short(out, name, UNREACHED_MAX);
}

static void opening_trouble(struct text *out, const struct document *document)
{
	const struct document_trouble *trouble = document->trouble;
	bool is_channel = document->entry_count == 0 && document->problem_count == 0;

	if (is_channel) {
		text_addf(out, "Nothing can be sent over channel %s", trouble->channel);
	} else {
		text_add(out, "The message below could not be delivered to ");
		words_unreached(out, trouble);
		if (trouble->address[0] != '\0' && trouble->recipient != NULL)
			text_addf(out, " <%s>", trouble->address);
		text_addf(out, " over channel %s", trouble->channel);
	}
	add_reason(out, trouble->reason);
	text_add(out, is_channel ? ". Messages wait; they go out by themselves once this is mended."
				 : ". Please pass it on, and mend the address or the channel.");
}

void words_opening(struct text *out, const struct document *document, struct day as_of)
{
	switch (document->kind) {
	case DELIVERY_REMINDER:
		opening_reminder(out, document, as_of);
		break;
	case DELIVERY_INTAKE:
		opening_intake(out, document);
		break;
	case DELIVERY_GAP:
		opening_gap(out, document);
		break;
	case DELIVERY_TROUBLE:
		opening_trouble(out, document);
		break;
	case DELIVERY_DIGEST:
		text_addf(out, "How the agreements of %s stand.", document->office.name);
		break;
	}
}
