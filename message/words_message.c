/*
 * The words of a whole message: its subject and its opening.
 */
#include "message/words.h"

#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "message/tidy.h"

/* Characters of a partner's name, and of another name, in a subject. */
#define SUBJECT_PARTNER 60
#define SUBJECT_NAME	40

/* So many groups are counted in a subject, the others together. */
#define SUBJECT_GROUPS 4

/* What a message is about, counted. The order is that of a subject: the worst first. */
enum group {
	GROUP_ENDED,
	GROUP_MAY_HAVE_ENDED,
	GROUP_WEEK,
	GROUP_MONTH,
	GROUP_LATER,
	GROUP_REVIEW,
	GROUP_UNKNOWN
};
#define GROUPS (GROUP_UNKNOWN + 1)

/* "2 have ended": of one and of more among others; of all, "2 agreements have ended". */
static const struct {
	const char *one;
	const char *more;
	const char *all;
} group_words[GROUPS] = {
	[GROUP_ENDED] = {"has ended", "have ended", "have ended"},
	[GROUP_MAY_HAVE_ENDED] = {"may have ended", "may have ended", "may have ended"},
	[GROUP_WEEK] = {"ends within 7 days", "end within 7 days", "end within 7 days"},
	[GROUP_MONTH] = {"ends within 30 days", "end within 30 days", "end within 30 days"},
	[GROUP_LATER] = {"ends in the coming months", "end in the coming months",
			 "end in the coming months"},
	[GROUP_REVIEW] = {"to review", "to review", "are to be reviewed"},
	[GROUP_UNKNOWN] = {"without a known last day", "without a known last day",
			   "have no known last day"},
};

static enum group group_of(const struct entry *entry, struct day as_of)
{
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
		break;
	}
	return GROUP_LATER;
}

