/*
 * A name is short, is no sentence, and mostly has a word of institutions, an abbreviation in
 * brackets or the name of a country at its end. For each such sign there are points, for each sign
 * of prose points are taken off.
 */
#include "intake/pages/list_kind.h"

#include <string.h>

#include "core/text.h"
#include "intake/pages/activities.h"
#include "intake/pages/common_words.h"
#include "intake/pages/places.h"
#include "intake/words/countries.h"
#include "intake/words/fold.h"
#include "intake/words/institutions.h"

#define NAME_LENGTH  160 /* bytes of a long name */
#define TITLE_LENGTH 200 /* bytes of a long title */
#define FOLDED_MAX   64	 /* bytes at the start that are compared with words */
#define SURE	     3	 /* points of what is a name */

/* How lines begin, in folded words, that are about the page. */
static const char *const furniture[] = {
	" this ",
	" these ",
	" those ",
	" in addition ",
	" the following ",
	" following ",
	" for more ",
	" for further ",
	" more information ",
	" further information ",
	" please ",
	" our ",
	" we ",
	" click ",
	" note ",
	" notes ",
	" source ",
	" last updated ",
	" updated ",
	" copyright ",
	" contact ",
	" contacts ",
	" phone ",
	" tel ",
	" fax ",
	" e mail ",
	" email ",
	" address ",
	" home ",
	" search ",
	" menu ",
	" login ",
	" log in ",
	" sign in ",
	" user id ",
	" password ",
	" passwords ",
	" forgot ",
	" forgotten ",
	" help center ",
	" help centre ",
	" help desk ",
	" support center ",
	" support centre ",
	" privacy ",
	" cookies ",
	" terms of ",
	" terms and ",
	" sitemap ",
	" site map ",
	" faq ",
	" sign up ",
	" log out ",
	" read more ",
	" back to ",
	" skip to ",
	" share ",
	" print ",
	" follow us ",
	" all rights ",
	" page ",
	" since its ",
	" below ",
	" here ",
	" welcome ",
	" diese ",
	" dieser ",
	" wir ",
	" unsere ",
	" weitere informationen ",
	" kontakt ",
	" stand ",
	" cette ",
	" ces ",
	" nous ",
	" nos ",
	" este ",
	" esta ",
	" nuestra ",
	" bu ",
	" asagida ",
	" iletisim ",
	" universitemiz ",
	" elaqe ",
	" asagidaki ",
	" этот ",
	" эти ",
	" наш ",
	" мы ",
	" контакты ",
	" ниже ",
	" главная ",
	" поиск ",
};

/* What else only stands around a list. */
static const char *const marks[] = {
	"©",
	"all rights reserved",
	"All rights reserved",
	"All Rights Reserved",
	"http://",
	"https://",
	"www.",
	"@",
	"»",
	"«",
};

/* How titles begin, in folded words; a number follows. */
static const char *const titles[] = {
	" table ",   " list ",	  " annex ",	  " appendix ", " part ",
	" section ", " tabelle ", " tableau ",	  " tabla ",	" tablo ",
	" cedvel ",  " таблица ", " приложение ", " кесте ",	" хуснэгт ",
};

/* Ends of names with a full stop. */
static const char *const abbreviations[] = {
	"Ltd.", "Inc.",	 "Co.",	   "Corp.",  "Univ.", "Inst.", "S.A.",	 "A.S.", "A.Ş.", "e.V.",
	"B.V.", "N.V.",	 "S.p.A.", "S.r.l.", "Dr.",   "St.",   "U.S.A.", "U.K.", "U.S.", "C.I.S.",
	"Jr.",	"Prof.", "Sci.",   "Tech.",  "Dept.", "Ste.",  "No.",	 "Nr.",
};

static bool ends_with(const char *text, size_t length, const char *end)
{
	size_t n = strlen(end);

	return length >= n && memcmp(text + length - n, end, n) == 0;
}

static bool ends_with_abbreviation(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(abbreviations[0]); i++) {
		if (ends_with(text, length, abbreviations[i]))
			return true;
	}
	/* An initial: "named after A. B." */
	return length >= 2 && text[length - 1] == '.' && text[length - 2] >= 'A' &&
	       text[length - 2] <= 'Z' &&
	       (length == 2 || text[length - 3] == ' ' || text[length - 3] == '.');
}

static bool ends_a_sentence(const char *text, size_t length)
{
	char last = length == 0 ? '\0' : text[length - 1];

	if (last == '!' || last == '?')
		return true;
	return last == '.' && !ends_with_abbreviation(text, length);
}

/* Whether a sentence ends within a text, and another one begins. */
static bool has_sentences(const char *text, size_t length)
{
	for (size_t i = 1; i + 2 < length; i++) {
		if (text[i] == '.' && text[i + 1] == ' ' && text[i + 2] >= 'A' &&
		    text[i + 2] <= 'Z' && !ends_with_abbreviation(text, i + 1))
			return true;
	}
	return false;
}

static bool begins_with_one_of(const char *folded, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strncmp(folded, words[i], strlen(words[i])) == 0)
			return true;
	}
	return false;
}

#define BEGINS_WITH(folded, table)                                                                 \
	begins_with_one_of(folded, table, sizeof(table) / sizeof((table)[0]))

