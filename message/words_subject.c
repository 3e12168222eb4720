/*
 * The subject of a message.
 */
#include "message/words.h"

#include "core/cleanup.h"
#include "message/tidy.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_group.h"
#include "message/words_renewal.h"
#include "message/words_trouble.h"

/* Characters of a partner's name, and of a channel's, in a subject. */
#define SUBJECT_PARTNER 60
#define SUBJECT_NAME	40

/* So many groups are counted in a subject, the others together. */
#define SUBJECT_GROUPS 4

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
	[GROUP_NOTICE] = {"renews itself unless notice is given",
			  "renew themselves unless notice is given",
			  "renew themselves unless notice is given"},
	[GROUP_RENEWS] = {"renews itself", "renew themselves", "renew themselves"},
	[GROUP_REVIEW] = {"to review", "to review", "are to be reviewed"},
	[GROUP_UNKNOWN] = {"without a known last day", "without a known last day",
			   "have no known last day"},
	[GROUP_LAPSES] = {"ends as decided", "end as decided", "end as decided"},
	[GROUP_LAPSED] = {"has ended as decided", "have ended as decided", "have ended as decided"},
	[GROUP_RENEWED] = {"was renewed", "were renewed", "were renewed"},
};

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
	if (words_standing(entry, as_of) == STANDING_LAPSES)
		text_add(out, entry->is_terminated ? ": notice was given" : " as decided");
}

static void add_one(struct text *out, const struct entry *entry, struct day as_of)
{
	text_add(out, "Agreement with ");
	add_partners_short(out, entry);
	text_add(out, " ");
	if (entry->step.kind == STEP_RENEWED) {
		words_renewed_short(out, entry);
		return;
	}
	switch (entry->kind) {
	case DEADLINE_END:
		add_end_short(out, entry, as_of);
		break;
	case DEADLINE_NOTICE:
		words_renewal_short(out, entry, as_of);
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

	words_group_count(document, as_of, counts);
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

static void subject_trouble(struct text *out, const struct document *document, struct day as_of)
{
	CLEANUP(text_done) struct text rest = {0};

	if (words_is_of_channel(document)) {
		text_add(out, "Nothing can be sent over channel ");
		tidy_add_short(out, document->trouble->channel, SUBJECT_NAME);
		return;
	}
	text_add(out, "Not delivered to ");
	words_unreached(out, document->trouble);
	if (document->entry_count == 0 && document->problem_total == 0)
		return;
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
	if (document->meant != NULL)
		text_add(out, "[Trial] ");
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
	case DELIVERY_DIGEST:
		words_digest_subject(out, document);
		break;
	}
	if (document->parts > 1)
		text_addf(out, " (part %zu of %zu)", document->part, document->parts);
}
