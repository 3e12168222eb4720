#include "cli/compare.h"

#include <errno.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"

/* What a field says; empty when it is not known. */
typedef void describe(struct text *out, const struct agreement *agreement);

static void describe_row(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->row == NULL ? "" : agreement->row);
}

static void describe_number(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->registration_number == NULL ? "" : agreement->registration_number);
}

static void describe_partners(struct text *out, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];
		const char *country =
			partner->country != NULL ? partner->country : partner->country_raw;

		text_addf(out, "%s%s", i == 0 ? "" : "; ",
			  partner->name == NULL ? "(no name)" : partner->name);
		if (partner->city != NULL)
			text_addf(out, ", %s", partner->city);
		if (country != NULL)
			text_addf(out, ", %s", country);
	}
}

static void describe_type(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->type == NULL ? "" : agreement->type);
}

static void describe_owner(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement->owner == NULL ? "" : agreement->owner);
}

static void describe_signed(struct text *out, const struct agreement *agreement)
{
	char day[DAY_TEXT_SIZE];

	text_add(out, vague_format(agreement->signed_on, day));
}

static void describe_last_day(struct text *out, const struct agreement *agreement)
{
	const struct term *term = agreement_current_term(agreement);
	char day[DAY_TEXT_SIZE], length[SPAN_TEXT_SIZE];

	if (vague_is_known(term->last_day)) {
		text_add(out, vague_format(term->last_day, day));
	} else if (term->length.n > 0) {
		text_addf(out, "%s after %s", span_format(term->length, length),
			  vague_is_known(term->start) ? vague_format(term->start, day)
						      : "an unknown day");
	}
}

static void describe_kind(struct text *out, const struct agreement *agreement)
{
	text_add(out, agreement_kind_name(agreement->kind));
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

static void describe_notice(struct text *out, const struct agreement *agreement)
{
	char notice[NOTICE_TEXT_SIZE];

	text_add(out, notice_format(agreement->notice, notice));
}

static const struct {
	const char *field;
	describe *describe;
} fields[COMPARE_FIELDS] = {
	{"row", describe_row},		 {"registration_number", describe_number},
	{"partners", describe_partners}, {"type", describe_type},
	{"owner", describe_owner},	 {"signed", describe_signed},
	{"last_day", describe_last_day}, {"kind", describe_kind},
	{"renewal", describe_renewal},	 {"notice", describe_notice},
};

/* Keeps a text in the arena; an empty one is NULL. */
static int keep(const struct text *text, struct arena *arena, const char **ret_text)
{
	char *copy;

	if (text_failed(text))
		return -ENOMEM;
	if (text->length == 0) {
		*ret_text = NULL;
		return 0;
	}
	copy = arena_copy(arena, text_string(text));
	if (copy == NULL)
		return -ENOMEM;
	*ret_text = copy;
	return 0;
}

int compare_agreements(const struct agreement *before, const struct agreement *after,
		       struct arena *arena, struct change ret_changes[static COMPARE_FIELDS],
		       size_t *ret_count)
{
	CLEANUP(text_done) struct text old = {0};
	CLEANUP(text_done) struct text new = {0};
	size_t count = 0;

	for (size_t i = 0; i < COMPARE_FIELDS; i++) {
		struct change *change = &ret_changes[count];

		text_clear(&old);
		text_clear(&new);
		fields[i].describe(&old, before);
		fields[i].describe(&new, after);
		if (text_failed(&old) || text_failed(&new))
			return -ENOMEM;
		if (strcmp(text_string(&old), text_string(&new)) == 0)
			continue;
		change->field = fields[i].field;
		if (keep(&old, arena, &change->before) != 0 ||
		    keep(&new, arena, &change->after) != 0)
			return -ENOMEM;
		count++;
	}
	*ret_count = count;
	return 0;
}

bool compare_is_row_number(const struct change *change)
{
	return strcmp(change->field, fields[0].field) == 0;
}

const struct change *compare_keep(const struct change *changes, size_t count, struct arena *arena)
{
	struct change *kept = arena_take_array(arena, count, sizeof(*kept));

	for (size_t i = 0; i < count && kept != NULL; i++) {
		const struct change *change = &changes[i];

		kept[i].field = change->field;
		kept[i].before = arena_copy(arena, change->before);
		kept[i].after = arena_copy(arena, change->after);
		if ((kept[i].before == NULL && change->before != NULL) ||
		    (kept[i].after == NULL && change->after != NULL))
			return NULL;
	}
	return kept;
}
