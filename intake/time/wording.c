#include "intake/time/wording.h"

#include <string.h>

#include "core/text.h"
#include "intake/words/fold.h"

#define ENDING_MAX 3  /* letters of an ending in brackets */
#define FAR_DIGITS 10 /* a number of so many is no number that anybody reckons with */

/* What a character is. */
enum form {
	FORM_LETTER,
	FORM_IDEOGRAPH,
	FORM_DIGIT,
	FORM_MARK,
	FORM_BLANK,
	FORM_LINE,
	FORM_NOTHING
};

struct character {
	enum form form;
	unsigned int code; /* folded letter, digit's value, mark */
	size_t length;	   /* in the text */
};

/* Beyond ASCII: characters that are no letters. A mark of code 0 stands for itself. */
static const struct {
	unsigned int first, last;
	enum form form;
	unsigned int code;
} ranges[] = {
	{0x85, 0x85, FORM_LINE, 0},	     {0xa0, 0xa0, FORM_BLANK, 0},
	{0xab, 0xab, FORM_MARK, '"'},	     {0xad, 0xad, FORM_NOTHING, 0},
	{0xb0, 0xb0, FORM_NOTHING, 0},	     {0xb4, 0xb4, FORM_NOTHING, 0},
	{0xbb, 0xbb, FORM_MARK, '"'},	     {0x2b9, 0x2bf, FORM_NOTHING, 0},
	{0x2c8, 0x2c8, FORM_NOTHING, 0},     {0x300, 0x36f, FORM_NOTHING, 0},
	{0x1680, 0x1680, FORM_BLANK, 0},     {0x2000, 0x200a, FORM_BLANK, 0},
	{0x200b, 0x200f, FORM_NOTHING, 0},   {0x2010, 0x2015, FORM_MARK, '-'},
	{0x2018, 0x201b, FORM_NOTHING, 0},   {0x201c, 0x201f, FORM_MARK, '"'},
	{0x2028, 0x2029, FORM_LINE, 0},	     {0x202f, 0x202f, FORM_BLANK, 0},
	{0x2032, 0x2032, FORM_NOTHING, 0},   {0x2039, 0x203a, FORM_MARK, '"'},
	{0x205f, 0x205f, FORM_BLANK, 0},     {0x2060, 0x2060, FORM_NOTHING, 0},
	{0x2212, 0x2212, FORM_MARK, '-'},    {0x3000, 0x3000, FORM_BLANK, 0},
	{0x3001, 0x3001, FORM_MARK, ','},    {0x3002, 0x3002, FORM_MARK, '.'},
	{0x3005, 0x3007, FORM_IDEOGRAPH, 0}, {0x301c, 0x301c, FORM_MARK, '-'},
	{0x3041, 0x30ff, FORM_IDEOGRAPH, 0}, {0x3400, 0x9fff, FORM_IDEOGRAPH, 0},
	{0xac00, 0xd7a3, FORM_IDEOGRAPH, 0}, {0xfe0f, 0xfe0f, FORM_NOTHING, 0},
	{0xfe58, 0xfe58, FORM_MARK, '-'},    {0xfeff, 0xfeff, FORM_NOTHING, 0},
	{0xff08, 0xff08, FORM_MARK, '('},    {0xff09, 0xff09, FORM_MARK, ')'},
	{0xff0b, 0xff0b, FORM_MARK, '+'},    {0xff0c, 0xff0c, FORM_MARK, ','},
	{0xff0d, 0xff0d, FORM_MARK, '-'},    {0xff0e, 0xff0e, FORM_MARK, '.'},
	{0xff0f, 0xff0f, FORM_MARK, '/'},    {0xff1a, 0xff1a, FORM_MARK, ':'},
	{0xff5e, 0xff5e, FORM_MARK, '-'},
};

/* Where ten digits begin. */
static const unsigned int zeros[] = {0x660, 0x6f0, 0xff10};

