#include "intake/time/date_scan.h"

#include <string.h>

#include "intake/time/date_form.h"
#include "intake/time/date_time.h"
#include "intake/time/months.h"
#include "intake/time/phrases.h"

#define COMPACT_DIGITS 8
#define ENDINGS_MAX    3 /* behind a number: "2021-ci il" has two */

#define ENDINGS                                                                                    \
	(SENSE_BIT(SENSE_OF_YEAR) | SENSE_BIT(SENSE_OF_MONTH) | SENSE_BIT(SENSE_OF_DAY) |          \
	 SENSE_BIT(SENSE_ORDINAL))

struct scan {
	const struct wording *words;
	size_t at, end;
	struct date_parts parts;
};

/* Words between a day, a month and a year that say nothing. */
static const char *const fillers[] = {"of", "de", "del", "di", "do", "da", "the", "den", "od"};

static bool is_filler(const struct wording *words, size_t at, size_t end)
{
	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++) {
		if (wording_is_text(words, at, end, fillers[i]))
			return true;
	}
	return false;
}

/* The month that stands at `at`, in one word or two ("арван нэгдүгээр"); ret_words: which. */
static int find_month(const struct wording *words, size_t at, size_t end, size_t *ret_words)
{
	const struct word *word = &words->items[at];
	int month;

	if (wording_is(words, at + 1, end, WORD_LETTERS)) {
		const struct word *next = &words->items[at + 1];
		size_t length = (size_t)word->folded_length + 1 + next->folded_length;
		char both[64];

		if (length <= sizeof(both)) {
			memcpy(both, words->folded + word->folded, word->folded_length);
			both[word->folded_length] = ' ';
			memcpy(both + word->folded_length + 1, words->folded + next->folded,
			       next->folded_length);
			month = months_find(both, length);
			*ret_words = 2;
			if (month != 0)
				return month;
		}
	}
	*ret_words = 1;
	return months_find(words->folded + word->folded, word->folded_length);
}

/* "2023.05. 4 year": the number behind a month and its year is no day. */
static bool is_term(const struct scan *scan, size_t part)
{
	return part == 2 && scan->parts.letters[0] == 'y' && scan->at > 0 &&
	       !scan->words->items[scan->at - 1].is_joined;
}

/* Takes what is written behind a number to say what it is: "-го", "th", "оны", "г". */
static void take_endings(struct scan *scan, size_t part)
{
	struct date_parts *parts = &scan->parts;

	for (int i = 0; i < ENDINGS_MAX; i++) {
		size_t at = scan->at, n = 0;
		const struct phrase *phrase;

		/* "2021-го", "2021. gada" */
		if ((wording_is_mark(scan->words, at, scan->end, '-') ||
		     (wording_is_mark(scan->words, at, scan->end, '.') && i == 0 &&
		      parts->letters[part] == 'y')) &&
		    scan->words->items[at].is_joined)
			at++;
		if (!wording_is(scan->words, at, scan->end, WORD_LETTERS))
			return;
		phrase = phrases_find(scan->words, at, scan->end, ENDINGS, &n);
		if (phrase == NULL ||
		    (phrase->sense == SENSE_ORDINAL && !scan->words->items[at].is_joined))
			return;
		if (phrase->sense == SENSE_OF_YEAR && is_term(scan, part))
			return;
		if (phrase->sense == SENSE_OF_YEAR) {
			/* "5-р сар": the letter can be another number's ending. */
			if (parts->letters[part] == 'y' || part == 2)
				parts->is_year[part] = true;
			else if (!scan->words->items[at].is_joined)
				return;
		} else if (phrase->sense != SENSE_ORDINAL && parts->letters[part] != 'n') {
			return;
		} else if (phrase->sense == SENSE_OF_MONTH) {
			parts->letters[part] = 'M';
		}
		scan->at = at + n;
	}
}

