#include "intake/words/countries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "intake/intake.h"

/* FNV-1a, its upper bits brought down. The generator has the same. */
uint32_t country_hash(const char *folded, size_t length)
{
	uint32_t value = 2166136261u;

	for (size_t i = 0; i < length; i++)
		value = (value ^ (unsigned char)folded[i]) * 16777619u;
	return value ^ value >> 15;
}

const char *country_find_key(const char *folded, size_t length)
{
	uint32_t bucket = country_hash(folded, length) % COUNTRY_BUCKETS;
	const char *key = country_keys + country_buckets[bucket];
	const char *end = country_keys + country_buckets[bucket + 1];

	for (; key < end; key += strlen(key) + 1) {
		const char *value = key + length;

		/* No key holds '=' or '~': strncmp() stays within the key. */
		if (strncmp(folded, key, length) == 0 && (*value == '=' || *value == '~'))
			return value;
	}
	return NULL;
}

static int compare_alias(const void *key, const void *item)
{
	return strcmp(key, ((const struct country_alias *)item)->name);
}

/* Without the article, with which some write a few countries. */
static const char *without_article(const char *folded)
{
	return strncmp(folded, "the ", 4) == 0 ? folded + 4 : folded;
}

const struct country_alias *country_folded_alias(const char *folded)
{
	return bsearch(without_article(folded), country_aliases, country_alias_count,
		       sizeof(*country_aliases), compare_alias);
}

const struct country_alias *country_find_alias(const char *name)
{
	char folded[COUNTRY_FOLDED_MAX];

	return country_fold(name, folded) ? country_folded_alias(folded) : NULL;
}

static int compare_english(const void *key, const void *item)
{
	return strncmp(key, ((const struct country_english *)item)->code, 2);
}

/* By the two letters at code. */
static const struct country_english *find_english(const char *code)
{
	return bsearch(code, country_english, country_english_count, sizeof(*country_english),
		       compare_english);
}

/* By a folded code of three letters. */
static const struct country_english *find_code3(const char *folded)
{
	for (size_t i = 0; i < country_english_count; i++) {
		const char *code3 = country_english[i].code3;

		if ((code3[0] | 0x20) == folded[0] && strcasecmp(code3, folded) == 0)
			return &country_english[i];
	}
	return NULL;
}

/* The codes of a value: "=KR", "~CDCG". Those of the table all have an English name. */
static size_t value_readings(const char *value, const char *ret_codes[static 2])
{
	size_t count = 0;

	for (value++; value[0] != '\0' && count < 2; value += 2)
		ret_codes[count++] = find_english(value)->code;
	return count;
}

static size_t alias_readings(const struct country_alias *alias, const char *ret_codes[static 2])
{
	if (alias->code != NULL) {
		ret_codes[0] = find_english(alias->code)->code;
		return 1;
	}
	if (alias->readings[0] == NULL)
		return 0;
	memcpy(ret_codes, alias->readings, sizeof(alias->readings));
	return 2;
}

/* Words for a form of state around a name that is known without them. */
static const char *const forms_before[] = {
	"республика ", "королевство ",	"государство ", "republic of ", "republik ",
	"republique ", "republica de ", "respublika ",	"республіка ",	"republika ",
};
static const char *const forms_behind[] = {
	" республикасы", " республикаси", " cumhuriyeti", " respublikasi", " улс", " республика",
};

bool country_without_form(const char *folded, size_t *start, size_t *length)
{
	for (size_t i = 0; i < sizeof(forms_before) / sizeof(forms_before[0]); i++) {
		size_t n = strlen(forms_before[i]);

		if (n >= *length || memcmp(folded, forms_before[i], n) != 0)
			continue;
		*start = n;
		*length -= n;
		return true;
	}
	for (size_t i = 0; i < sizeof(forms_behind) / sizeof(forms_behind[0]); i++) {
		size_t n = strlen(forms_behind[i]);

		if (n >= *length || memcmp(folded + *length - n, forms_behind[i], n) != 0)
			continue;
		*start = 0;
		*length -= n;
		return true;
	}
	return false;
}

/* The value of a folded name with an article or a form of state. */
static const char *find_formal(const char *folded)
{
	const char *name = without_article(folded);
	size_t length = strlen(name), start = 0;
	const char *value = name == folded ? NULL : country_find_key(name, length);

	if (value == NULL && country_without_form(name, &start, &length))
		value = country_find_key(name + start, length);
	return value;
}

