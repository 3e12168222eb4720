#include "intake/sheets/number_format.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "core/text.h"

/* The built-in ones that are not plain; 27 to 36 and 50 to 58 are dates of East Asia. */
static const struct built_in {
	unsigned int first, last;
	struct number_format format;
} built_ins[] = {
	{9, 10, {.kind = NUMBER_PERCENT}},
	{14, 16, {.kind = NUMBER_DATE, .precision = PRECISION_DAY}},
	{17, 17, {.kind = NUMBER_DATE, .precision = PRECISION_MONTH}},
	{18, 21, {.kind = NUMBER_TIME}},
	{22, 22, {.kind = NUMBER_DATE, .precision = PRECISION_DAY}},
	{27, 31, {.kind = NUMBER_DATE, .precision = PRECISION_DAY}},
	{32, 33, {.kind = NUMBER_TIME}},
	{34, 36, {.kind = NUMBER_DATE, .precision = PRECISION_DAY}},
	{45, 47, {.kind = NUMBER_TIME}},
	{50, 58, {.kind = NUMBER_DATE, .precision = PRECISION_DAY}},
};

struct number_format number_format_built_in(unsigned int id)
{
	for (size_t i = 0; i < sizeof(built_ins) / sizeof(built_ins[0]); i++) {
		if (id >= built_ins[i].first && id <= built_ins[i].last)
			return built_ins[i].format;
	}
	return (struct number_format){.kind = NUMBER_PLAIN};
}

/* What was seen in a code. */
struct sight {
	bool year, month, day, time, percent;
	bool plain;	   /* something that keeps it from being NUMBER_DIGITS */
	bool m_is_open;	   /* the last letters were m: seconds behind them make them minutes */
	bool after_hour;   /* the last letters were h: m behind them are minutes */
	bool after_digits; /* placeholders of digits were seen */
	unsigned int zeros;
	char before[NUMBER_CODE_MAX], after[NUMBER_CODE_MAX];
	size_t before_length, after_length;
};

static void add_literal(struct sight *sight, const char *text, size_t length)
{
	char *place = sight->after_digits ? sight->after : sight->before;
	size_t *n = sight->after_digits ? &sight->after_length : &sight->before_length;

	if (length >= NUMBER_CODE_MAX - *n)
		return;
	memcpy(place + *n, text, length);
	*n += length;
	place[*n] = '\0';
}

/* A bracket: elapsed time ([h], [mm]), else a colour, a condition, a currency or a locale. */
static const char *take_bracket(struct sight *sight, const char *code)
{
	const char *end = strchr(code, ']');
	size_t length = end == NULL ? strlen(code) : (size_t)(end - code) + 1;
	size_t letters = strspn(code + 1, "hHmMsS");

	if (letters > 0 && letters + 2 == length) {
		sight->time = true;
		sight->after_hour = code[1] == 'h' || code[1] == 'H';
	} else if (length > 2 && code[1] == '$' && code[2] != '-') {
		sight->plain = true;
	}
	return code + length;
}

static const char *take_quoted(struct sight *sight, const char *code)
{
	const char *end = strchr(code + 1, '"');
	size_t length = end == NULL ? strlen(code + 1) : (size_t)(end - code) - 1;

	add_literal(sight, code + 1, length);
	return code + 1 + length + (end != NULL);
}

/* A character behind a backslash is shown as it is; one behind '_' or '*' only takes room. */
static const char *take_escaped(struct sight *sight, const char *code)
{
	size_t length = text_utf8(code + 1, strlen(code + 1), NULL);

	if (*code == '\\')
		add_literal(sight, code + 1, length);
	return code + 1 + length;
}

/* Words of several letters that mean no part of a date. */
static const struct word {
	const char *text;
	bool is_time;
} words[] = {
	{"general", false}, {"am/pm", true}, {"a/p", true}, {"e+", false}, {"e-", false},
};