/* Takes a number of a date; quotation marks may stand around it. */
static bool take_number(struct scan *scan)
{
	struct date_parts *parts = &scan->parts;
	size_t at = scan->at + (wording_is_mark(scan->words, scan->at, scan->end, '"') ? 1 : 0);
	const struct word *word = &scan->words->items[at];
	bool is_quoted = at != scan->at;

	if (!wording_is(scan->words, at, scan->end, WORD_NUMBER) ||
	    (word->digits > 2 && word->digits != 4) ||
	    (is_quoted && !wording_is_mark(scan->words, at + 1, scan->end, '"')))
		return false;
	parts->letters[parts->count] = word->digits == 4 ? 'y' : 'n';
	parts->values[parts->count] = (int)word->value;
	parts->digits[parts->count] = word->digits;
	scan->at = at + 1 + (wording_is_mark(scan->words, at + 1, scan->end, '"') ? 1 : 0);
	take_endings(scan, parts->count);
	parts->count++;
	return true;
}

/* "12.XI.2020" */
static bool take_roman(struct scan *scan)
{
	static const char *const romans[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
					     "vii", "viii", "ix",  "x",	 "xi", "xii"};
	struct date_parts *parts = &scan->parts;

	if (parts->count != 1 || parts->letters[0] != 'n' ||
	    !wording_is(scan->words, scan->at, scan->end, WORD_LETTERS))
		return false;
	for (int month = 1; month <= 12; month++) {
		if (!wording_is_text(scan->words, scan->at, scan->end, romans[month - 1]))
			continue;
		parts->letters[1] = 'M';
		parts->values[1] = month;
		parts->count = 2;
		scan->at++;
		return true;
	}
	return false;
}

static bool take_month(struct scan *scan)
{
	struct date_parts *parts = &scan->parts;
	size_t n = 0;
	int month;

	if (!wording_is(scan->words, scan->at, scan->end, WORD_LETTERS))
		return false;
	/* "2028-dək": until then, and not in December. */
	if (parts->count == 1 && parts->letters[0] == 'y' &&
	    wording_is_text(scan->words, scan->at, scan->end, "dek"))
		return false;
	month = find_month(scan->words, scan->at, scan->end, &n);
	if (month == 0)
		return false;
	parts->letters[parts->count] = 'M';
	parts->values[parts->count++] = month;
	scan->at += n;
	/* "оны арван нэгдүгээр сарын": the word for month behind its name. */
	if (wording_is(scan->words, scan->at, scan->end, WORD_LETTERS) &&
	    phrases_find(scan->words, scan->at, scan->end, SENSE_BIT(SENSE_OF_MONTH), &n) != NULL)
		scan->at += n;
	return true;
}

/* Takes what stands between two parts. */
static bool take_separator(struct scan *scan)
{
	char separator = ' ';

	for (; scan->at < scan->end; scan->at++) {
		const struct word *word = &scan->words->items[scan->at];

		if (word->kind == WORD_NUMBER)
			break;
		if (word->kind == WORD_LETTERS) {
			if (!is_filler(scan->words, scan->at, scan->end))
				break;
			continue;
		}
		if (word->value == ',' || word->value == '"')
			break;
		if ((word->value != '.' && word->value != '-' && word->value != '/') ||
		    separator != ' ')
			return false;
		separator = (char)word->value;
	}
	if (wording_is_mark(scan->words, scan->at, scan->end, ','))
		scan->at++;
	scan->parts.separators[scan->parts.count - 1] = separator;
	return true;
}

/* Whether the mark at `at` ties the word before it to a number behind it. */
static bool is_tie(const struct scan *scan, size_t at)
{
	return wording_is(scan->words, at + 1, scan->end, WORD_NUMBER) &&
	       scan->words->items[at].is_joined && scan->words->items[at + 1].is_joined;
}

