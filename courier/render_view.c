#include "courier/render_view.h"

#include <errno.h>
#include <string.h>

#include "message/words.h"
#include "message/words_digest.h"
#include "message/words_follow.h"
#include "message/words_renewal.h"

/* That of a digest, and one that repeats a digest which did not arrive. */
static bool has_sections(const struct document *document)
{
	for (size_t i = 0; i < document->entry_count; i++) {
		if (document->entries[i].section != SECTION_NONE)
			return true;
	}
	return false;
}

/* All entries of summaries are alike: they have passed, or nobody has been told yet. */
static size_t detailed(const struct document *document)
{
	bool is_summary = document->kind == DELIVERY_INTAKE || document->kind == DELIVERY_GAP ||
			  has_sections(document);
	size_t most = is_summary ? 0 : RENDER_DETAILED;

	return document->entry_count < most ? document->entry_count : most;
}

/* Entries of one urgency keep the order of the document: the earliest deadline first. */
static void sort(const struct document *document, struct day as_of, const struct entry **entries)
{
	size_t count = 0;

	for (enum urgency urgency = URGENCY_ENDED; urgency <= URGENCY_RENEWED; urgency++) {
		for (size_t i = 0; i < document->entry_count; i++) {
			if (words_urgency(&document->entries[i], as_of) == urgency)
				entries[count++] = &document->entries[i];
		}
	}
}

int render_view_make(const struct document *document, struct day as_of, struct arena *arena,
		     struct render_view *ret_view)
{
	bool is_digest = has_sections(document);
	const struct entry **entries =
		arena_take_array(arena, document->entry_count, sizeof(const struct entry *));

	if (entries == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < document->entry_count; i++)
		entries[i] = &document->entries[i];
	if (!is_digest)
		sort(document, as_of, entries);
	*ret_view = (struct render_view){.document = document,
					 .entries = entries,
					 .count = document->entry_count,
					 .detailed = detailed(document),
					 .has_keys = document->kind == DELIVERY_INTAKE || is_digest,
					 .has_sections = is_digest};
	return 0;
}

/* Whether the section of an entry begins with it. */
static bool begins_section(const struct render_view *view, size_t index)
{
	return index == 0 || view->entries[index - 1]->section != view->entries[index]->section;
}

void render_view_heading(struct text *out, const struct render_view *view, size_t index)
{
	if (view->has_sections && begins_section(view, index))
		text_add(out, words_section(view->document, view->entries[index]->section));
	else if (view->detailed > 0 && index == view->detailed)
		text_addf(out, "And %zu more", view->count - view->detailed);
}

static const char *owner_of(const struct entry *entry)
{
	if (entry->owner_name != NULL && entry->owner_name[0] != '\0')
		return entry->owner_name;
	return entry->owner == NULL || entry->owner[0] == '\0' ? "No owner" : entry->owner;
}

void render_view_owner(struct text *out, const struct render_view *view, size_t index)
{
	const struct entry *entry = view->entries[index];

	if (entry->section != SECTION_ENDING)
		return;
	if (begins_section(view, index) ||
	    strcmp(owner_of(view->entries[index - 1]), owner_of(entry)) != 0)
		text_add(out, owner_of(entry));
}

bool render_view_has_day(const struct entry *entry)
{
	return entry->kind != DEADLINE_UNKNOWN && entry->step.kind != STEP_RENEWED;
}

void render_view_brief(struct text *out, const struct entry *entry, struct day as_of)
{
	bool has_passed = day_compare(as_of, entry->deadline) > 0;
	bool is_vague = vague_is_known(entry->given) && entry->given.precision != PRECISION_DAY;

	if (entry->step.kind == STEP_RENEWED) {
		words_renewed_short(out, entry);
		return;
	}
	if (entry->kind == DEADLINE_UNKNOWN) {
		text_add(out, "no last day known");
		return;
	}
	if (entry->kind == DEADLINE_NOTICE) {
		words_renewal_brief(out, entry, as_of);
		return;
	}
	if (entry->kind == DEADLINE_REVIEW)
		text_add(out, "review ");
	else if (words_may_have_ended(entry, as_of))
		text_add(out, "may have ended ");
	else
		text_add(out, has_passed ? "ended " : "ends ");
	words_distance(out, as_of, entry->deadline);
	if (is_vague && !has_passed)
		text_add(out, " (reckoned)");
}

