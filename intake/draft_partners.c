#include "intake/draft.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/complaints.h"
#include "intake/markup.h"
#include "intake/partners.h"
#include "intake/words/countries.h"

/* The partners of one row while they are read. */
struct sides {
	const char *names[AGREEMENT_PARTNERS_MAX];
	size_t count;
	struct partner *items; /* once all names are known */
};

/* ---- names -------------------------------------------------------------------------------- */

/* Copies a piece of a text with its line ends as blanks. */
static const char *keep_piece(struct drafter *drafter, struct partners_name piece)
{
	char *kept = arena_copy_n(&drafter->arena, piece.text, piece.length);

	if (kept == NULL) {
		drafter->error = -ENOMEM;
		return NULL;
	}
	for (char *c = kept; *c != '\0'; c++) {
		if (*c == '\n')
			*c = ' ';
	}
	return kept;
}

/* Takes tags, references and notes off a name. */
static const char *strip(struct drafter *drafter, const char *text)
{
	struct cell cell = {0};

	if (!markup_is_in(text))
		return text;
	markup_strip(text, &drafter->stripped, &drafter->note);
	if (text_failed(&drafter->stripped) || text_failed(&drafter->note)) {
		drafter->error = -ENOMEM;
		return text;
	}
	if (drafter->note.length > 0) {
		text_add(&drafter->notes, drafter->notes.length > 0 ? "; " : "");
		text_add(&drafter->notes, text_string(&drafter->note));
	}
	cell.text = text_string(&drafter->stripped);
	cell.length = drafter->stripped.length;
	text = cells_keep(&cell, CELLS_LINES, &drafter->cell, &drafter->arena);
	if (text == NULL)
		drafter->error = -ENOMEM;
	return text;
}

static void add_name(struct sides *sides, const char *name)
{
	if (name != NULL && sides->count < AGREEMENT_PARTNERS_MAX)
		sides->names[sides->count++] = name;
}

static void make_items(struct drafter *drafter, struct sides *sides)
{
	sides->items = arena_take_array(&drafter->arena, sides->count, sizeof(*sides->items));
	if (sides->items == NULL) {
		drafter->error = -ENOMEM;
		return;
	}
	for (size_t i = 0; i < sides->count; i++)
		sides->items[i].name = sides->names[i];
}

/* All partners that a cell names. */
static void read_names(struct drafter *drafter, size_t column, struct sides *sides)
{
	struct partners_name names[AGREEMENT_PARTNERS_MAX];
	const char *text = draft_keep(drafter, column, CELLS_LINES);
	size_t count;

	if (text != NULL)
		text = strip(drafter, text);
	if (text == NULL || drafter->error != 0)
		return;
	count = partners_split(text, drafter->does_line_divide, names);
	for (size_t i = 0; i < count; i++)
		add_name(sides, keep_piece(drafter, names[i]));
}

/* ---- countries ---------------------------------------------------------------------------- */

static void ask_country(struct drafter *drafter, size_t column, const char *raw,
			const char *const codes[static 2])
{
	const struct country_alias *alias = country_find_alias(raw);

	if (alias != NULL && alias->question != NULL)
		complaints_add(drafter, PROBLEM_WARNING, column, "two_countries",
			       "\"%s\" could be two countries; write %s", cells_excerpt(raw).text,
			       alias->question);
	else
		complaints_add(drafter, PROBLEM_WARNING, column, "two_countries",
			       "\"%s\" could be two countries; write \"%s\" or \"%s\"",
			       cells_excerpt(raw).text, country_name(codes[0]),
			       country_name(codes[1]));
	complaints_ask(drafter, ROLE_COUNTRY, codes[0], codes[1]);
}

/* "Germany (DE)", "Türkiye / Turkey": the one country that all pieces of a text name, or NULL. */
static const char *same_country(struct drafter *drafter, const char *raw)
{
	struct partners_name pieces[AGREEMENT_PARTNERS_MAX];
	char *list = arena_copy(&drafter->arena, raw);
	const char *same = NULL;
	size_t count;

	if (list == NULL) {
		drafter->error = -ENOMEM;
		return NULL;
	}
	for (char *c = strpbrk(list, "()"); c != NULL; c = strpbrk(c, "()"))
		*c = ';';
	count = partners_split_list(list, pieces);
	for (size_t i = 0; i < count; i++) {
		const char *piece = keep_piece(drafter, pieces[i]);
		const char *code = piece == NULL ? NULL : country_code(piece);

		if (code == NULL || (same != NULL && strcmp(code, same) != 0))
			return NULL;
		same = code;
	}
	return same;
}