/* Letters that are typed as their neighbours where the keyboard lacks them. */
static const struct {
	unsigned int letter, typed;
} neighbours[] = {
	{0x439, 0x438}, /* й */
	{0x456, 0x438}, /* і */
	{0x458, 0x438}, /* ј */
	{0x493, 0x433}, /* ғ */
	{0x49b, 0x43a}, /* қ */
	{0x49d, 0x43a}, /* ҝ */
	{0x4a3, 0x43d}, /* ң */
	{0x4af, 0x443}, /* ү */
	{0x4b1, 0x443}, /* ұ */
	{0x4b3, 0x445}, /* ҳ */
	{0x4b9, 0x447}, /* ҹ */
	{0x4bb, 0x445}, /* һ */
	{0x4d9, 0x430}, /* ә */
	{0x4e9, 0x43e}, /* ө */
};

static unsigned int loosen(unsigned int letter)
{
	if (letter < 0x439)
		return letter;
	for (size_t i = 0; i < sizeof(neighbours) / sizeof(neighbours[0]); i++) {
		/* In the order of letters. */
		if (neighbours[i].letter >= letter)
			return neighbours[i].letter == letter ? neighbours[i].typed : letter;
	}
	return letter;
}

static struct character read_ascii(unsigned char c)
{
	struct character character = {FORM_MARK, c, 1};

	if (c >= 'a' && c <= 'z') {
		character.form = FORM_LETTER;
	} else if (c >= 'A' && c <= 'Z') {
		character = (struct character){FORM_LETTER, c | 0x20u, 1};
	} else if (c >= '0' && c <= '9') {
		character = (struct character){FORM_DIGIT, c - (unsigned int)'0', 1};
	} else if (c == '\n' || c == '\r' || c == '\f' || c == '\v') {
		character.form = FORM_LINE;
	} else if (c <= ' ' || c == 0x7f) {
		character.form = FORM_BLANK;
	} else if (c == '\'' || c == '`') {
		character.form = FORM_NOTHING;
	} else if (c == '[' || c == '{') {
		character.code = '(';
	} else if (c == ']' || c == '}') {
		character.code = ')';
	} else if (c == '~') {
		character.code = '-';
	}
	return character;
}

/* What is no letter of Latin, Greek and Cyrillic. False: it is a letter all the same. */
static bool read_range(unsigned int code, struct character *character)
{
	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++) {
		if (code - zeros[i] <= 9) {
			character->form = FORM_DIGIT;
			character->code = code - zeros[i];
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (code < ranges[i].first || code > ranges[i].last)
			continue;
		character->form = ranges[i].form;
		character->code = ranges[i].code != 0 ? ranges[i].code : code;
		return true;
	}
	return false;
}

static struct character read_far(const char *text, size_t length)
{
	struct character character = {FORM_MARK, '?', 1};
	unsigned int code = 0;

	character.length = text_utf8(text, length, &code);
	if (character.length == 0) {
		character.length = 1;
		return character;
	}
	/* Most are such letters. */
	if (!(code >= 0xc0 && code < 0x2b9) && !(code >= 0x370 && code < 0x530) &&
	    read_range(code, &character))
		return character;
	character.code = loosen(fold_letter(code));
	if (character.code == 0)
		character.form = FORM_NOTHING;
	else if (fold_is_word(code))
		character.form = FORM_LETTER;
	return character;
}

static struct character read_character(const char *text, size_t length)
{
	unsigned char c = (unsigned char)text[0];

	return c < 0x80 ? read_ascii(c) : read_far(text, length);
}

/* What is being written. */
struct writing {
	struct wording *wording;
	struct word *word;
	const char *text;
	size_t length;
	size_t used; /* of wording.folded */
};

/* Whether one more folded letter finds room. */
static bool has_room(const struct writing *writing)
{
	return writing->used + 4 <= sizeof(writing->wording->folded);
}

/* Writes a code point as UTF-8. */
static void put(struct writing *writing, unsigned int code)
{
	char *out = writing->wording->folded + writing->used;

	if (code < 0x80) {
		out[0] = (char)code;
		writing->used += 1;
	} else if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3f));
		writing->used += 2;
	} else if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code & 0x3f));
		writing->used += 3;
	} else {
		out[0] = (char)(0xf0 | code >> 18);
		out[1] = (char)(0x80 | (code >> 12 & 0x3f));
		out[2] = (char)(0x80 | (code >> 6 & 0x3f));
		out[3] = (char)(0x80 | (code & 0x3f));
		writing->used += 4;
	}
}

