#include "message/words_follow.h"

#include "message/tidy.h"
#include "message/words.h"

/* Characters of a name. */
#define NAME_MAX_CHARACTERS 160

/* Of those who were told before, so many are named. */
#define TOLD_NAMED 3

/* ---- how it stands --------------------------------------------------------------------------- */

/* "Lapse": an end comes by itself; what renews itself, or has no end, needs notice. */
static enum standing standing_of_lapse(const struct entry *entry, struct day as_of)
{
	if (entry->kind == DEADLINE_REVIEW)
		return STANDING_DECIDED;
	if (entry->kind != DEADLINE_NOTICE)
		return STANDING_LAPSES;
	return day_compare(as_of, entry->deadline) <= 0 ? STANDING_DECIDED : STANDING_OPEN;
}

enum standing words_standing(const struct entry *entry, struct day as_of)
{
	bool has_end = entry->kind == DEADLINE_END || entry->kind == DEADLINE_UNKNOWN;

	if (entry->step.kind == STEP_RENEWED)
		return STANDING_RENEWED;
	if (entry->is_terminated && entry->kind == DEADLINE_END)
		return STANDING_LAPSES;
	if (entry->response.id == 0)
		return STANDING_OPEN;
	switch (entry->response.kind) {
	case RESPONSE_RENEW:
		return has_end ? STANDING_DECIDED : STANDING_GOES_ON;
	case RESPONSE_RENEGOTIATE:
		return STANDING_DECIDED;
	case RESPONSE_LAPSE:
		return standing_of_lapse(entry, as_of);
	case RESPONSE_ACKNOWLEDGED:
	case RESPONSE_UNDECIDED:
		break;
	}
	return STANDING_OPEN;
}

bool words_is_settled(const struct entry *entry, struct day as_of)
{
	return words_standing(entry, as_of) >= STANDING_LAPSES;
}

/* ---- a new term ------------------------------------------------------------------------------ */

/* " until 31 December 2031"; nothing when the new term has no last day, or none is known. */
static void add_renewed_until(struct text *out, const struct entry *entry)
{
	bool is_vague = vague_is_known(entry->renewed.given) &&
			entry->renewed.given.precision != PRECISION_DAY;

	if (is_vague) {
		text_add(out, " until ");
		words_vague(out, entry->renewed.given);
		text_add(out, " (day not recorded)");
	} else if (!day_is_none(entry->renewed.reckoned)) {
		text_add(out, " until ");
		words_day(out, entry->renewed.reckoned);
	}
}

void words_renewed(struct text *out, const struct entry *entry)
{
	text_add(out, "Renewed");
	add_renewed_until(out, entry);
	text_add(out, day_is_none(entry->renewed.reckoned)
			      ? "; no last day of the new term is recorded."
			      : ".");
}

void words_renewed_short(struct text *out, const struct entry *entry)
{
	text_add(out, "was renewed");
	add_renewed_until(out, entry);
}

/* ---- what was answered ----------------------------------------------------------------------- */

static const char *name_of_response(const struct entry *entry)
{
	bool has_end = entry->kind == DEADLINE_END || entry->kind == DEADLINE_UNKNOWN;

	switch (entry->response.kind) {
	case RESPONSE_ACKNOWLEDGED:
	case RESPONSE_UNDECIDED:
		break;
	case RESPONSE_RENEW:
		return has_end ? "To be renewed" : "Is to go on";
	case RESPONSE_RENEGOTIATE:
		return "To be renegotiated";
	case RESPONSE_LAPSE:
		return "Is to lapse";
	}
	return "Acknowledged";
}

/* "Acknowledged on 2 November 2026 until 14 January 2027", "To be renewed (decided on …)". */
static void add_response(struct text *out, const struct entry *entry)
{
	const struct response *response = &entry->response;
	bool is_decision = response->kind != RESPONSE_ACKNOWLEDGED;

	text_addf(out, "%s%s on ", name_of_response(entry), is_decision ? " (decided" : "");
	words_day(out, response->on);
	if (!day_is_none(response->until) && response->kind != RESPONSE_LAPSE) {
		text_add(out, is_decision ? "; put off until " : " until ");
		words_day(out, response->until);
	}
	text_add(out, is_decision ? ")" : "");
}

/* What renews itself goes on unless somebody ends it. */
static void add_notice_to_give(struct text *out, const struct entry *entry, struct day as_of)
{
	if (entry->kind == DEADLINE_REVIEW) {
		text_addf(out,
			  ": when it has been ended, record it with \"renewctl terminate %lld\"",
			  (long long)entry->agreement_id);
		return;
	}
	if (day_compare(as_of, entry->deadline) > 0) {
		text_addf(out,
			  ", but no notice is recorded: if it was given, record it with \"renewctl "
			  "terminate %lld\"",
			  (long long)entry->agreement_id);
		return;
	}
	text_add(out, notice_is_known(entry->renewing.notice)
			      ? ": notice must still be given by "
			      : ": notice must still be given before it renews itself on ");
	words_day(out, entry->deadline);
	text_addf(out, ", and then recorded with \"renewctl terminate %lld\"",
		  (long long)entry->agreement_id);
}

/* Whether it put reminders off until a day that is over. */
static bool has_run_out(const struct entry *entry, struct day as_of)
{
	const struct response *response = &entry->response;
	struct day until = response->until;

	/* Until the deadline, of which nothing comes back but an end. */
	if (day_is_none(until))
		until = entry->kind == DEADLINE_END ? entry->deadline : DAY_MAX;
	if (entry->kind == DEADLINE_NOTICE && day_compare(as_of, entry->deadline) > 0)
		return false;
	return day_compare(until, response->on) >= 0 && day_compare(as_of, until) > 0;
}