void render_view_day(struct text *out, const struct entry *entry)
{
	struct civil civil;

	if (!render_view_has_day(entry)) {
		text_add(out, "-");
		return;
	}
	civil = day_civil(entry->deadline);
	text_addf(out, "%d %.3s %d", civil.day, day_month_name(civil.month), civil.year);
}

/* One partner is the title of its entry; several are listed in full. */
static void add_partners(struct text *out, const struct entry *entry)
{
	if (entry->partner_count < 2)
		return;
	for (size_t i = 0; i < entry->partner_count; i++) {
		const struct partner *partner = &entry->partners[i];

		text_addf(out, "%s%s", i == 0 ? "" : "; ", partner->name);
		if (partner->city != NULL && partner->city[0] != '\0')
			text_addf(out, " (%s)", partner->city);
	}
	if (entry->partner_total > entry->partner_count)
		text_addf(out, " and %zu more", entry->partner_total - entry->partner_count);
}

static void add_known(struct text *out, const char *value)
{
	if (value != NULL)
		text_add(out, value);
}

static void add_type(struct text *out, const struct entry *entry)
{
	add_known(out, entry->type);
}

static void add_signed(struct text *out, const struct entry *entry)
{
	words_vague(out, entry->signed_on);
}

static void add_owner(struct text *out, const struct entry *entry)
{
	add_known(out, entry->owner);
}

static void add_number(struct text *out, const struct entry *entry)
{
	add_known(out, entry->registration_number);
}

static void add_register(struct text *out, const struct entry *entry)
{
	text_add(out, entry->register_name);
	if (entry->row != NULL && entry->row[0] != '\0')
		text_addf(out, "%srow %s", entry->register_name[0] == '\0' ? "" : ", ", entry->row);
}

static void add_id(struct text *out, const struct entry *entry)
{
	text_addf(out, "%lld", (long long)entry->agreement_id);
}

static bool has_text(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static bool has_place(const struct entry *entry)
{
	return has_text(entry->register_name) || has_text(entry->row);
}

void render_view_key(struct text *out, const struct entry *entry)
{
	if (has_text(entry->registration_number)) {
		text_addf(out, "No. %s", entry->registration_number);
	} else if (has_place(entry)) {
		add_register(out, entry);
	} else {
		text_add(out, "ID ");
		add_id(out, entry);
	}
}

void render_view_keys(struct text *out, const struct entry *entry)
{
	if (has_text(entry->registration_number))
		text_addf(out, "No. %s · ", entry->registration_number);
	if (has_place(entry)) {
		add_register(out, entry);
		text_add(out, " · ");
	}
	text_add(out, "ID ");
	add_id(out, entry);
	/* The heading above has said it. */
	if (entry->section != SECTION_ENDING ||
	    (has_text(entry->owner) && strcmp(owner_of(entry), entry->owner) != 0))
		text_addf(out, " · %s", has_text(entry->owner) ? entry->owner : "no owner");
}

static const struct {
	const char *label;
	void (*add)(struct text *out, const struct entry *entry);
} facts[] = {
	{"Partners", add_partners},
	{"Type", add_type},
	{"Signed", add_signed},
	{"Owner", add_owner},
	{"Number", add_number},
	{"Register", add_register},
	{"ID", add_id},
};

const char *render_view_fact(size_t index, const struct entry *entry, struct text *out)
{
	if (index >= sizeof(facts) / sizeof(facts[0]))
		return NULL;
	facts[index].add(out, entry);
	return facts[index].label;
}

void render_view_place(struct text *out, const struct run_problem *problem)
{
	text_add(out, problem->register_name);
	if (problem->line > 0)
		text_addf(out, "%sline %u", problem->register_name[0] == '\0' ? "" : ", ",
			  problem->line);
}
