#include "cli/edit_field.h"

#include <errno.h>
#include <string.h>

#include "core/role.h"

/* ---- texts ---------------------------------------------------------------------------------- */

static void describe_number(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->registration_number == NULL ? "" : agreement->registration_number);
}

static int copy_number(const struct agreement *from, struct agreement *agreement,
		       struct term *terms, struct arena *arena)
{
	(void)terms;
	(void)arena;
	agreement->registration_number = from->registration_number;
	return 0;
}

static void describe_type(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->type == NULL ? "" : agreement->type);
}

static int copy_type(const struct agreement *from, struct agreement *agreement, struct term *terms,
		     struct arena *arena)
{
	(void)terms;
	(void)arena;
	agreement->type = from->type;
	return 0;
}

static void describe_owner(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->owner == NULL ? "" : agreement->owner);
}

static int copy_owner(const struct agreement *from, struct agreement *agreement, struct term *terms,
		      struct arena *arena)
{
	(void)terms;
	(void)arena;
	agreement->owner = from->owner;
	return 0;
}

/* ---- partners ------------------------------------------------------------------------------- */

static void describe_partners(struct text *out, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const char *name = agreement->partners[i].name;

		text_addf(out, "%s%s", i == 0 ? "" : "; ", name == NULL ? "" : name);
	}
}

static void describe_cities(struct text *out, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const char *city = agreement->partners[i].city;

		text_addf(out, "%s%s", i == 0 ? "" : "; ", city == NULL ? "" : city);
	}
}

static void describe_countries(struct text *out, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];
		const char *country =
			partner->country != NULL ? partner->country : partner->country_raw;

		text_addf(out, "%s%s", i == 0 ? "" : "; ", country == NULL ? "" : country);
	}
}

/* A list of partners that may be changed: at least as many as from has when names are taken. */
static struct partner *own_partners(const struct agreement *from, struct agreement *agreement,
				    bool as_many_as_from, struct arena *arena)
{
	size_t count = as_many_as_from ? from->partner_count : agreement->partner_count;
	struct partner *own = arena_take_array(arena, count, sizeof(*own));

	if (own == NULL)
		return NULL;
	for (size_t i = 0; i < count && i < agreement->partner_count; i++)
		own[i] = agreement->partners[i];
	agreement->partners = own;
	agreement->partner_count = count;
	return own;
}

static int copy_partners(const struct agreement *from, struct agreement *agreement,
			 struct term *terms, struct arena *arena)
{
	struct partner *own = own_partners(from, agreement, true, arena);

	(void)terms;
	if (own == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < from->partner_count; i++)
		own[i].name = from->partners[i].name;
	return 0;
}

/* The partner of from that one of agreement is: by its name, else by its place. NULL: none. */
static const struct partner *same_partner(const struct agreement *from,
					  const struct agreement *agreement, size_t at)
{
	const char *name = agreement->partners[at].name;

	for (size_t i = 0; i < from->partner_count && name != NULL; i++) {
		const char *other = from->partners[i].name;

		if (other != NULL && text_same_name(other, name))
			return &from->partners[i];
	}
	return at < from->partner_count ? &from->partners[at] : NULL;
}

static int copy_cities(const struct agreement *from, struct agreement *agreement,
		       struct term *terms, struct arena *arena)
{
	struct partner *own = own_partners(from, agreement, false, arena);

	(void)terms;
	if (own == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *same = same_partner(from, agreement, i);

		if (same != NULL)
			own[i].city = same->city;
	}
	return 0;
}

/*
 * What the register says goes with it: a country that was emptied is not to come back from there.
 */
static int copy_countries(const struct agreement *from, struct agreement *agreement,
			  struct term *terms, struct arena *arena)
{
	struct partner *own = own_partners(from, agreement, false, arena);

	(void)terms;
	if (own == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *same = same_partner(from, agreement, i);

		if (same == NULL)
			continue;
		own[i].country = same->country;
		own[i].country_raw = same->country_raw;
	}
	return 0;
}

/* ---- dates ---------------------------------------------------------------------------------- */

static void describe_signed(struct text *out, const struct agreement *agreement)
{
	char day[DAY_TEXT_SIZE];

	text_add(out, vague_format(agreement->signed_on, day));
}

