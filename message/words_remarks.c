/*
 * What else has to be said of an entry, after the sentence that says what is the matter.
 */
#include "message/words.h"

#include "message/words_follow.h"
#include "message/words_renewal.h"

static bool is_vague(const struct entry *entry)
{
	return entry->given.precision == PRECISION_MONTH ||
	       entry->given.precision == PRECISION_YEAR;
}

/* Remarks follow each other in one paragraph. */
static void begin_remark(struct text *out, size_t start)
{
	if (out->length > start)
		text_add(out, " ");
}

static void remark_vague(struct text *out, const struct entry *entry, struct day as_of)
{
	text_add(out, entry->kind == DEADLINE_REVIEW ? "Review: " : "Last day: ");
	words_vague(out, entry->given);
	text_add(out, " (day not recorded; reckoned as ");
	words_day(out, entry->deadline);
	text_add(out, ").");
	if (words_may_have_ended(entry, as_of)) {
		text_add(out, " It may be in force until ");
		words_day(out, entry->latest);
		text_add(out, ".");
	}
}

int32_t words_late_days(const struct entry *entry, struct day as_of)
{
	int32_t waited = 0;

	/* Zero as well: an entry that was made by hand says nothing about its decision. */
	if (entry->decided_on.n > 0)
		waited = day_diff(entry->decided_on, as_of);
	return entry->late_days + (waited > 0 ? waited : 0);
}

static void remark_late(struct text *out, int32_t days)
{
	text_addf(out, "This reminder is %d day%s late.", (int)days, days == 1 ? "" : "s");
}

static const char *name_of_deadline(const struct entry *entry)
{
	if (entry->kind == DEADLINE_REVIEW)
		return "The day of the review";
	if (entry->kind != DEADLINE_NOTICE)
		return "The last day";
	return notice_is_known(entry->renewing.notice) ? "The last day for notice"
						       : "The day on which it renews itself";
}

static void remark_correction(struct text *out, const struct entry *entry)
{
	text_addf(out, "%s was corrected from ", name_of_deadline(entry));
	words_day(out, entry->corrected_from);
	text_add(out, ".");
}

static void remark_fallback(struct text *out, const struct entry *entry)
{
	text_add(out, "You get this as the keeper: ");
	switch (entry->fallback) {
	case FALLBACK_NONE:
		break;
	case FALLBACK_NO_OWNER:
		text_add(out, "the agreement names no owner. Enter one in the register.");
		break;
	case FALLBACK_UNKNOWN_OWNER:
		text_add(out, "its owner, ");
		words_quoted(out, entry->owner);
		text_add(out, ", is none of the contacts. Add that name to \"contacts\" in the "
			      "configuration, as a contact or as an alias of one.");
		break;
	case FALLBACK_NO_ADDRESS:
		text_add(out, "the contact it is for has no address (its owner is ");
		words_quoted(out, entry->owner == NULL ? "not named" : entry->owner);
		text_add(out, "). Add an e-mail address or a channel to that contact under "
			      "\"contacts\" in the configuration.");
		break;
	}
}

static void remark_readings(struct text *out, const struct doubt *doubt)
{
	text_add(out, "The register contradicts itself about the last day (");
	words_quoted(out, doubt->readings[0]);
	text_add(out, " or ");
	words_quoted(out, doubt->readings[1]);
	text_add(out, "): the earlier one counts until the register's keeper decides.");
}

static void remark_successor(struct text *out, const struct doubt *doubt)
{
	text_addf(out, "A later agreement with the same partner and type, number %lld",
		  (long long)doubt->successor);
	if (vague_is_known(doubt->successor_signed)) {
		text_add(out, ", signed ");
		words_vague(out, doubt->successor_signed);
	}
	text_add(out, ", may have taken its place: the register's keeper can say so.");
}

static void remark_doubt(struct text *out, const struct entry *entry, size_t start)
{
	bool has_last_day = entry->kind == DEADLINE_END || entry->kind == DEADLINE_NOTICE;

	if (entry->doubt.readings[0] != NULL && has_last_day) {
		begin_remark(out, start);
		remark_readings(out, &entry->doubt);
	}
	if (entry->doubt.successor != 0) {
		begin_remark(out, start);
		remark_successor(out, &entry->doubt);
	}
}

/* What the register says of the day, and what is not known of it. */
static void remark_day(struct text *out, const struct entry *entry, struct day as_of, size_t start)
{
	if (is_vague(entry) && entry->kind != DEADLINE_UNKNOWN) {
		begin_remark(out, start);
		remark_vague(out, entry, as_of);
	}
	if (entry->kind == DEADLINE_NOTICE) {
		begin_remark(out, start);
		words_renewal_remark(out, entry);
	}
}

void words_remarks(struct text *out, const struct entry *entry, struct day as_of)
{
	size_t start = out->length;
	int32_t late_days = words_late_days(entry, as_of);

	words_follow(out, entry, as_of);
	if (entry->step.kind == STEP_RENEWED)
		return;
	remark_day(out, entry, as_of, start);
	if (late_days > 0) {
		begin_remark(out, start);
		remark_late(out, late_days);
	}
	if (!day_is_none(entry->corrected_from)) {
		begin_remark(out, start);
		remark_correction(out, entry);
	}
	remark_doubt(out, entry, start);
	if (entry->fallback != FALLBACK_NONE) {
		begin_remark(out, start);
		remark_fallback(out, entry);
	}
}
