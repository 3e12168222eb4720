#include "message/words_wish.h"

#include <stdbool.h>

#include "message/words.h"
#include "message/words_follow.h"
#include "message/words_renewal.h"

/* What is wanted for an entry. */
enum wish {
	WISH_ENDED,
	WISH_ENDING,
	WISH_NOTICE,  /* renews itself unless notice is given */
	WISH_RENEWS,  /* renews itself: too late for notice, or by when is not recorded */
	WISH_DECIDED, /* somebody decided, and has to see to it */
	WISH_REVIEW,
	WISH_UNKNOWN
};
#define WISHES (WISH_UNKNOWN + 1)

/* Of the only entry, of one of several, of several. */
struct wish_words {
	const char *only;
	const char *one;
	const char *more;
};

/* Of whoever owns the agreements. */
static const struct wish_words owner_wishes[WISHES] = {
	[WISH_ENDED] =
		{"Please have it renewed, or tell the keeper of the register that it is not to be "
		 "renewed.",
		 "Please have the one that has ended renewed, or tell the keeper of the register "
		 "that it is not to be renewed.",
		 "Please have those that have ended renewed, or tell the keeper of the register "
		 "which are not to be renewed."},
	[WISH_ENDING] =
		{"Please decide in time whether it is to be renewed.",
		 "Please decide in time whether the one that is about to end is to be renewed.",
		 "Please decide in time which of those that are about to end are to be renewed."},
	[WISH_NOTICE] =
		{"Please decide in time whether it is to go on, and have notice given if it is "
		 "not.",
		 "Please decide in time whether the one that renews itself unless notice is given "
		 "is to go on, and have notice given if it is not.",
		 "Please decide in time which of those that renew themselves unless notice is "
		 "given are to go on, and have notice given of the others."},
	[WISH_RENEWS] = {"Please check whether it is still wanted.",
			 "Please check whether the one that renews itself is still wanted.",
			 "Please check whether those that renew themselves are still wanted."},
	[WISH_DECIDED] =
		{"Please have done in time what was decided about it.",
		 "Please have done in time what was decided about the one of which it says so.",
		 "Please have done in time what was decided about those of which it says so."},
	[WISH_REVIEW] =
		{"Please check whether it is still wanted and up to date.",
		 "Please check whether the one that is due for review is still wanted and up to "
		 "date.",
		 "Please check whether those that are due for review are still wanted and up to "
		 "date."},
	[WISH_UNKNOWN] =
		{"Please find out its last day and have it entered in the register.",
		 "Please find out the one last day that is not known and have it entered in the "
		 "register.",
		 "Please find out the last days that are not known and have them entered in the "
		 "register."},
};

/* Of the keeper, who gets what has no owner to ask, and who can change the register. */
static const struct wish_words keeper_wishes[WISHES] = {
	[WISH_ENDED] = {"Please find out whether it has been renewed.",
			"Please find out whether the one that has ended has been renewed.",
			"Please find out which of those that have ended have been renewed."},
	[WISH_ENDING] =
		{"Please find out in time whether it is to be renewed.",
		 "Please find out in time whether the one that is about to end is to be renewed.",
		 "Please find out in time which of those that are about to end are to be renewed."},
	[WISH_NOTICE] =
		{"Please find out in time whether it is to go on, and have notice given if it is "
		 "not.",
		 "Please find out in time whether the one that renews itself unless notice is "
		 "given is to go on, and have notice given if it is not.",
		 "Please find out in time which of those that renew themselves unless notice is "
		 "given are to go on, and have notice given of the others."},
	[WISH_RENEWS] = {"Please find out whether it is still wanted.",
			 "Please find out whether the one that renews itself is still wanted.",
			 "Please find out whether those that renew themselves are still wanted."},
	[WISH_DECIDED] =
		{"Please see to it that what was decided about it is done in time.",
		 "Please see to it that what was decided about the one of which it says so is done "
		 "in time.",
		 "Please see to it that what was decided about those of which it says so is done "
		 "in "
		 "time."},
	[WISH_REVIEW] =
		{"Please check whether it is still wanted and up to date.",
		 "Please check whether the one that is due for review is still wanted and up to "
		 "date.",
		 "Please check whether those that are due for review are still wanted and up to "
		 "date."},
	[WISH_UNKNOWN] =
		{"Please find out its last day, enter it in the register and import it again.",
		 "Please find out the one last day that is not known, enter it in the register and "
		 "import it again.",
		 "Please find out the last days that are not known, enter them in the register and "
		 "import it again."},
};