static void count_groups(const struct document *document, struct day as_of, size_t counts[GROUPS])
{
	for (size_t i = 0; i < GROUPS; i++)
		counts[i] = 0;
	for (size_t i = 0; i < document->entry_count; i++)
		counts[group_of(&document->entries[i], as_of)]++;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "University of Latvia and 2 more". */
static void add_partners_short(struct text *out, const struct entry *entry)
{
	if (entry->partner_count == 0) {
		text_add(out, "an unnamed partner");
		return;
	}
	tidy_add_short(out, entry->partners[0].name, SUBJECT_PARTNER);
	if (entry->partner_total > 1)
		text_addf(out, " and %zu more", entry->partner_total - 1);
}

/* "ends in 17 days", to follow what it is about. */
static void add_end_short(struct text *out, const struct entry *entry, struct day as_of)
{
	bool is_vague = entry->given.precision != PRECISION_DAY && vague_is_known(entry->given);
	struct day day = entry->deadline;
	const char *verb;

	if (words_may_have_ended(entry, as_of)) {
		verb = "may have ended";
	} else if (day_compare(as_of, entry->deadline) > 0) {
		verb = "ended";
		day = is_vague ? entry->latest : day;
	} else {
		verb = is_vague ? "is reckoned to end" : "ends";
	}
	text_addf(out, "%s ", verb);
	words_distance(out, as_of, day);
}

static void add_one(struct text *out, const struct entry *entry, struct day as_of)
{
	text_add(out, "Agreement with ");
	add_partners_short(out, entry);
	text_add(out, " ");
	switch (entry->kind) {
	case DEADLINE_END:
		add_end_short(out, entry, as_of);
		break;
	case DEADLINE_REVIEW:
		text_add(out, day_compare(as_of, entry->deadline) > 0 ? "was due for review "
								      : "is due for review ");
		words_distance(out, as_of, entry->deadline);
		break;
	case DEADLINE_UNKNOWN:
		text_add(out, "has no known last day");
		break;
	}
}

static const char *words_of_group(enum group group, const size_t counts[GROUPS])
{
	bool is_one = counts[group] == 1;

	/* Behind "within 30 days" it is plain what is meant. */
	if (group == GROUP_LATER && counts[GROUP_WEEK] + counts[GROUP_MONTH] > 0)
		return is_one ? "ends later" : "end later";
	return is_one ? group_words[group].one : group_words[group].more;
}

static void add_many(struct text *out, const struct document *document, struct day as_of)
{
	size_t counts[GROUPS];
	size_t named = 0, left = document->entry_count;

	count_groups(document, as_of, counts);
	text_addf(out, "%zu agreements", document->entry_count);
	for (enum group i = GROUP_ENDED; i < GROUPS && named < SUBJECT_GROUPS; i++) {
		if (counts[i] == 0)
			continue;
		if (counts[i] == document->entry_count)
			text_addf(out, " %s", group_words[i].all);
		else
			text_addf(out, "%s%zu %s", named == 0 ? ": " : ", ", counts[i],
				  words_of_group(i, counts));
		left -= counts[i];
		named++;
	}
	if (left > 0)
		text_addf(out, ", %zu other%s", left, plural(left));
}

static void add_entries(struct text *out, const struct document *document, struct day as_of)
{
	if (document->entry_count == 1)
		add_one(out, &document->entries[0], as_of);
	else
		add_many(out, document, as_of);
}

static void subject_intake(struct text *out, const struct document *document)
{
	size_t passed = document->entry_count;
	size_t problems = document->problem_total;

	text_add(out, "Register read: ");
	if (passed > 0)
		text_addf(out, "%zu deadline%s had passed already", passed, plural(passed));
	if (passed > 0 && problems > 0)
		text_add(out, ", ");
	if (problems > 0)
		text_addf(out, "%zu problem%s", problems, plural(problems));
	if (passed == 0 && problems == 0)
		text_add(out, "nothing to say");
}

static void add_trouble_name(struct text *out, const struct document_trouble *trouble)
{
	const char *name = trouble->recipient;

	if (name == NULL || name[0] == '\0')
		name = trouble->address[0] == '\0' ? trouble->channel : trouble->address;
	tidy_add_short(out, name, SUBJECT_NAME);
}

static void subject_trouble(struct text *out, const struct document *document, struct day as_of)
{
	CLEANUP(text_done) struct text rest = {0};

	if (document->entry_count == 0 && document->problem_count == 0) {
		text_add(out, "Nothing can be sent over channel ");
		tidy_add_short(out, document->trouble->channel, SUBJECT_NAME);
		return;
	}
	text_add(out, "Not delivered to ");
	add_trouble_name(out, document->trouble);
	text_add(out, ": ");
	if (document->entry_count == 0)
		text_addf(&rest, "%zu problem%s", document->problem_total,
			  plural(document->problem_total));
	else
		add_entries(&rest, document, as_of);
	if (text_failed(&rest))
		out->failed = true;
	else
		tidy_add_short(out, text_string(&rest), 2 * SUBJECT_PARTNER - SUBJECT_NAME);
}

void words_subject(struct text *out, const struct document *document, struct day as_of)
{
	switch (document->kind) {
	case DELIVERY_REMINDER:
		add_entries(out, document, as_of);
		break;
	case DELIVERY_INTAKE:
		subject_intake(out, document);
		break;
	case DELIVERY_GAP:
		text_addf(out, "After a long pause: %zu reminder%s will be sent next",
			  document->entry_count, plural(document->entry_count));
		break;
	case DELIVERY_TROUBLE:
		subject_trouble(out, document, as_of);
		break;
	}
	if (document->parts > 1)
		text_addf(out, " (part %zu of %zu)", document->part, document->parts);
}

/* What is wanted of the reader: about the only entry, about one of several, about several. */
struct wish {
	enum group first; /* the groups that it is about */
	enum group last;
	const char *only;
	const char *one;
	const char *more;
};

#define WISHES 4

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

/* Only the keeper gets what nobody else can get. */
static bool is_for_keeper(const struct document *document)
{
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

	count_groups(document, as_of, counts);
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

static void opening_intake(struct text *out, const struct document *document)
{
	size_t passed = document->entry_count;
	size_t problems = document->problem_total;

	text_addf(out, "A register of %s was read.", document->office.name);
	if (passed == 1)
		text_add(out, " One deadline had passed before it was known, and nobody will be "
			      "reminded of it. If that agreement was renewed, enter the new last "
			      "day in the register and import it again.");
	else if (passed > 1)
		text_addf(out,
			  " %zu deadlines had passed before they were known, and nobody will be "
			  "reminded of them. Where an agreement was renewed, enter the new last "
			  "day in the register and import it again.",
			  passed);
	if (problems > 0)
		text_addf(out, " %zu problem%s to be mended in the register.", problems,
			  problems == 1 ? " is" : "s are");
}

static void opening_gap(struct text *out, const struct document *document)
{
	size_t count = document->entry_count;

	text_addf(out,
		  "No reminders of %s were sent for a long time. Nothing goes out yet: the next "
		  "scheduled run will send the %zu reminder%s below. If that is not what you "
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

static void opening_trouble(struct text *out, const struct document *document)
{
	const struct document_trouble *trouble = document->trouble;
	bool is_channel = document->entry_count == 0 && document->problem_count == 0;

	if (is_channel) {
		text_addf(out, "Nothing can be sent over channel %s", trouble->channel);
	} else {
		text_add(out, "The message below could not be delivered to ");
		add_trouble_name(out, trouble);
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
	}
}