static const struct word *word_at(const char *code)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		char start[8];
		size_t length = strlen(words[i].text);

		if (strnlen(code, length) < length)
			continue;
		memcpy(start, code, length);
		start[length] = '\0';
		if (text_compare_case(start, words[i].text) == 0)
			return &words[i];
	}
	return NULL;
}

static void take_month_letters(struct sight *sight)
{
	if (sight->after_hour)
		sight->time = true;
	else
		sight->m_is_open = true;
	sight->after_hour = false;
}

static void end_months(struct sight *sight)
{
	sight->month = sight->month || sight->m_is_open;
	sight->m_is_open = false;
}

/* Letters of dates and times; a run of one letter is one part. False: it is none of them. */
static bool take_letter(struct sight *sight, char letter)
{
	if (letter == 'm') {
		end_months(sight);
		take_month_letters(sight);
		return true;
	}
	if (letter == 's') {
		sight->time = true;
		sight->m_is_open = false;
	}
	if (strchr("yebgdhs", letter) == NULL)
		return false;
	end_months(sight);
	sight->after_hour = letter == 'h';
	sight->time = sight->time || letter == 'h';
	sight->day = sight->day || letter == 'd';
	sight->year = sight->year || strchr("yeb", letter) != NULL;
	return true;
}

/* Placeholders, and what stands between them: see 18.8.31. */
static void take_sign(struct sight *sight, const char *code)
{
	switch (*code) {
	case '0':
		sight->zeros++;
		/* fallthrough */
	case '#':
	case '?':
		if (sight->after_digits && sight->after_length > 0)
			sight->plain = true; /* "000-000": text between digits */
		sight->after_digits = true;
		break;
	case '%':
		sight->percent = true;
		break;
	case '.':
	case ',':
	case '/':
	case '@':
	case '$':
		sight->plain = true;
		break;
	default:
		add_literal(sight, code, 1);
	}
}

static const char *take_token(struct sight *sight, const char *code)
{
	const struct word *word = word_at(code);
	char letter = *code;

	if (*code == '"')
		return take_quoted(sight, code);
	if (*code == '[')
		return take_bracket(sight, code);
	if ((*code == '\\' || *code == '_' || *code == '*') && code[1] != '\0')
		return take_escaped(sight, code);
	if (word != NULL) {
		sight->time = sight->time || word->is_time;
		sight->plain = true;
		return code + strlen(word->text);
	}
	if (letter >= 'A' && letter <= 'Z')
		letter = (char)(letter + ('a' - 'A'));
	if (!take_letter(sight, letter)) {
		take_sign(sight, code);
		return code + 1;
	}
	while (*code == letter || *code == letter - ('a' - 'A'))
		code++;
	return code;
}

static struct number_format of_sight(const struct sight *sight)
{
	struct number_format format = {.kind = NUMBER_PLAIN, .before = "", .after = ""};

	if (sight->day || sight->month || sight->year) {
		format.kind = NUMBER_DATE;
		format.precision = sight->day	  ? PRECISION_DAY
				   : sight->month ? PRECISION_MONTH
						  : PRECISION_YEAR;
	} else if (sight->time) {
		format.kind = NUMBER_TIME;
	} else if (sight->percent) {
		format.kind = NUMBER_PERCENT;
	} else if (!sight->plain && sight->after_digits &&
		   (sight->zeros > 1 || sight->before_length > 0 || sight->after_length > 0)) {
		format.kind = NUMBER_DIGITS;
		format.digits = sight->zeros;
	}
	return format;
}

int number_format_read(const char *code, struct arena *arena, struct number_format *ret_format)
{
	struct sight sight = {0};
	struct number_format format;

	while (*code != '\0' && *code != ';')
		code = take_token(&sight, code);
	end_months(&sight);
	format = of_sight(&sight);
	if (format.kind == NUMBER_DIGITS) {
		format.before = arena_copy(arena, sight.before);
		format.after = arena_copy(arena, sight.after);
		if (format.before == NULL || format.after == NULL)
			return -ENOMEM;
	}
	*ret_format = format;
	return 0;
}