/* The first words of a text, folded. */
static void fold_start(const struct block *block, char folded[static FOLDED_MAX])
{
	size_t length = text_cut(block->text, block->length, FOLDED_MAX / 2);

	if (fold_words(block->text, length, folded, FOLDED_MAX) == 0)
		folded[0] = '\0';
}

static size_t count_character(const struct block *block, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < block->length; i++)
		count += block->text[i] == c;
	return count;
}

static bool is_furniture(const struct block *block, const char *folded)
{
	size_t letters = 0;

	if (block->is_aside || BEGINS_WITH(folded, furniture) || count_character(block, '|') >= 2)
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (memmem(block->text, block->length, marks[i], strlen(marks[i])) != NULL)
			return true;
	}
	for (size_t i = 0; i < block->length; i++) {
		unsigned char c = (unsigned char)block->text[i];

		letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xc0;
	}
	return letters < 2;
}

/* "Table 1: Partners" */
static bool is_numbered_title(const struct block *block, const char *folded)
{
	const char *number;

	if (!BEGINS_WITH(folded, titles) || block->length > TITLE_LENGTH)
		return false;
	number = strchr(folded + 1, ' ') + 1;
	return *number >= '0' && *number <= '9';
}

/* ---- points ------------------------------------------------------------------------------- */

/* "(UCLA)": capitals in brackets. */
static bool has_abbreviation(const struct block *block)
{
	const char *text = block->text;

	for (const char *at = strchr(text, '('); at != NULL; at = strchr(at + 1, '(')) {
		size_t capitals = 0;

		for (at++; *at != '\0' && *at != ')' && (*at < 'a' || *at > 'z'); at++)
			capitals += *at >= 'A' && *at <= 'Z';
		if (*at == ')' && capitals >= 2)
			return true;
		if (*at == '\0')
			break;
	}
	return false;
}

/* ", Austria", "(Austria)" at the end. */
static bool ends_with_country(const struct block *block)
{
	struct country_found found;
	size_t at;

	if (!country_find_in(block->text, block->length, COUNTRY_AT_END, &found))
		return false;
	at = found.start;
	while (at > 0 && block->text[at - 1] == ' ')
		at--;
	return at > 0 && (block->text[at - 1] == ',' || block->text[at - 1] == '(');
}

/* Words that begin with a capital, and long ones that do not. */
static void count_cases(const struct block *block, size_t *ret_large, size_t *ret_small)
{
	bool is_start = true;
	size_t start = 0;

	*ret_large = *ret_small = 0;
	for (size_t i = 0; i <= block->length; i++) {
		unsigned int code = 0;

		if (i < block->length && block->text[i] != ' ') {
			if (is_start)
				start = i;
			is_start = false;
			continue;
		}
		if (is_start)
			continue;
		is_start = true;
		while (start < i && memchr("\"'(", block->text[start], 3) != NULL)
			start++;
		if (start == i || text_utf8(block->text + start, i - start, &code) == 0)
			continue;
		if ((code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff) ||
		    (code >= 0x430 && code <= 0x45f))
			*ret_small += i - start >= 4;
		else
			(*ret_large)++;
	}
}

static int points_of(const struct block *block)
{
	const char *text = block->text;
	size_t length = block->length, large, small;
	bool has_institution = institutions_match(text, text_cut(text, length, 400));
	bool has_capitals = has_abbreviation(block);
	bool is_activity = activities_begin(text, length);
	int points = 0;

	count_cases(block, &large, &small);
	points += has_institution ? 3 : 0;
	points += has_capitals ? 2 : 0;
	points += ends_with_country(block) ? 2 : 0;
	points += small * 3 <= large ? 1 : 0;
	points -= small > large ? 2 : 0;
	points -= ends_a_sentence(text, length) ? 3 : 0;
	points -= has_sentences(text, length) ? 3 : 0;
	points -= count_character(block, ';') > 0 ? 3 : 0;
	points -= length > NAME_LENGTH ? 3 : 0;
	points -= !is_activity ? 0 : has_institution || has_capitals ? 1 : 3;
	if (is_activity && (strstr(text, " with ") != NULL || strstr(text, " between ") != NULL))
		points -= 3;
	return points;
}

enum list_kind list_kind_of(const struct block *block)
{
	char folded[FOLDED_MAX];
	int points;

	fold_start(block, folded);
	switch (place_kind_of(block->text)) {
	case PLACE_COUNTRY:
		return block->is_aside ? LIST_FURNITURE : LIST_COUNTRY;
	case PLACE_REGION:
		return block->is_aside ? LIST_FURNITURE : LIST_REGION;
	default:
		break;
	}
	if (is_furniture(block, folded))
		return LIST_FURNITURE;
	if (is_numbered_title(block, folded))
		return LIST_TABLE;
	if (common_words_are_title(block->text, block->length))
		return LIST_TITLE;
	points = points_of(block);
	if (block->text[block->length - 1] == ':' && block->length <= TITLE_LENGTH)
		return LIST_TITLE;
	if (points >= SURE)
		return LIST_NAME;
	if (block->style == BLOCK_HEADING)
		return LIST_TITLE;
	return points > 0 ? LIST_MAYBE : LIST_NOTE;
}