/* Whether the parts so far cannot be all: what follows belongs to them. */
static bool is_torn(const struct scan *scan)
{
	const struct date_parts *parts = &scan->parts;
	const struct word *next = &scan->words->items[scan->at];
	char last = parts->letters[parts->count - 1];

	if (scan->at >= scan->end)
		return false;
	/* "2020 March 2022", "2020 March 12 2022": the year behind it belongs to the month. */
	if (next->kind == WORD_NUMBER && next->digits == 4)
		return parts->letters[0] == 'y' && parts->count > 1 && !parts->is_year[0] &&
		       parts->letters[1] == 'M';
	/* "May 12, 13 June 2021" */
	if (next->kind == WORD_LETTERS && strcmp(parts->letters, "Mnn") == 0) {
		size_t n = 0;

		return find_month(scan->words, scan->at, scan->end, &n) != 0;
	}
	/* "2018 March 5 years" */
	if (next->kind == WORD_LETTERS && last == 'n' && parts->count == 3) {
		size_t n = 0;

		return phrases_find(scan->words, scan->at, scan->end, SENSE_BIT(SENSE_YEARS), &n) !=
		       NULL;
	}
	if (next->kind != WORD_MARK || !is_tie(scan, scan->at))
		return false;
	/* "2020-10-15/2025-10-15" */
	if (next->value == '/' && parts->count == 3 && parts->separators[0] != '/')
		return false;
	if (next->value == '.' || next->value == '/')
		return last != 'M' && !parts->is_year[parts->count - 1];
	if (next->value != '-')
		return false;
	if (parts->count == 1)
		return scan->words->items[scan->at + 1].digits <= 2;
	return parts->separators[0] == '-';
}

/* A date of eight digits. */
static bool read_compact(const struct word *word, struct date *ret_date)
{
	struct date_parts parts = {.count = 3, .letters = "ynn", .separators = {'-', '-'}};
	struct date date;

	parts.values[0] = (int)(word->value / 10000);
	parts.values[1] = (int)(word->value / 100 % 100);
	parts.values[2] = (int)(word->value % 100);
	if (!date_form(&parts, &date) || !vague_is_known(date.day_first))
		return false;
	*ret_date = date;
	return true;
}

/* "2027/28", "2027-2028", "2018/2023": years, but no dates. Three words, or 0. */
static size_t scan_school_year(const struct wording *words, size_t at, size_t end)
{
	const struct word *year = &words->items[at];
	const struct word *next = &words->items[at + 2];
	bool is_slash = wording_is_mark(words, at + 1, end, '/');

	if (year->digits != 4 || !wording_is(words, at + 2, end, WORD_NUMBER) ||
	    (!is_slash && !wording_is_mark(words, at + 1, end, '-')))
		return 0;
	/* "2027-2028.05": a month follows; "2023-2024-05" */
	if (at + 4 < end && words->items[at + 3].kind == WORD_MARK &&
	    is_tie(&(struct scan){.words = words, .end = end}, at + 3))
		return 0;
	if (next->digits == 4)
		return is_slash || next->value == year->value + 1 ? 3 : 0;
	if (next->digits != 2 || next->value != (year->value + 1) % 100)
		return 0;
	return is_slash || next->value > 12 ? 3 : 0;
}

/* Takes part after part; as many words as are a date. */
static size_t scan_parts(const struct wording *words, size_t at, size_t end, struct date *ret_date)
{
	struct scan scan = {.words = words, .at = at, .end = end};
	size_t taken = 0;

	while (scan.parts.count < DATE_PARTS_MAX) {
		if (scan.parts.count > 0 && !take_separator(&scan))
			break;
		if (!take_number(&scan) && !take_month(&scan) && !take_roman(&scan))
			break;
		if (!is_torn(&scan) && date_form(&scan.parts, ret_date))
			taken = scan.at - at;
	}
	return taken;
}

/* "March–April 2028", "Dec/Jan 2028": one of two months. How many words, or 0. */
static size_t scan_two_months(const struct wording *words, size_t at, size_t end,
			      struct date *ret_date)
{
	size_t n = 0, more;
	int month = find_month(words, at, end, &n);
	struct date date;
	struct civil civil;