/* What is known by exactly that folded name, which is not empty. */
static size_t folded_readings(const char *folded, const char *ret_codes[static 2])
{
	const struct country_english *english = NULL;
	const struct country_alias *alias;
	const char *value = country_find_key(folded, strlen(folded));

	if (value == NULL) { /* no name in country_keys is an alias too */
		alias = country_folded_alias(folded);
		if (alias != NULL)
			return alias_readings(alias, ret_codes);
		value = find_formal(folded);
	}
	/* A code comes before a name in a language that registers are hardly written in. */
	if ((value == NULL || value[0] == '~') && strlen(folded) == 3)
		english = find_code3(folded);
	if (english != NULL) {
		ret_codes[0] = english->code;
		return 1;
	}
	return value == NULL ? 0 : value_readings(value, ret_codes);
}

/* What a name means as it is written: a code of two letters, in capitals, or a name. */
static size_t exact_readings(const char *name, const char *ret_codes[static 2])
{
	char folded[COUNTRY_FOLDED_MAX];
	const struct country_english *english;

	if (name[0] >= 'A' && name[0] <= 'Z' && name[1] != '\0' && name[2] == '\0') {
		english = find_english(name);
		if (english != NULL) {
			ret_codes[0] = english->code;
			return 1;
		}
	}
	if (!country_fold(name, folded) || folded[0] == '\0')
		return 0;
	return folded_readings(folded, ret_codes);
}

/*
 * A bracket that belongs to the name: "Sudan (South)", "Congo (DR)", "Korea (Republic of)"; what is
 * in it stands before or behind. 0 when neither is the name of one country.
 */
static size_t joined_readings(const char *name, const char *inner, const char *ret_codes[static 2])
{
	char joined[2 * COUNTRY_FOLDED_MAX];
	const char *codes[2];

	snprintf(joined, sizeof(joined), "%s %s", inner, name);
	if (exact_readings(joined, codes) != 1) {
		snprintf(joined, sizeof(joined), "%s %s", name, inner);
		if (exact_readings(joined, codes) != 1)
			return 0;
	}
	ret_codes[0] = codes[0];
	return 1;
}

/* A name with something in brackets behind it that says no other country: "Germany (DE)". */
static size_t bracket_readings(char *name, char *bracket, const char *ret_codes[static 2])
{
	const char *codes[2], *inner[2];
	size_t count;

	bracket[0] = '\0';
	bracket[strcspn(bracket + 1, ")") + 1] = '\0';
	count = joined_readings(name, bracket + 1, ret_codes);
	if (count > 0)
		return count;
	count = exact_readings(name, codes);
	if (count == 0 || (exact_readings(bracket + 1, inner) > 0 && inner[0] != codes[0]))
		return 0;
	memcpy(ret_codes, codes, sizeof(codes));
	return count;
}

/* "Sudan, South": "South Sudan". */
static size_t inverted_readings(char *name, char *comma, const char *ret_codes[static 2])
{
	char inverted[2 * COUNTRY_FOLDED_MAX];
	const char *codes[2], *other[2];

	*comma = '\0';
	snprintf(inverted, sizeof(inverted), "%s %s", comma + 1, name);
	/* "Germany, Poland" are two. */
	if (exact_readings(comma + 1, other) > 0 || exact_readings(inverted, codes) != 1)
		return 0;
	ret_codes[0] = codes[0];
	return 1;
}

/* Puts together what the end of a line has parted: "Kazakh-\nstan". False: there is nothing. */
static bool join_parted(char *name)
{
	char *to = name, *from = name;

	while (*from != '\0') {
		size_t blanks = *from == '-' ? strspn(from + 1, " \r\n\t") : 0;

		if (blanks > 0)
			from += 1 + blanks;
		else
			*to++ = *from++;
	}
	*to = '\0';
	return to != from;
}

size_t country_readings(const char *name, const char *ret_codes[static 2])
{
	char copy[COUNTRY_FOLDED_MAX];
	size_t length = strlen(name);
	size_t count = exact_readings(name, ret_codes);
	char *bracket;

	if (count > 0 || length >= sizeof(copy))
		return count;
	memcpy(copy, name, length + 1);
	if (join_parted(copy))
		return exact_readings(copy, ret_codes);
	bracket = strchr(copy, '(');
	if (bracket != NULL)
		return bracket_readings(copy, bracket, ret_codes);
	bracket = strchr(copy, ',');
	return bracket == NULL ? 0 : inverted_readings(copy, bracket, ret_codes);
}

const char *country_code(const char *name)
{
	const char *codes[2];

	return name != NULL && country_readings(name, codes) == 1 ? codes[0] : NULL;
}

const char *country_name(const char *code)
{
	const struct country_english *english =
		code == NULL || strlen(code) != 2 ? NULL : find_english(code);

	return english == NULL ? NULL : english->name;
}
