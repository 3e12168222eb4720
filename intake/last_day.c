#include "intake/last_day.h"

#include <string.h>

#include "core/text.h"

#define PHRASE_MAX 80

/* That there is no last day. Hyphens count as blanks; "*" stands for anything. */
static const char *const open_ended[] = {
	"permanent*",
	"long term*",
	"longterm",
	"open ended*",
	"openended",
	"open end",
	"indefinite*",
	"for an indefinite *",
	"perpetual*",
	"in perpetuity",
	"perpetuity",
	"unlimited*",
	"evergreen",
	"no expir*",
	"no end date*",
	"no end",
	"no last day",
	"no time limit*",
	"no date of expir*",
	"no termination date",
	"never expires",
	"does not expire",
	"without expir*",
	"without time limit*",
	"without limit*",
	"without end*",
	"without a time limit",
	"without term",
	"not limited*",
	"for an unlimited *",
	"termless",
	"no term",
};

/* Nobody signs for longer. */
static const struct span longest = {100, SPAN_YEARS};

/* What stands before a last day. */
static const char *const prefixes[] = {
	"until ", "till ", "valid until ", "valid till ", "valid through ", "through ", "up to ",
	"to ",	  "by ",   "expires on ",  "expires ",	  "ends on ",	    "ends ",
};

static const struct unit {
	const char *name;
	enum span_unit unit;
} units[] = {
	{"y", SPAN_YEARS},	 {"yr", SPAN_YEARS},	    {"yrs", SPAN_YEARS},
	{"year", SPAN_YEARS},	 {"years", SPAN_YEARS},	    {"year(s)", SPAN_YEARS},
	{"m", SPAN_MONTHS},	 {"mo", SPAN_MONTHS},	    {"month", SPAN_MONTHS},
	{"months", SPAN_MONTHS}, {"month(s)", SPAN_MONTHS}, {"w", SPAN_WEEKS},
	{"week", SPAN_WEEKS},	 {"weeks", SPAN_WEEKS},	    {"week(s)", SPAN_WEEKS},
	{"d", SPAN_DAYS},	 {"day", SPAN_DAYS},	    {"days", SPAN_DAYS},
	{"day(s)", SPAN_DAYS},
};

/* Words that may follow a unit: "5-year term". */
static const char *const term_words[] = {"", " term", " period"};

/* Writes text with hyphens as blanks and blanks folded, without a full stop at its end. */
static bool make_phrase(const char *text, char phrase[static PHRASE_MAX])
{
	size_t n = 0;

	for (; *text != '\0'; text++) {
		char c = *text == '-' ? ' ' : *text;

		if (c == ' ' && (n == 0 || phrase[n - 1] == ' '))
			continue;
		if (n + 1 == PHRASE_MAX)
			return false;
		phrase[n++] = c;
	}
	while (n > 0 && (phrase[n - 1] == ' ' || phrase[n - 1] == '.'))
		n--;
	phrase[n] = '\0';
	return true;
}

static bool is_open_ended(const char *phrase)
{
	for (size_t i = 0; i < sizeof(open_ended) / sizeof(open_ended[0]); i++) {
		if (text_matches(open_ended[i], phrase))
			return true;
	}
	return false;
}

static bool find_unit(const char *word, enum span_unit *ret_unit)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t length = strlen(units[i].name);

		for (size_t k = 0; k < sizeof(term_words) / sizeof(term_words[0]); k++) {
			char whole[24];

			memcpy(whole, units[i].name, length);
			strcpy(whole + length, term_words[k]);
			if (text_compare_case(word, whole) == 0) {
				*ret_unit = units[i].unit;
				return true;
			}
		}
	}
	return false;
}

/* "5 years", "5year", "18 months". */
static bool read_term(const char *phrase, struct span *ret_length)
{
	struct span length = {0};
	size_t at = 0;

	for (; phrase[at] >= '0' && phrase[at] <= '9'; at++) {
		length.n = length.n * 10 + (phrase[at] - '0');
		if (length.n > SPAN_N_MAX)
			return false;
	}
	if (at == 0 || length.n == 0)
		return false;
	while (phrase[at] == ' ')
		at++;
	if (!find_unit(phrase + at, &length.unit) || span_days(length) > span_days(longest))
		return false;
	*ret_length = length;
	return true;
}

static const char *skip_prefix(const char *text)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t length = strlen(prefixes[i]);
		char start[PHRASE_MAX];

		if (strlen(text) <= length)
			continue;
		memcpy(start, text, length);
		start[length] = '\0';
		if (text_compare_case(start, prefixes[i]) == 0)
			return text + length + strspn(text + length, " ");
	}
	return text;
}

struct last_day_cell last_day_read(const char *text)
{
	struct last_day_cell cell = {.kind = LAST_DAY_UNREADABLE};
	char phrase[PHRASE_MAX];

	if (make_phrase(text, phrase)) {
		bool is_number = phrase[0] >= '0' && phrase[0] <= '9';

		if (is_number && read_term(phrase, &cell.length))
			cell.kind = LAST_DAY_TERM;
		else if (!is_number && is_open_ended(phrase))
			cell.kind = LAST_DAY_OPEN_ENDED;
		if (cell.kind != LAST_DAY_UNREADABLE)
			return cell;
	}
	cell.date = date_read(skip_prefix(text));
	if (cell.date.is_written)
		cell.kind = LAST_DAY_DATE;
	return cell;
}
