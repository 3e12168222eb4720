#include "message/words_renewal.h"

#include "message/words.h"

static bool is_vague(const struct renewing *renewing)
{
	return vague_is_known(renewing->given) && renewing->given.precision != PRECISION_DAY;
}

static bool has_renewed(const struct entry *entry, struct day as_of)
{
	return day_compare(as_of, entry->renewing.on) > 0;
}

bool words_renewal_is_open(const struct entry *entry, struct day as_of)
{
	return notice_is_known(entry->renewing.notice) && day_compare(as_of, entry->deadline) <= 0;
}

/* " for 1 year". */
static void add_length(struct text *out, const struct renewing *renewing)
{
	if (renewing->every.n == 0)
		return;
	text_add(out, " for ");
	words_span(out, renewing->every);
}

static void add_unknown_length(struct text *out, const struct renewing *renewing)
{
	if (renewing->every.n == 0)
		text_add(out, "; for how long is not recorded");
}

static const char *on(const struct renewing *renewing)
{
	return is_vague(renewing) || renewing->every.n == 0 ? "on or about" : "on";
}

/* "renews itself on 1 August 2023 for 1 year". */
static void add_renewal(struct text *out, const struct entry *entry, struct day as_of)
{
	const struct renewing *renewing = &entry->renewing;

	text_addf(out, "%s itself %s ", has_renewed(entry, as_of) ? "renewed" : "renews",
		  on(renewing));
	words_day(out, renewing->on);
	add_length(out, renewing);
}

static void add_without_notice(struct text *out, const struct entry *entry, struct day as_of)
{
	const struct renewing *renewing = &entry->renewing;

	text_addf(out, "%s itself ", has_renewed(entry, as_of) ? "Renewed" : "Renews");
	words_distance(out, as_of, renewing->on);
	text_addf(out, ", %s ", on(renewing));
	words_weekday(out, renewing->on);
	text_add(out, renewing->every.n == 0 ? "" : ",");
	add_length(out, renewing);
	add_unknown_length(out, renewing);
}

void words_renewal_matter(struct text *out, const struct entry *entry, struct day as_of)
{
	if (!notice_is_known(entry->renewing.notice)) {
		add_without_notice(out, entry, as_of);
		return;
	}
	text_addf(out, "Notice %s be given until ",
		  words_renewal_is_open(entry, as_of) ? "can" : "could");
	words_weekday(out, entry->deadline);
	text_add(out, ", ");
	words_distance(out, as_of, entry->deadline);
	text_add(out, words_renewal_is_open(entry, as_of) ? ": without it the agreement "
							  : "; the agreement ");
	add_renewal(out, entry, as_of);
	add_unknown_length(out, &entry->renewing);
}

void words_renewal_short(struct text *out, const struct entry *entry, struct day as_of)
{
	if (words_renewal_is_open(entry, as_of)) {
		text_add(out, "renews itself unless notice is given by ");
		words_day(out, entry->deadline);
		return;
	}
	text_addf(out, "%s itself ", has_renewed(entry, as_of) ? "renewed" : "renews");
	words_distance(out, as_of, entry->renewing.on);
}

void words_renewal_brief(struct text *out, const struct entry *entry, struct day as_of)
{
	if (words_renewal_is_open(entry, as_of)) {
		text_add(out, "notice ");
		words_distance(out, as_of, entry->deadline);
		return;
	}
	words_renewal_short(out, entry, as_of);
}

/* Until when notice is to be given, in general. */
static void add_notice(struct text *out, struct notice notice)
{
	char day[YEAR_DAY_TEXT_SIZE];

	if (!notice_is_known(notice)) {
		text_add(out, "By when notice must be given is not recorded.");
	} else if (year_day_is_none(notice.by)) {
		text_add(out, "The notice period is ");
		words_span(out, notice.period);
		text_add(out, ".");
	} else {
		text_addf(out, "Notice must be given by %s", year_day_format(notice.by, day));
		if (notice.period.n > 0) {
			text_add(out, ", at least ");
			words_span(out, notice.period);
			text_add(out, " before it takes effect");
		}
		text_add(out, ".");
	}
}

void words_renewal_remark(struct text *out, const struct entry *entry)
{
	const struct renewing *renewing = &entry->renewing;

	if (is_vague(renewing)) {
		text_add(out, "Last day of the term: ");
		words_vague(out, renewing->given);
		text_add(out, " (day not recorded; reckoned as ");
		words_day(out, renewing->on);
		text_add(out, "). ");
	}
	add_notice(out, renewing->notice);
}

void words_renewal_review(struct text *out, const struct entry *entry)
{
	text_add(out, "Renews itself without limit");
	if (entry->renewing.every.n > 0)
		text_add(out, ",");
	add_length(out, &entry->renewing);
	if (entry->renewing.every.n > 0)
		text_add(out, " each time");
}
