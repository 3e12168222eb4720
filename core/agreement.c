#include "core/agreement.h"

#include <string.h>

#include "core/arena.h"
#include "core/names.h"
#include "core/renewal.h"

/* Copies a text if there is one; false when memory is short. */
static bool copy_text(struct arena *arena, const char **text)
{
	if (*text == NULL)
		return true;
	*text = arena_copy(arena, *text);
	return *text != NULL;
}

static bool copy_partner(struct arena *arena, struct partner *partner)
{
	return copy_text(arena, &partner->name) && copy_text(arena, &partner->city) &&
	       copy_text(arena, &partner->country) && copy_text(arena, &partner->country_raw);
}

static bool copy_texts(struct arena *arena, struct agreement *copy)
{
	return copy_text(arena, &copy->register_name) && copy_text(arena, &copy->row) &&
	       copy_text(arena, &copy->registration_number) && copy_text(arena, &copy->type) &&
	       copy_text(arena, &copy->type_raw) && copy_text(arena, &copy->owner) &&
	       copy_text(arena, &copy->last_day_raw) && copy_text(arena, &copy->link) &&
	       copy_text(arena, &copy->note);
}

struct agreement *agreement_copy(const struct agreement *agreement, struct arena *arena)
{
	struct agreement *copy = arena_take(arena, sizeof(*copy));
	struct partner *partners =
		arena_take_array(arena, agreement->partner_count, sizeof(*partners));
	struct term *terms = arena_take_array(arena, agreement->term_count, sizeof(*terms));

	if (copy == NULL || partners == NULL || terms == NULL)
		return NULL;
	*copy = *agreement;
	if (!copy_texts(arena, copy))
		return NULL;
	for (size_t i = 0; i < agreement->partner_count; i++) {
		partners[i] = agreement->partners[i];
		if (!copy_partner(arena, &partners[i]))
			return NULL;
	}
	memcpy(terms, agreement->terms, agreement->term_count * sizeof(*terms));
	copy->partners = partners;
	copy->terms = terms;
	return copy;
}

const struct term *agreement_current_term(const struct agreement *agreement)
{
	return &agreement->terms[agreement->term_count - 1];
}

struct last_day agreement_last_day(const struct agreement *agreement, const struct dates *dates,
				   struct day today)
{
	struct self_renewal renewal = renewal_of(agreement, dates);

	return renewal_last_day(&renewal, renewal_number_on(&renewal, today));
}

enum condition agreement_condition(const struct agreement *agreement, const struct dates *dates,
				   struct day ending_from, struct day today)
{
	struct self_renewal renewal = renewal_of(agreement, dates);
	int32_t number = renewal_number_on(&renewal, today);
	struct last_day last_day = renewal_last_day(&renewal, number);
	bool goes_on = renewal.is_endless || number < renewal.most;

	switch (agreement->state) {
	case STATE_TERMINATED:
		return CONDITION_TERMINATED;
	case STATE_SUPERSEDED:
		return CONDITION_SUPERSEDED;
	case STATE_WITHDRAWN:
		return CONDITION_WITHDRAWN;
	case STATE_ACTIVE:
		break;
	}
	if (vague_is_known(agreement->terminated_on) && day_compare(today, last_day.reckoned) > 0)
		return CONDITION_TERMINATED;
	if (day_is_none(last_day.reckoned) && !goes_on)
		return agreement->kind == KIND_OPEN_ENDED ? CONDITION_OPEN_ENDED
							  : CONDITION_UNKNOWN;
	if (!goes_on && day_compare(today, last_day.latest) > 0)
		return CONDITION_ENDED;
	if (!goes_on && day_compare(today, last_day.reckoned) > 0)
		return CONDITION_MAY_HAVE_ENDED;
	if (!day_is_none(ending_from) && day_compare(today, ending_from) >= 0)
		return CONDITION_ENDING;
	return CONDITION_ACTIVE;
}

static const char *const deadline_kind_names[] = {
	[DEADLINE_END] = "end",
	[DEADLINE_NOTICE] = "notice",
	[DEADLINE_REVIEW] = "review",
	[DEADLINE_UNKNOWN] = "unknown",
};

const char *deadline_kind_name(enum deadline_kind kind)
{
	return deadline_kind_names[kind];
}

bool deadline_kind_parse(const char *name, enum deadline_kind *ret_kind)
{
	unsigned int index;

	if (!names_find(NAMES(deadline_kind_names), name, &index))
		return false;
	*ret_kind = (enum deadline_kind)index;
	return true;
}

static const char *const agreement_kind_names[] = {
	[KIND_FIXED] = "fixed",
	[KIND_TERM] = "term",
	[KIND_OPEN_ENDED] = "open_ended",
	[KIND_UNKNOWN] = "unknown",
};

const char *agreement_kind_name(enum agreement_kind kind)
{
	return agreement_kind_names[kind];
}

bool agreement_kind_parse(const char *name, enum agreement_kind *ret_kind)
{
	unsigned int index;

	if (!names_find(NAMES(agreement_kind_names), name, &index))
		return false;
	*ret_kind = (enum agreement_kind)index;
	return true;
}

static const char *const renewal_names[] = {
	[RENEWAL_EXPRESS] = "express",
	[RENEWAL_TACIT] = "tacit",
	[RENEWAL_NONE] = "none",
};

const char *renewal_name(enum renewal renewal)
{
	return renewal_names[renewal];
}

bool renewal_parse(const char *name, enum renewal *ret_renewal)
{
	unsigned int index;

	if (!names_find(NAMES(renewal_names), name, &index))
		return false;
	*ret_renewal = (enum renewal)index;
	return true;
}

static const char *const agreement_state_names[] = {
	[STATE_ACTIVE] = "active",
	[STATE_TERMINATED] = "terminated",
	[STATE_SUPERSEDED] = "superseded",
	[STATE_WITHDRAWN] = "withdrawn",
};

const char *agreement_state_name(enum agreement_state state)
{
	return agreement_state_names[state];
}

bool agreement_state_parse(const char *name, enum agreement_state *ret_state)
{
	unsigned int index;

	if (!names_find(NAMES(agreement_state_names), name, &index))
		return false;
	*ret_state = (enum agreement_state)index;
	return true;
}

static const char *const condition_names[] = {
	[CONDITION_ACTIVE] = "active",
	[CONDITION_ENDING] = "ending",
	[CONDITION_MAY_HAVE_ENDED] = "may-have-ended",
	[CONDITION_ENDED] = "ended",
	[CONDITION_OPEN_ENDED] = "open-ended",
	[CONDITION_UNKNOWN] = "unknown",
	[CONDITION_TERMINATED] = "terminated",
	[CONDITION_SUPERSEDED] = "superseded",
	[CONDITION_WITHDRAWN] = "withdrawn",
};

const char *condition_name(enum condition condition)
{
	return condition_names[condition];
}

bool condition_parse(const char *name, enum condition *ret_condition)
{
	unsigned int index;

	if (!names_find(NAMES(condition_names), name, &index))
		return false;
	*ret_condition = (enum condition)index;
	return true;
}