/* The length of an ending in brackets: "(s)", or 0. */
static size_t skip_ending(const char *text, size_t length)
{
	size_t at = 1;

	if (length < 3 || text[0] != '(')
		return 0;
	for (size_t letters = 0; at < length && letters <= ENDING_MAX; letters++) {
		struct character character = read_character(text + at, length - at);

		if (character.form == FORM_MARK && character.code == ')')
			return letters > 0 ? at + 1 : 0;
		if (character.form != FORM_LETTER)
			return 0;
		at += character.length;
	}
	return 0;
}

/* Takes letters from text[at] on; where they end. */
static size_t take_letters(struct writing *writing, size_t at)
{
	while (at < writing->length && has_room(writing)) {
		struct character character =
			read_character(writing->text + at, writing->length - at);

		if (character.form == FORM_LETTER)
			put(writing, character.code);
		else if (character.form != FORM_NOTHING)
			break;
		at += character.length;
	}
	return at + skip_ending(writing->text + at, writing->length - at);
}

/* Takes digits from text[at] on; where they end. */
static size_t take_digits(struct writing *writing, size_t at)
{
	struct word *word = writing->word;

	while (at < writing->length && has_room(writing)) {
		struct character character =
			read_character(writing->text + at, writing->length - at);

		if (character.form != FORM_DIGIT)
			break;
		put(writing, '0' + character.code);
		if (word->digits < FAR_DIGITS)
			word->digits++;
		word->value =
			word->digits < FAR_DIGITS ? word->value * 10 + character.code : UINT32_MAX;
		at += character.length;
	}
	return at;
}

/* FNV-1a. */
static uint32_t hash(const char *bytes, size_t length)
{
	uint32_t value = 2166136261u;

	for (size_t i = 0; i < length; i++)
		value = (value ^ (unsigned char)bytes[i]) * 16777619u;
	return value;
}

/* Takes the word at text[at], which begins with that character; where it ends. */
static size_t take(struct writing *writing, const struct character *first, size_t at)
{
	struct word *word = writing->word;
	size_t start = writing->used, n;

	if (first->form == FORM_LETTER) {
		word->kind = WORD_LETTERS;
		at = take_letters(writing, at);
	} else if (first->form == FORM_DIGIT) {
		word->kind = WORD_NUMBER;
		at = take_digits(writing, at);
	} else {
		word->kind = first->form == FORM_MARK ? WORD_MARK : WORD_LETTERS;
		word->value = first->code;
		put(writing, first->code);
		at += first->length;
	}
	n = writing->used - start;
	word->folded = (uint16_t)start;
	word->folded_length = (uint16_t)n;
	memcpy(&word->key, writing->wording->folded + start, n < 4 ? n : 4);
	word->hash = hash(writing->wording->folded + start, n);
	word->length = (uint32_t)at - word->start;
	return at;
}

void wording_read(struct wording *wording, const char *text, size_t length)
{
	struct writing writing = {.wording = wording, .text = text, .length = length};
	bool is_joined = false, is_line = false;
	size_t at = 0;

	wording->count = 0;
	while (at < length && wording->count < WORDING_WORDS_MAX && has_room(&writing)) {
		struct character character = read_character(text + at, length - at);

		if (character.form >= FORM_BLANK) {
			is_joined = is_joined && character.form == FORM_NOTHING;
			is_line = is_line || (character.form == FORM_LINE && wording->count > 0);
			at += character.length;
			continue;
		}
		writing.word = &wording->items[wording->count++];
		*writing.word = (struct word){
			.start = (uint32_t)at, .is_joined = is_joined, .is_line = is_line};
		at = take(&writing, &character, at);
		is_joined = true;
		is_line = false;
	}
	wording->taken = at;
}
