/*
 * The opening of a message: why the reader gets it, and what is wanted.
 */
#include "message/words.h"

#include "message/tidy.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_trouble.h"
#include "message/words_wish.h"

/* Characters of a name. */
#define NAME_MAX_CHARACTERS 160

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* What those are told who have nothing to do. */
static void opening_settled(struct text *out, const struct document *document, bool all_renewed)
{
	const char *office = document->office.name;
	size_t count = document->entry_count;

	if (all_renewed && count == 1)
		text_addf(out, "An agreement of %s of which you were told has been renewed.",
			  office);
	else if (all_renewed)
		text_addf(out, "%zu agreements of %s of which you were told have been renewed.",
			  count, office);
	else if (count == 1)
		text_addf(out, "It is decided what becomes of an agreement of %s.", office);
	else
		text_addf(out, "It is decided what becomes of %zu agreements of %s.", count,
			  office);
	text_add(out, " Nothing is to be done.");
}

static void opening_reminder(struct text *out, const struct document *document, struct day as_of)
{
	const char *office = document->office.name;
	size_t settled = 0, renewed = 0, needing;

	for (size_t i = 0; i < document->entry_count; i++) {
		settled += words_is_settled(&document->entries[i], as_of);
		renewed += document->entries[i].step.kind == STEP_RENEWED;
	}
	needing = document->entry_count - settled;
	if (needing == 0) {
		opening_settled(out, document, renewed == document->entry_count);
		return;
	}
	if (needing == 1)
		text_addf(out, "An agreement of %s needs your attention.", office);
	else
		text_addf(out, "%zu agreements of %s need your attention.", needing, office);
	words_wishes(out, document, as_of, needing);
	if (settled == 1)
		text_add(out, " For the other one, nothing is to be done.");
	else if (settled > 1)
		text_addf(out, " For the other %zu, nothing is to be done.", settled);
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
			  " %s was renewed, run \"renewctl renew ID --until DATE\", or enter the "
			  "new last day in the register and import it again.",
			  passed == 1 ? "If that agreement" : "Where an agreement");
	if (problems > 0)
		text_addf(out, " %zu problem%s to be settled: \"renewctl problems\" says how.",
			  problems, problems == 1 ? " is" : "s are");
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

/* A damaged or endless message is not repeated. */
static bool is_repeated(const struct document *document)
{
	return document->entry_count > 0 || document->problem_count > 0 ||
	       document->undelivered_count > 0;
}

static void opening_trouble(struct text *out, const struct document *document)
{
	const struct document_trouble *trouble = document->trouble;
	bool is_channel = words_is_of_channel(document);

	if (is_channel) {
		text_addf(out, "Nothing can be sent over channel %s", trouble->channel);
	} else {
		text_addf(out, "%s could not be delivered to ",
			  is_repeated(document) ? "The message below" : "A message");
		words_unreached(out, trouble);
		if (trouble->address[0] != '\0' && trouble->recipient != NULL)
			text_addf(out, " <%s>", trouble->address);
		text_addf(out, " over channel %s", trouble->channel);
	}
	if (trouble->reason[0] != '\0')
		text_add(out, ": ");
	words_reason(out, trouble->reason);
	if (is_channel)
		text_add(out, ". Messages wait; they go out by themselves once this is mended.");
	else
		text_addf(out, ". Please %smend the address or the channel.",
			  is_repeated(document) ? "pass it on, and " : "");
}

void words_meant(struct text *out, const struct document *document)
{
	const struct document_meant *meant = document->meant;

	if (meant == NULL)
		return;
	text_add(out, "Trial: this would have gone");
	if (meant->name[0] != '\0') {
		text_add(out, " to ");
		tidy_add_short(out, meant->name, NAME_MAX_CHARACTERS);
	}
	if (meant->address[0] != '\0')
		text_addf(out, "%s<%s>", meant->name[0] == '\0' ? " to " : " ", meant->address);
	text_add(out, " over ");
	tidy_add_short(out, meant->channel, NAME_MAX_CHARACTERS);
	text_add(out, ".");
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
		words_digest_opening(out, document);
		break;
	}
}