	if (month == 0)
		return 0;
	if (wording_is_mark(words, at + n, end, '.'))
		n++;
	if ((!wording_is_mark(words, at + n, end, '-') &&
	     !wording_is_mark(words, at + n, end, '/')) ||
	    !wording_is(words, at + n + 1, end, WORD_LETTERS))
		return 0;
	n++;
	more = scan_parts(words, at + n, end, &date);
	if (more == 0 || !date.is_written || date.day_first.precision != PRECISION_MONTH)
		return 0;
	civil = day_civil(date.day_first.first);
	date.other = date.day_first;
	if (!vague_of_month(month <= civil.month ? civil.year : civil.year - 1, month,
			    &date.day_first))
		return 0;
	date.month_first = date.day_first;
	*ret_date = date;
	return n + more;
}

/* The year in which the school year at `at` ends; 0: these are years further apart. */
static int school_year_end(const struct wording *words, size_t at)
{
	uint32_t year = words->items[at].value + 1;
	const struct word *next = &words->items[at + 2];

	return next->value == (next->digits == 2 ? year % 100 : year) ? (int)year : 0;
}

size_t date_scan(const struct wording *words, size_t at, size_t end, struct date *ret_date)
{
	size_t taken, school;

	if (wording_is(words, at, end, WORD_NUMBER)) {
		if (words->items[at].digits == COMPACT_DIGITS)
			return read_compact(&words->items[at], ret_date)
				       ? 1 + date_time(words, at + 1, end)
				       : 0;
		school = scan_school_year(words, at, end);
		if (school > 0) {
			*ret_date = (struct date){.school_year = school_year_end(words, at)};
			return school;
		}
	}
	taken = wording_is(words, at, end, WORD_LETTERS) ? scan_two_months(words, at, end, ret_date)
							 : 0;
	if (taken > 0)
		return taken;
	taken = scan_parts(words, at, end, ret_date);
	if (taken > 0 && ret_date->is_written &&
	    (ret_date->day_first.precision == PRECISION_DAY ||
	     ret_date->month_first.precision == PRECISION_DAY))
		taken += date_time(words, at + taken, end);
	return taken;
}

/* Whether what stands behind a day and a month belongs to them: a year, or more numbers. */
static bool goes_on(const struct scan *scan)
{
	const struct word *next = &scan->words->items[scan->at];

	if (scan->at >= scan->end || next->kind == WORD_LETTERS)
		return false;
	return next->kind == WORD_NUMBER || is_tie(scan, scan->at);
}

size_t date_scan_year_day(const struct wording *words, size_t at, size_t end,
			  struct year_day *ret_year_day)
{
	struct scan scan = {.words = words, .at = at, .end = end};
	const struct date_parts *parts = &scan.parts;
	struct year_day year_day;

	while (parts->count < 2) {
		if ((parts->count > 0 && !take_separator(&scan)) || scan.at >= end ||
		    (!take_number(&scan) && !take_month(&scan)))
			return 0;
	}
	if (strcmp(parts->letters, "nM") == 0 ||
	    (strcmp(parts->letters, "nn") == 0 && parts->separators[0] == '.'))
		year_day = (struct year_day){.month = parts->values[1], .day = parts->values[0]};
	else if (strcmp(parts->letters, "Mn") == 0)
		year_day = (struct year_day){.month = parts->values[0], .day = parts->values[1]};
	else
		return 0;
	if (goes_on(&scan) || !year_day_exists(year_day))
		return 0;
	*ret_year_day = year_day;
	return scan.at - at;
}

bool date_scan_plain(const char *text, size_t length, struct date *ret_date)
{
	struct date_parts parts = {0};
	size_t at = 0;

	for (;;) {
		size_t start = at;
		int value = 0;

		while (at < length && at - start < 5 && text[at] >= '0' && text[at] <= '9')
			value = value * 10 + (text[at++] - '0');
		if (at == start || at - start == 3 || at - start > 4)
			return false;
		parts.letters[parts.count] = at - start == 4 ? 'y' : 'n';
		parts.digits[parts.count] = (int)(at - start);
		parts.values[parts.count++] = value;
		if (at == length)
			break;
		if (parts.count == DATE_PARTS_MAX ||
		    (text[at] != '.' && text[at] != '-' && text[at] != '/'))
			return false;
		parts.separators[parts.count - 1] = text[at++];
	}
	return date_form(&parts, ret_date);
}