/*
 * "Oslo, Norway", "Porto (Portugal)", "Split / Croatia": where the country starts that ends a text
 * after something that is none; 0: there is no such thing. *ret_end: where what is before it ends.
 */
static size_t find_behind_city(struct drafter *drafter, const char *raw, size_t *ret_end)
{
	char *copy = arena_copy(&drafter->arena, raw);
	size_t at = strlen(raw);
	const char *codes[2];

	if (copy == NULL) {
		drafter->error = -ENOMEM;
		return 0;
	}
	if (at > 0 && copy[at - 1] == ')')
		copy[--at] = '\0';
	while (at > 0 && strchr(",(/", copy[at - 1]) == NULL)
		at--;
	*ret_end = at == 0 ? 0 : at - 1;
	at += strspn(copy + at, " ");
	if (*ret_end == 0 || country_readings(copy + at, codes) == 0)
		return 0;
	copy[*ret_end] = '\0';
	while (*ret_end > 0 && copy[*ret_end - 1] == ' ')
		copy[--*ret_end] = '\0';
	/* "Austria, Finland, Norway" are three. */
	if (*ret_end == 0 || country_readings(copy, codes) > 0)
		return 0;
	copy[strcspn(copy, ",(/")] = '\0';
	return country_readings(copy, codes) == 0 ? at : 0;
}

/* Complains of a text that is no country; one that holds the name of one may mean it. */
static void refuse_country(struct drafter *drafter, size_t column, const char *raw)
{
	const struct country_alias *alias = country_find_alias(raw);
	struct country_found found = {0};

	if (alias != NULL)
		complaints_add(drafter, PROBLEM_WARNING, column, "unknown_country",
			       "\"%s\" could be two countries; write %s", cells_excerpt(raw).text,
			       alias->question);
	else
		complaints_add(drafter, PROBLEM_WARNING, column, "unknown_country",
			       "\"%s\" is no country that is known; write its usual name or its "
			       "code of two letters",
			       cells_excerpt(raw).text);
	(void)country_find_in(raw, strlen(raw), COUNTRY_FIRST, &found);
	complaints_ask(drafter, ROLE_COUNTRY, found.code, NULL);
}

/* The code of a country; complains when there is none. */
static const char *read_country(struct drafter *drafter, size_t column, const char *raw)
{
	const char *codes[2] = {NULL, NULL}, *same;
	size_t count = country_readings(raw, codes);

	if (count == 1)
		return codes[0];
	if (count == 2) {
		ask_country(drafter, column, raw, codes);
		return NULL;
	}
	same = same_country(drafter, raw);
	if (same == NULL && drafter->error == 0)
		refuse_country(drafter, column, raw);
	return same;
}

static void set_country(struct sides *sides, const char *code, const char *raw)
{
	for (size_t i = 0; i < sides->count; i++) {
		sides->items[i].country = code;
		sides->items[i].country_raw = raw;
	}
}

/* The country behind a city in one cell, and the city where no column says it. False: there is
 * none. */
static bool read_city_and_country(struct drafter *drafter, size_t column, const char *raw,
				  struct sides *sides)
{
	size_t end, start = find_behind_city(drafter, raw, &end);
	struct partners_name city = {raw, end};
	const char *kept, *country;

	if (start == 0)
		return false;
	kept = keep_piece(drafter, city);
	country = arena_copy_n(&drafter->arena, raw + start, strcspn(raw + start, ")"));
	if (kept == NULL || country == NULL) {
		drafter->error = -ENOMEM;
		return true;
	}
	set_country(sides, read_country(drafter, column, country), raw);
	for (size_t i = 0; i < sides->count; i++) {
		if (sides->items[i].city == NULL)
			sides->items[i].city = kept;
	}
	return true;
}

