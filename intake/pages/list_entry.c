#include "intake/pages/list_entry.h"

#include <string.h>

#include "core/text.h"
#include "intake/pages/activities.h"
#include "intake/pages/common_words.h"
#include "intake/time/validity.h"
#include "intake/words/countries.h"
#include "intake/words/institutions.h"
#include "intake/words/types.h"

#define NAME_MAX_BYTES 400 /* of a name that something else follows */

static struct list_part trim(const char *text, size_t length)
{
	while (length > 0 && strchr(" ,:;", text[0]) != NULL) {
		text++;
		length--;
	}
	while (length > 0 && strchr(" ,:;", text[length - 1]) != NULL)
		length--;
	return (struct list_part){text, length};
}

/* The length of a dash, colon or the like that sets two parts of a line apart; 0: none. */
static size_t divider_length(const char *text, size_t length)
{
	static const char *const dividers[] = {": ", " - ", " – ", " — ", " | ", "– ", "- ", "— "};

	for (size_t i = 0; i < sizeof(dividers) / sizeof(dividers[0]); i++) {
		size_t n = strlen(dividers[i]);

		if (n < length && memcmp(text, dividers[i], n) == 0)
			return n;
	}
	return 0;
}

/* ---- what is done ------------------------------------------------------------------------- */

static bool starts_small(const char *text, size_t length)
{
	unsigned int code = 0;

	if (text_utf8(text, length, &code) == 0)
		return false;
	return (code >= 'a' && code <= 'z') || (code >= 0x430 && code <= 0x45f);
}

/* Where a dash or colon sets what is done apart from a name; length: nowhere. */
static size_t find_divided_note(const char *text, size_t length, size_t *ret_end)
{
	for (size_t at = 1; at < length && at < NAME_MAX_BYTES; at++) {
		size_t n = divider_length(text + at, length - at);
		const char *rest = text + at + n;
		size_t left = length - at - n;

		if (n == 0 || !institutions_match(text, at))
			continue;
		if (!activities_begin(rest, left) && !starts_small(rest, left))
			continue;
		*ret_end = at;
		return at + n;
	}
	return length;
}

/* Takes what is done off the end of the name. */
static void take_note(struct list_entry *entry)
{
	const char *text = entry->name.text;
	size_t length = entry->name.length;
	size_t end = length;
	size_t start = find_divided_note(text, length, &end);
	size_t told = activities_find(text, length);

	if (told > 0 && told < end) {
		start = end = told;
	} else if (start == length) {
		return;
	}
	entry->note = trim(text + start, length - start);
	entry->name = trim(text, end);
}

/* ---- dates -------------------------------------------------------------------------------- */

/* The length of what can part a name from dates; 0: nothing. A bracket is left to the dates. */
static size_t parting_length(const char *text, size_t length)
{
	if (length > 2 && memcmp(text, " (", 2) == 0)
		return 1;
	if (length > 2 && (memcmp(text, ", ", 2) == 0 || memcmp(text, "; ", 2) == 0))
		return 2;
	return divider_length(text, length);
}

/* Whether a text is dates alone, or goes on small, or with a type of agreement, to one. */
static bool tells_dates(const char *text, size_t length)
{
	struct validity validity = validity_read(text, length, NULL);
	const char *end;

	if (validity.rest_length == 0)
		return validity.date_count > 0 || validity.length.n > 0 || validity.is_open_ended;
	if (validity.date_count == 0)
		return false;
	while (length > 0 && (*text == '(' || *text == ' ')) {
		text++;
		length--;
	}
	end = memchr(text, ',', length);
	return starts_small(text, length) || activities_begin(text, length) ||
	       types_match(text, end == NULL ? length : (size_t)(end - text));
}

