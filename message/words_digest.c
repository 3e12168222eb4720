#include "message/words_digest.h"

#include "message/words.h"

/* ---- what there is --------------------------------------------------------------------------- */

/* How many entries a section has: those that renew themselves, or the others. */
static size_t count_of(const struct document *document, enum section section, bool is_notice)
{
	size_t count = 0;

	for (size_t i = 0; i < document->entry_count; i++) {
		const struct entry *entry = &document->entries[i];

		count += entry->section == section && (entry->kind == DEADLINE_NOTICE) == is_notice;
	}
	return count;
}

bool words_digest_is_quiet(const struct document *document)
{
	return document->entry_count == 0 && document->problem_total == 0 &&
	       document->undelivered_total == 0;
}

/* ---- subject and opening --------------------------------------------------------------------- */

/* ": 2 ended", ", 5 end within 90 days"; nothing for none. */
static void add_count(struct text *out, size_t start, size_t count, const char *one,
		      const char *more)
{
	if (count == 0)
		return;
	text_addf(out, "%s %zu %s", out->length == start ? ":" : ",", count,
		  count == 1 ? one : more);
}

void words_digest_subject(struct text *out, const struct document *document)
{
	static const struct {
		enum section section;
		bool is_notice;
		const char *one;
		const char *more;
	} counts[] = {
		{SECTION_ENDED, false, "ended", "ended"},
		{SECTION_UNDECIDED, false, "undecided", "undecided"},
		{SECTION_ENDING, false, "ends within 90 days", "end within 90 days"},
		{SECTION_ENDING, true, "renews itself", "renew themselves"},
	};
	size_t start;

	text_add(out, "Digest");
	start = out->length;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		add_count(out, start, count_of(document, counts[i].section, counts[i].is_notice),
			  counts[i].one, counts[i].more);
	add_count(out, start,
		  count_of(document, SECTION_UNANSWERED, false) +
			  count_of(document, SECTION_UNANSWERED, true),
		  "unanswered", "unanswered");
	add_count(out, start, document->undelivered_total, "not delivered", "not delivered");
	add_count(out, start, document->problem_total, "problem", "problems");
	if (out->length == start)
		text_add(out, ": all quiet");
}

void words_digest_opening(struct text *out, const struct document *document)
{
	if (words_digest_is_quiet(document)) {
		text_addf(out,
			  "All is quiet with the agreements of %s: none has ended since the last "
			  "digest, none ends within %d days, and nobody has to be asked again.",
			  document->office.name, DIGEST_AHEAD_DAYS);
		return;
	}
	text_addf(out, "How the agreements of %s stand.", document->office.name);
	if (document->to_keeper && document->entry_count > 0)
		text_add(out,
			 " A new term is recorded with \"renewctl renew ID --until DATE\", an "
			 "answer with \"renewctl ack ID\", a decision with \"renewctl decide ID "
			 "renew\", \"renegotiate\" or \"lapse\", and notice that was given with "
			 "\"renewctl terminate ID\".");
}

/* ---- headings -------------------------------------------------------------------------------- */

const char *words_section(const struct document *document, enum section section)
{
	switch (section) {
	case SECTION_NONE:
		break;
	case SECTION_ENDED:
		return "Ended since the last digest";
	case SECTION_UNDECIDED:
		return "Ended before, undecided";
	case SECTION_ENDING:
		return count_of(document, section, /* is_notice= */ true) == 0
			       ? "End within 90 days"
			       : "End or renew themselves, to be decided within 90 days";
	case SECTION_UNANSWERED:
		return "Nobody has responded";
	}
	return "";
}

_Static_assert(DIGEST_AHEAD_DAYS == 90, "the words say 90 days");

const char *words_problems_heading(const struct document *document)
{
	return document->kind == DELIVERY_DIGEST ? "Open problems" : "Problems";
}

/* ---- problems -------------------------------------------------------------------------------- */

size_t words_problems_shown(const struct document *document)
{
	bool is_cut = document->kind == DELIVERY_DIGEST &&
		      document->problem_count > DIGEST_PROBLEMS_SHOWN;

	return is_cut ? DIGEST_PROBLEMS_SHOWN : document->problem_count;
}

void words_problems_left(struct text *out, const struct document *document, size_t shown)
{
	text_addf(out, "and %zu more", document->problem_total - shown);
	if (document->kind == DELIVERY_DIGEST)
		text_add(out, ": \"renewctl problems\" lists them all");
}