/* Each piece of a list for its partner: countries, when all of them are known. */
static bool share_countries(struct drafter *drafter, const char *raw, struct sides *sides)
{
	struct partners_name pieces[AGREEMENT_PARTNERS_MAX];
	size_t count = partners_split_list(raw, pieces);

	if (count != sides->count || count < 2)
		return false;
	for (size_t i = 0; i < count; i++) {
		const char *piece = keep_piece(drafter, pieces[i]);
		const char *code = piece == NULL ? NULL : country_code(piece);

		if (code == NULL)
			return false;
		sides->items[i].country = code;
		sides->items[i].country_raw = piece;
	}
	return true;
}

/* The country that the row gives, else the caption over it, else the profile. */
static void read_countries(struct drafter *drafter, const char *country, const char *caption,
			   struct sides *sides)
{
	size_t column = shape_column(drafter->shape, ROLE_COUNTRY);
	const char *raw = draft_keep(drafter, column, CELLS_RAW);

	if (drafter->error != 0)
		return;
	if (raw != NULL) {
		if (!share_countries(drafter, raw, sides) &&
		    !read_city_and_country(drafter, column, raw, sides) && drafter->error == 0)
			set_country(sides, read_country(drafter, column, raw), raw);
	} else if (country != NULL) {
		raw = arena_copy(&drafter->arena, caption);
		if (raw == NULL)
			drafter->error = -ENOMEM;
		set_country(sides, country, raw);
	} else {
		set_country(sides, drafter->profile->defaults.country, NULL);
	}
}

/* ---- cities ------------------------------------------------------------------------------- */

static void read_cities(struct drafter *drafter, struct sides *sides)
{
	struct partners_name pieces[AGREEMENT_PARTNERS_MAX];
	const char *city = draft_keep(drafter, shape_column(drafter->shape, ROLE_CITY), CELLS_NAME);
	size_t count = 0;

	if (city == NULL)
		return;
	if (sides->count > 1)
		count = partners_split_list(city, pieces);
	for (size_t i = 0; i < sides->count; i++)
		sides->items[i].city =
			count == sides->count ? keep_piece(drafter, pieces[i]) : city;
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* One name with commas beside as many countries is as many partners: "TalTech, MIT". */
static void share_names(struct drafter *drafter, struct sides *sides)
{
	struct partners_name names[AGREEMENT_PARTNERS_MAX], pieces[AGREEMENT_PARTNERS_MAX];
	const char *name = sides->names[0], *raw;
	size_t count;

	if (strchr(name, ',') == NULL)
		return;
	raw = draft_keep(drafter, shape_column(drafter->shape, ROLE_COUNTRY), CELLS_RAW);
	count = raw == NULL ? 0 : partners_split_list(raw, pieces);
	if (count < 2 || partners_split_commas(name, count, names) != count)
		return;
	for (size_t i = 0; i < count; i++) {
		const char *piece = keep_piece(drafter, pieces[i]);

		if (piece == NULL || country_code(piece) == NULL)
			return;
	}
	sides->count = 0;
	for (size_t i = 0; i < count; i++)
		add_name(sides, keep_piece(drafter, names[i]));
}

static void refuse_nameless(struct drafter *drafter, size_t column)
{
	complaints_add(drafter, PROBLEM_ERROR, column, "missing_partner",
		       "the row names no partner; fill \"%s\" in",
		       column == NO_COLUMN ? "Partner"
					   : shape_heading(drafter->shape, column).text);
	complaints_ask(drafter, ROLE_PARTNER, NULL, NULL);
}

void draft_partners(struct drafter *drafter, const char *country, const char *caption,
		    struct agreement *agreement)
{
	const struct casting *casting = &drafter->shape->casting;
	size_t column = shape_column(drafter->shape, ROLE_PARTNER);
	struct sides sides;

	sides.count = 0;
	read_names(drafter, column, &sides);
	for (size_t i = 0; i < casting->further_count; i++) {
		if (casting->further[i].role == ROLE_PARTNER)
			read_names(drafter, casting->further[i].column, &sides);
	}
	if (drafter->error != 0)
		return;
	if (sides.count == 0) {
		refuse_nameless(drafter, column);
		return;
	}
	if (sides.count == 1)
		share_names(drafter, &sides);
	make_items(drafter, &sides);
	if (drafter->error != 0)
		return;
	read_cities(drafter, &sides);
	read_countries(drafter, country, caption, &sides);
	agreement->partners = sides.items;
	agreement->partner_count = sides.count;
}