static enum wish wish_of(const struct entry *entry, struct day as_of)
{
	bool has_ended = entry->kind == DEADLINE_END && day_compare(as_of, entry->deadline) > 0;

	if (words_standing(entry, as_of) == STANDING_DECIDED && !has_ended)
		return WISH_DECIDED;
	switch (entry->kind) {
	case DEADLINE_END:
		return has_ended ? WISH_ENDED : WISH_ENDING;
	case DEADLINE_NOTICE:
		return words_renewal_is_open(entry, as_of) ? WISH_NOTICE : WISH_RENEWS;
	case DEADLINE_REVIEW:
		return WISH_REVIEW;
	case DEADLINE_UNKNOWN:
		break;
	}
	return WISH_UNKNOWN;
}

/* Whether the reader is told because nobody else has responded. */
static bool is_escalated(const struct entry *entry)
{
	return entry->level > 0 && entry->response.id == 0;
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

/* What is counted of a message. */
struct tally {
	size_t wishes[WISHES];
	size_t escalated;
	int64_t agreement_id; /* of the last that is wanted something for */
};

/* Who is told because others did not respond is asked to make them, unless it is the keeper. */
static struct tally count(const struct document *document, struct day as_of, bool for_keeper)
{
	struct tally tally = {0};

	for (size_t i = 0; i < document->entry_count; i++) {
		const struct entry *entry = &document->entries[i];

		if (words_is_settled(entry, as_of))
			continue;
		tally.agreement_id = entry->agreement_id;
		tally.escalated += is_escalated(entry);
		if (for_keeper || !is_escalated(entry))
			tally.wishes[wish_of(entry, as_of)]++;
	}
	return tally;
}

static void add_escalation(struct text *out, size_t escalated, size_t needing)
{
	if (escalated == 0)
		return;
	if (needing == 1)
		text_add(out, " Nobody who was told of it has responded, so you are told as well");
	else if (escalated == needing)
		text_add(out,
			 " Nobody who was told of them has responded, so you are told as well");
	else if (escalated == 1)
		text_add(out, " Nobody who was told of one of them has responded, so you are told "
			      "of it as well");
	else
		text_addf(out,
			  " Nobody who was told of %zu of them has responded, so you are told of "
			  "these as well",
			  escalated);
	text_add(out, ": please see to it that somebody decides.");
}

/* "12", or "ID" where there are several. */
static void add_id(struct text *out, const struct tally *tally, bool is_only)
{
	if (is_only)
		text_addf(out, "%lld", (long long)tally->agreement_id);
	else
		text_add(out, "ID");
}

/* By which commands the keeper records what was answered. */
static void add_commands(struct text *out, const struct tally *tally, bool is_only)
{
	size_t ends = tally->wishes[WISH_ENDED] + tally->wishes[WISH_ENDING];
	size_t asked = ends + tally->wishes[WISH_NOTICE] + tally->wishes[WISH_REVIEW];

	if (ends > 0) {
		text_addf(out, " Once %s is renewed, run \"renewctl renew ",
			  is_only ? "it" : "one");
		add_id(out, tally, is_only);
		text_addf(out,
			  " --until DATE\", or enter %s new last day in the register and import it "
			  "again.",
			  is_only ? "the" : "its");
	}
	if (asked == 0)
		return;
	text_add(out, " Record an answer with \"renewctl ack ");
	add_id(out, tally, is_only);
	text_add(out, "\", a decision with \"renewctl decide ");
	add_id(out, tally, is_only);
	text_add(out, "\".");
}

void words_wishes(struct text *out, const struct document *document, struct day as_of,
		  size_t needing)
{
	bool for_keeper = is_for_keeper(document);
	const struct wish_words *wishes = for_keeper ? keeper_wishes : owner_wishes;
	struct tally tally = count(document, as_of, for_keeper);
	bool is_only = needing == 1;

	add_escalation(out, tally.escalated, needing);
	for (size_t i = 0; i < WISHES; i++) {
		if (tally.wishes[i] > 1)
			text_addf(out, " %s", wishes[i].more);
		else if (tally.wishes[i] == 1)
			text_addf(out, " %s", is_only ? wishes[i].only : wishes[i].one);
	}
	if (for_keeper)
		add_commands(out, &tally, is_only);
}