/* What follows from it. */
static void add_consequence(struct text *out, const struct entry *entry, struct day as_of)
{
	if (entry->response.kind == RESPONSE_LAPSE) {
		if (words_standing(entry, as_of) == STANDING_LAPSES)
			text_add(out, ": nothing more is to be done");
		else
			add_notice_to_give(out, entry, as_of);
	} else if (words_standing(entry, as_of) == STANDING_GOES_ON) {
		text_add(out, ": nothing is to be done");
	} else if (entry->step.kind == STEP_RESUMES || has_run_out(entry, as_of)) {
		text_add(out, "; it is due again");
	}
}

static void follow_response(struct text *out, const struct entry *entry, struct day as_of)
{
	add_response(out, entry);
	add_consequence(out, entry, as_of);
	text_add(out, ".");
}

/* Reminders come back, and what was answered is not known any more. */
static void follow_resumption(struct text *out, const struct entry *entry)
{
	text_add(out, "Reminders were put off until ");
	words_day(out, day_add_days(entry->milestone, -1));
	text_add(out, "; it is due again.");
}

/* ---- who was told ---------------------------------------------------------------------------- */

/* "Faculty of Law on 2 November 2026, Dean on 9 November 2026 and 2 more". */
static void add_told(struct text *out, const struct entry *entry)
{
	size_t named = entry->told_count > TOLD_NAMED ? TOLD_NAMED - 1 : entry->told_count;

	for (size_t i = 0; i < named; i++) {
		bool is_last = i + 1 == entry->told_count;

		if (i > 0)
			text_add(out, is_last ? " and " : ", ");
		tidy_add_short(out, entry->told[i].name, NAME_MAX_CHARACTERS);
		text_add(out, " on ");
		words_day(out, entry->told[i].on);
	}
	if (named < entry->told_count)
		text_addf(out, " and %zu more", entry->told_count - named);
}

/* "Faculty of Law was told on 2 November 2026 and nobody has responded since." */
static void follow_escalation(struct text *out, const struct entry *entry)
{
	if (entry->response.id != 0) {
		text_add(out,
			 entry->step.kind == STEP_ESCALATES
				 ? "Nobody has responded since."
				 : "You are told as well because nobody had responded at first.");
		return;
	}
	if (entry->told_count == 1) {
		tidy_add_short(out, entry->told[0].name, NAME_MAX_CHARACTERS);
		text_add(out, " was told on ");
		words_day(out, entry->told[0].on);
		text_add(out, " and nobody has responded since");
	} else if (entry->told_count > 1) {
		text_add(out, "Nobody has responded since these were told: ");
		add_told(out, entry);
	} else {
		text_add(out, "Nobody has responded");
		if (!day_is_none(entry->first_told)) {
			text_add(out, " since the first reminder, of ");
			words_day(out, entry->first_told);
		}
	}
	text_add(out, ".");
}

static void follow_absence(struct text *out, const struct entry *entry)
{
	text_add(out, "You get this in place of ");
	tidy_add_short(out, entry->absent, NAME_MAX_CHARACTERS);
	text_add(out, ", who is absent.");
}

/* ---- together -------------------------------------------------------------------------------- */

/* Sentences follow each other in one paragraph. */
static void begin(struct text *out, size_t start)
{
	if (out->length > start)
		text_add(out, " ");
}

/* What those who had been told need to hear, and nothing else. */
static void follow_renewal(struct text *out, const struct entry *entry)
{
	if (entry->kind == DEADLINE_END) {
		text_add(out, "You had been told that it would end on ");
		words_day(out, entry->deadline);
		text_add(out, ". ");
	}
	text_add(out, "Nothing is to be done any more.");
}

void words_follow(struct text *out, const struct entry *entry, struct day as_of)
{
	size_t start = out->length;

	if (entry->step.kind == STEP_RENEWED) {
		follow_renewal(out, entry);
	} else {
		if (entry->response.id != 0)
			follow_response(out, entry, as_of);
		else if (entry->step.kind == STEP_RESUMES)
			follow_resumption(out, entry);
		if (entry->level > 0) {
			begin(out, start);
			follow_escalation(out, entry);
		}
	}
	if (entry->absent != NULL) {
		begin(out, start);
		follow_absence(out, entry);
	}
}

/* "Told: Faculty of Law on 2 November 2026."; whether anybody was. */
static bool add_told_before(struct text *out, const struct entry *entry)
{
	if (entry->told_count > 0) {
		text_add(out, "Told: ");
		add_told(out, entry);
	} else if (!day_is_none(entry->first_told)) {
		text_add(out, "Told first on ");
		words_day(out, entry->first_told);
	} else {
		return false;
	}
	text_add(out, ".");
	return true;
}

void words_follow_told(struct text *out, const struct entry *entry, struct day as_of)
{
	size_t start = out->length;
	bool is_told = add_told_before(out, entry);

	if (entry->is_terminated) {
		begin(out, start);
		text_add(out, "Notice was given.");
	} else if (entry->response.id != 0) {
		begin(out, start);
		follow_response(out, entry, as_of);
	} else if (!is_told) {
		text_add(out, "Nobody was told yet.");
	} else if (entry->section != SECTION_UNANSWERED &&
		   day_compare(entry->first_told, as_of) < 0) {
		text_add(out, " Nobody has responded.");
	}
}
