#include "intake/partners.h"

#include <string.h>

#include "core/text.h"
#include "intake/columns/casting.h"
#include "intake/words/institutions.h"

#define NAME_MAX_BYTES 512 /* a longer text is no name that an "and" could divide */

#define WORD(text)                                                                                 \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}

struct word {
	const char *text;
	size_t length;
};

/* Between two partners, in the languages of registers; with the blank behind it. */
static const struct word ands[] = {
	WORD("and "), WORD("& "),    WORD("und "), WORD("et "), WORD("ve "),	WORD("y "),
	WORD("и "),   WORD("және "), WORD("və "),  WORD("ба "), WORD("болон "),
};

/* What stands between a word and what belongs to it. */
static const struct word links[] = {
	WORD("of "), WORD("for "), WORD("der "), WORD("des "), WORD("de "), WORD("di "),
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Narrows a name to what is no white space and no leftover of a list at its ends. */
static struct partners_name trim(struct partners_name name)
{
	while (name.length > 0 && is_space(name.text[0])) {
		name.text++;
		name.length--;
	}
	while (name.length > 0 && (is_space(name.text[name.length - 1]) ||
				   strchr(";,/", name.text[name.length - 1]) != NULL))
		name.length--;
	return name;
}

/* Takes a name in; an empty one is dropped, and one beyond the limit joins the last one. */
static size_t add(struct partners_name *names, size_t count, struct partners_name name)
{
	name = trim(name);
	if (name.length == 0)
		return count;
	if (count == AGREEMENT_PARTNERS_MAX) {
		names[count - 1].length = (size_t)(name.text + name.length - names[count - 1].text);
		return count;
	}
	names[count] = name;
	return count + 1;
}

/* ---- what a piece is ---------------------------------------------------------------------- */

static bool has_letter(struct partners_name name)
{
	for (size_t i = 0; i < name.length; i++) {
		unsigned char c = (unsigned char)name.text[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80)
			return true;
	}
	return false;
}

/* Numbers are no words: "Arts 2" is one. */
static size_t count_words(struct partners_name name)
{
	size_t count = 0;

	for (size_t i = 0; i < name.length; i++)
		count += !is_space(name.text[i]) && (i == 0 || is_space(name.text[i - 1])) &&
			 !(name.text[i] >= '0' && name.text[i] <= '9');
	return count;
}

static bool is_institution(struct partners_name name)
{
	char text[NAME_MAX_BYTES];

	if (name.length >= sizeof(text))
		return false;
	for (size_t i = 0; i < name.length; i++)
		text[i] = is_space(name.text[i]) ? ' ' : name.text[i];
	text[name.length] = '\0';
	return casting_is_institution(text);
}

/* A letter that begins a name: a capital, or one of an alphabet without them. */
static bool starts_large(struct partners_name name)
{
	unsigned int code = 0;

	if (name.length == 0 || text_utf8(name.text, name.length, &code) == 0)
		return false;
	/* Small letters of Latin and Cyrillic; "of …" and "и …" go on with what was before. */
	return !(code >= 'a' && code <= 'z') && !(code >= 0xdf && code <= 0xff) &&
	       !(code >= 0x430 && code <= 0x45f) && code != ',' && code != '(' && code != '&' &&
	       code != '-';
}

/* The length of the word at the start of text that is one of a table; 0: none is. */
static size_t word_length(const struct word *words, size_t count, const char *text, size_t length)
{
	for (size_t i = 0; i < count; i++) {
		if (text[0] == words[i].text[0] && words[i].length < length &&
		    memcmp(text, words[i].text, words[i].length) == 0)
			return words[i].length;
	}
	return 0;
}

#define WORD_LENGTH(words, text, length)                                                           \
	word_length(words, sizeof(words) / sizeof((words)[0]), text, length)

/* What follows the last word such as "of"; all of it when there is none. */
static struct partners_name behind_link(struct partners_name name)
{
	struct partners_name rest = name;

	for (size_t at = 1; at < name.length; at++) {
		size_t n = is_space(name.text[at - 1])
				   ? WORD_LENGTH(links, name.text + at, name.length - at)
				   : 0;

		if (n > 0)
			rest = (struct partners_name){name.text + at + n, name.length - at - n};
	}
	return rest;
}

/* Whether both sides are complete: the left one of "Association of Universities and …" is not. */
static bool are_whole(struct partners_name left, struct partners_name right)
{
	struct partners_name rest;

	/* What costs least is asked first. */
	if (!starts_large(right) || count_words(right) < 2 || count_words(left) < 2 ||
	    !is_institution(right) || !is_institution(left))
		return false;
	rest = behind_link(left);
	return rest.text == left.text || !is_institution(rest);
}

/* Whether a name holds letters beyond Latin ones: another alphabet. */
static bool is_of_other_alphabet(struct partners_name name)
{
	size_t other = 0, latin = 0;

	for (size_t at = 0, n; at < name.length; at += n) {
		unsigned int code = 0;

		n = text_utf8(name.text + at, name.length - at, &code);
		n = n == 0 ? 1 : n;
		other += code >= 0x370;
		latin += (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
	}
	return other > latin;
}

/* ---- splitting ---------------------------------------------------------------------------- */

/* Splits a name at each "and" between two whole institutions. */
static size_t split_at_and(struct partners_name name, struct partners_name *names, size_t count)
{
	size_t start = 0;

	for (size_t at = 1; at < name.length; at++) {
		struct partners_name left = {name.text + start, at - 1 - start};
		struct partners_name right = {name.text + at, name.length - at};
		size_t n = 0;

		if (is_space(name.text[at - 1]))
			n = WORD_LENGTH(ands, right.text, right.length);
		right.text += n;
		right.length -= n;
		if (n == 0 || left.length == 0 || !are_whole(left, right))
			continue;
		count = add(names, count, left);
		start = at + n;
		at = start;
	}
	return add(names, count, (struct partners_name){name.text + start, name.length - start});
}

/* The start of item number n ("2." or "2)" behind white space) from `at` on; length: none. */
static size_t find_item(const char *text, size_t length, size_t at, unsigned int n)
{
	for (; at < length; at++) {
		size_t digits = 0;
		unsigned int value = 0;

		if (at > 0 && !is_space(text[at - 1]) && text[at - 1] != ';')
			continue;
		while (at + digits < length && digits < 3 && text[at + digits] >= '0' &&
		       text[at + digits] <= '9')
			value = value * 10 + (unsigned int)(text[at + digits++] - '0');
		if (digits > 0 && value == n && at + digits + 1 < length &&
		    (text[at + digits] == '.' || text[at + digits] == ')') &&
		    is_space(text[at + digits + 1]))
			return at;
	}
	return length;
}

/* "1. A 2. B 3. C"; count stays when there are fewer than two items. */
static size_t split_at_numbers(struct partners_name name, struct partners_name *names)
{
	size_t start = find_item(name.text, name.length, 0, 1);
	size_t count = 0;

	if (start != 0 || find_item(name.text, name.length, 1, 2) == name.length)
		return 0;
	for (unsigned int n = 2; start < name.length; n++) {
		size_t end = find_item(name.text, name.length, start + 1, n);
		size_t skip = strcspn(name.text + start, ".)") + 1;
		struct partners_name item = {name.text + start + skip, end - start - skip};

		count = split_at_and(trim(item), names, count);
		start = end;
	}
	return count;
}

/* Whether two pieces beside a divider are two partners. */
typedef bool divides(struct partners_name left, struct partners_name right);

static bool does_semicolon_divide(struct partners_name left, struct partners_name right)
{
	return has_letter(left) && has_letter(right);
}

/* The same name in two alphabets is one partner. */
static bool does_slash_divide(struct partners_name left, struct partners_name right)
{
	return is_institution(left) && is_institution(right) &&
	       is_of_other_alphabet(left) == is_of_other_alphabet(right);
}

/* A line that goes on with what was before, or that leads to what follows, is a wrapped name. */
static bool does_line_end_divide(struct partners_name left, struct partners_name right)
{
	/* A comma was trimmed off. */
	return left.text[left.length] != ',' && are_whole(left, right);
}

/* Splits a name at a divider; count stays when it does not divide anything. */
static size_t split_at(struct partners_name name, const char *divider, divides *does_divide,
		       struct partners_name *names)
{
	size_t length = strlen(divider), start = 0, count = 0;
	bool is_divided = false;

	for (size_t at = 0; at + length <= name.length; at++) {
		struct partners_name left = {name.text + start, at - start};
		struct partners_name right = {name.text + at + length, name.length - at - length};
		const char *next;

		if (memcmp(name.text + at, divider, length) != 0)
			continue;
		next = memmem(right.text, right.length, divider, length);
		if (next != NULL)
			right.length = (size_t)(next - right.text);
		if (!does_divide(trim(left), trim(right)))
			continue;
		count = split_at_and(trim(left), names, count);
		start = at + length;
		is_divided = true;
	}
	if (!is_divided)
		return 0;
	return split_at_and(trim((struct partners_name){name.text + start, name.length - start}),
			    names, count);
}

/* A comma stands before a part of one institution, too: what is a university divides. */
static bool is_university(struct partners_name name)
{
	return starts_large(name) && count_words(name) >= 2 &&
	       institutions_is_university(name.text, name.length);
}

/* Splits at commas when every piece is a university; 0: one is not. */
static size_t split_at_commas(struct partners_name name, struct partners_name *names)
{
	size_t count = 0, start = 0;

	for (size_t at = 0; at <= name.length; at++) {
		struct partners_name piece = {name.text + start, at - start};

		if (at < name.length && name.text[at] != ',')
			continue;
		piece = trim(piece);
		if (piece.length == 0 || !is_university(piece))
			return 0;
		count = split_at_and(piece, names, count);
		start = at + 1;
	}
	return count >= 2 ? count : 0;
}

size_t partners_split_commas(const char *text, size_t wanted,
			     struct partners_name names[static AGREEMENT_PARTNERS_MAX])
{
	size_t count = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, ",");

		count = add(names, count, (struct partners_name){text, length});
		text += length + (text[length] != '\0');
	}
	return count == wanted ? count : 0;
}

size_t partners_split(const char *text, bool does_line_divide,
		      struct partners_name names[static AGREEMENT_PARTNERS_MAX])
{
	struct partners_name whole = {text, strlen(text)};
	size_t count = 0;

	if (text[0] == '1')
		count = split_at_numbers(whole, names);
	if (count == 0 && strchr(text, ';') != NULL)
		count = split_at(whole, ";", does_semicolon_divide, names);
	if (count == 0 && does_line_divide && strchr(text, '\n') != NULL)
		count = split_at(whole, "\n", does_line_end_divide, names);
	if (count == 0 && strchr(text, '/') != NULL)
		count = split_at(whole, " / ", does_slash_divide, names);
	if (count == 0 && strchr(text, ',') != NULL)
		count = split_at_commas(whole, names);
	return count > 0 ? count : split_at_and(trim(whole), names, 0);
}

size_t partners_split_list(const char *text,
			   struct partners_name names[static AGREEMENT_PARTNERS_MAX])
{
	size_t count = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, ";,/\n");

		count = add(names, count, (struct partners_name){text, length});
		text += length + (text[length] != '\0');
	}
	return count;
}