/* A term that counts from the signing date counts from the one that was set. */
static int copy_signed(const struct agreement *from, struct agreement *agreement,
		       struct term *terms, struct arena *arena)
{
	(void)arena;
	if (agreement->term_count > 0 && vague_equal(terms[0].start, agreement->signed_on))
		terms[0].start = from->signed_on;
	agreement->signed_on = from->signed_on;
	return 0;
}

static void describe_last_day(struct text *out, const struct agreement *agreement)
{
	const struct term *term = agreement_current_term(agreement);
	char day[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];

	if (agreement->kind == KIND_OPEN_ENDED)
		text_add(out, "open-ended");
	else if (vague_is_known(term->last_day))
		text_add(out, vague_format(term->last_day, day));
	else if (term->length.n > 0)
		text_addf(out, "%s after %s", span_format(term->length, length),
			  vague_is_known(term->start) ? vague_format(term->start, day)
						      : "an unknown day");
}

static int copy_last_day(const struct agreement *from, struct agreement *agreement,
			 struct term *terms, struct arena *arena)
{
	(void)arena;
	memcpy(terms, from->terms, from->term_count * sizeof(*terms));
	agreement->terms = terms;
	agreement->term_count = from->term_count;
	agreement->kind = from->kind;
	if (from->kind == KIND_OPEN_ENDED || agreement->renewal == RENEWAL_NONE) {
		agreement->renewal = from->renewal;
		agreement->renews = from->renews;
	}
	return 0;
}

static void describe_renewal(struct text *out, const struct agreement *agreement)
{
	char every[SPAN_TEXT_SIZE];

	text_add(out, renewal_name(agreement->renewal));
	if (agreement->renews.every.n > 0)
		text_addf(out, " every %s", span_format(agreement->renews.every, every));
	if (agreement->renews.times > 0)
		text_addf(out, ", %d %s", agreement->renews.times,
			  agreement->renews.times == 1 ? "time" : "times");
}

static int copy_renewal(const struct agreement *from, struct agreement *agreement,
			struct term *terms, struct arena *arena)
{
	(void)terms;
	(void)arena;
	agreement->renewal = from->renewal;
	agreement->renews = from->renews;
	return 0;
}

static void describe_notice(struct text *out, const struct agreement *agreement)
{
	char notice[NOTICE_TEXT_SIZE];

	text_add(out, notice_format(agreement->notice, notice));
}

static int copy_notice(const struct agreement *from, struct agreement *agreement,
		       struct term *terms, struct arena *arena)
{
	(void)terms;
	(void)arena;
	agreement->notice = from->notice;
	return 0;
}

static const struct row {
	enum role role;
	struct edit_field field;
} rows[] = {
	{ROLE_REGISTRATION_NUMBER, {"registration_number", describe_number, copy_number}},
	{ROLE_PARTNER, {"partner", describe_partners, copy_partners}},
	{ROLE_CITY, {"city", describe_cities, copy_cities}},
	{ROLE_COUNTRY, {"country", describe_countries, copy_countries}},
	{ROLE_TYPE, {"type", describe_type, copy_type}},
	{ROLE_SIGNED, {"signed", describe_signed, copy_signed}},
	{ROLE_LAST_DAY, {"last_day", describe_last_day, copy_last_day}},
	{ROLE_RENEWAL, {"renewal", describe_renewal, copy_renewal}},
	{ROLE_NOTICE, {"notice", describe_notice, copy_notice}},
	{ROLE_OWNER, {"owner", describe_owner, copy_owner}},
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* What a last day is made of is set with it. */
static enum role field_role(enum role role)
{
	return role == ROLE_TERM || role == ROLE_EFFECTIVE ? ROLE_LAST_DAY : role;
}

const struct edit_field *edit_field_find(const char *name)
{
	enum role role;

	if (name == NULL || !role_parse(name, &role))
		return NULL;
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].role == field_role(role))
			return &rows[i].field;
	}
	return NULL;
}

const struct edit_field *edit_field_at(size_t index)
{
	return index < ROWS ? &rows[index].field : NULL;
}

const char *edit_field_words(const char *name)
{
	enum role role;

	return role_parse(name, &role) ? role_words(role) : name;
}