/* Takes off the name what tells the dates of an agreement, and what stands behind that. */
static void take_dates(struct list_entry *entry)
{
	struct list_part name = entry->name;
	const char *note_end = entry->note.length > 0 ? entry->note.text + entry->note.length
						      : name.text + name.length;

	if (name.length == 0 || starts_small(name.text, name.length))
		return;
	for (size_t at = 2; at < name.length && at < NAME_MAX_BYTES; at++) {
		size_t n = parting_length(name.text + at, name.length - at);
		const char *rest = name.text + at + n;

		if (n == 0 || !tells_dates(rest, name.length - at - n))
			continue;
		entry->name = trim(name.text, at);
		entry->note = trim(rest, (size_t)(note_end - rest));
		if (entry->note.text[0] == '(' &&
		    memchr(entry->note.text, ')', entry->note.length) ==
			    entry->note.text + entry->note.length - 1)
			entry->note =
				(struct list_part){entry->note.text + 1, entry->note.length - 2};
		entry->is_dated = true;
		return;
	}
}

/* ---- countries ---------------------------------------------------------------------------- */

/* Whether a text can be a name without the country before it: "Kyoto University". */
static bool is_own_name(const char *text, size_t length)
{
	return institutions_match(text, length) && !common_words_begin(text, length) &&
	       !starts_small(text, length);
}

/* Whether it can be none with it: "The University of Kansas", or the same country again. */
static bool is_clearly_own(const char *text, size_t length, const struct country_found *before)
{
	static const char article[] = "The ";
	struct country_found again;

	if (length > strlen(article) && memcmp(text, article, strlen(article)) == 0)
		return institutions_match(text, length);
	return country_find_in(text, length, COUNTRY_AT_START, &again) && again.start == 0 &&
	       again.code == before->code && again.length < length;
}

/* Takes the country off the start of the text. */
static void take_prefix(struct list_entry *entry, bool takes_prefix)
{
	struct list_part all = entry->name;
	struct country_found found;
	struct list_part rest;
	size_t divider;

	if (!country_find_in(all.text, all.length, COUNTRY_AT_START, &found) || found.start != 0 ||
	    found.length == all.length)
		return;
	rest = (struct list_part){all.text + found.length, all.length - found.length};
	divider = divider_length(rest.text, rest.length);
	if (divider == 0 && rest.text[0] != ' ')
		return;
	rest.text += divider == 0 ? 1 : divider;
	rest.length -= divider == 0 ? 1 : divider;
	if (rest.length == 0)
		return;
	if (divider == 0 && !is_clearly_own(rest.text, rest.length, &found)) {
		if (!is_own_name(rest.text, rest.length))
			return;
		entry->prefix = (struct list_part){all.text, found.length};
		if (!takes_prefix)
			return;
	}
	entry->has_sure_prefix = true;
	entry->country = (struct list_part){all.text, found.length};
	entry->name = trim(rest.text, rest.length);
}

/* Whether countries stand behind several names: "X, UK and Y, Norway". */
static bool has_country_within(struct list_part name)
{
	static const char *const ands[] = {" and ", " & ", "; ", " / ", " und ", " ve ", " и "};

	for (size_t i = 0; i < sizeof(ands) / sizeof(ands[0]); i++) {
		const char *at = memmem(name.text, name.length, ands[i], strlen(ands[i]));
		struct country_found found;

		if (at != NULL &&
		    country_find_in(name.text, (size_t)(at - name.text), COUNTRY_AT_END, &found))
			return true;
	}
	return false;
}

/* Takes the country off the end of the name: ", Austria", "(Austria)". */
static void take_suffix(struct list_entry *entry)
{
	struct list_part name = entry->name;
	struct country_found found;
	size_t end;

	if (entry->country.length > 0 || has_country_within(name) ||
	    !country_find_in(name.text, name.length, COUNTRY_AT_END, &found))
		return;
	end = found.start;
	while (end > 0 && name.text[end - 1] == ' ')
		end--;
	if (end < 2 || strchr(",(", name.text[end - 1]) == NULL)
		return;
	entry->country = (struct list_part){name.text + found.start, found.length};
	entry->name = trim(name.text, end - 1);
}

struct list_entry list_entry_of(const char *text, size_t length, bool takes_prefix)
{
	struct list_entry entry = {.name = trim(text, length)};

	take_prefix(&entry, takes_prefix);
	take_note(&entry);
	take_dates(&entry);
	take_suffix(&entry);
	/* They can stand before the country, too. */
	if (entry.note.length == 0)
		take_dates(&entry);
	return entry;
}
