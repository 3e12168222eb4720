#include "intake/time/validity.h"

#include "intake/time/date_scan.h"
#include "intake/time/lengths.h"
#include "intake/time/own_phrases.h"
#include "intake/time/phrases.h"
#include "intake/time/reading.h"
#include "intake/time/wording.h"

/* Senses that count within dates and lengths only. */
#define PARTIAL                                                                                    \
	(SENSE_BIT(SENSE_NUMBER) | SENSE_BIT(SENSE_YEARS) | SENSE_BIT(SENSE_MONTHS) |              \
	 SENSE_BIT(SENSE_WEEKS) | SENSE_BIT(SENSE_DAYS) | SENSE_BIT(SENSE_OF_YEAR) |               \
	 SENSE_BIT(SENSE_OF_MONTH) | SENSE_BIT(SENSE_OF_DAY) | SENSE_BIT(SENSE_ORDINAL))

#define DAY_NUMBER_DIGITS 5
#define DAY_NUMBER_MIN	  20000 /* 1954 */

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a phrase of the profile means, as one of the tables would say it. */
static void take_profile_phrase(struct reading *reading, const struct profile_phrase *phrase)
{
	struct validity *validity = &reading->validity;

	switch (phrase->meaning) {
	case PHRASE_OPEN_ENDED:
		validity->is_open_ended = true;
		break;
	case PHRASE_UNSPECIFIED:
		validity->is_unspecified = true;
		break;
	case PHRASE_PENDING:
		validity->is_pending = true;
		break;
	case PHRASE_TACIT:
		validity->is_tacit = true;
		if (phrase->length.n > 0)
			validity->every = phrase->length;
		else
			reading->is_same = true;
		break;
	case PHRASE_TERM:
		reading_take_length(reading, phrase->length);
		break;
	case PHRASE_NOTHING:
		break;
	}
}

/* Whether a number hangs on something before it that was not understood: "MOU-12/2021". */
static bool hangs(const struct reading *reading, size_t at)
{
	const struct word *items = reading->words->items;
	size_t first = at;

	/* "01.O2.2027": what is written in one piece is understood as a whole or not at all. */
	while (first > 0 && items[first].is_joined)
		first--;
	if (reading->rest_first <= reading->rest_last && reading->rest_last >= first)
		return true;
	return at >= 2 &&
	       (reading->weightless == at - 1 ||
		(reading->rest_first <= reading->rest_last && reading->rest_last == at - 2)) &&
	       items[at - 1].kind == WORD_MARK && items[at - 1].is_joined && items[at].is_joined &&
	       (items[at - 1].value == '/' || items[at - 1].value == '-' ||
		(items[at - 1].value == '.' && items[at - 2].kind == WORD_NUMBER));
}

/* A number of four digits that no office means as a year, among other words. */
static bool is_stray(const struct wording *words, const struct date *date, size_t n)
{
	return n == 1 && words->count > 1 && date->is_written && !vague_is_known(date->day_first) &&
	       !vague_is_known(date->month_first);
}

/* "12/21" among words is a number of something; after "until" it is a month. */
static bool is_fraction(const struct reading *reading, size_t at, size_t n)
{
	const struct wording *words = reading->words;

	if (n != 3 || words->items[at].kind != WORD_NUMBER || words->items[at].digits != 2 ||
	    !wording_is_mark(words, at + 1, words->count, '/') ||
	    words->items[at + 2].digits != 2 || reading->mark != VALIDITY_PLAIN)
		return false;
	for (size_t i = 0; i < words->count; i++) {
		if (words->items[i].kind == WORD_LETTERS)
			return true;
	}
	return false;
}

static size_t take_date(struct reading *reading, size_t at, size_t end)
{
	const struct wording *words = reading->words;
	const struct word *word = &words->items[at];
	struct date date;
	size_t n;

	/* A month is followed by a number; few other words are. */
	if (word->kind == WORD_LETTERS) {
		size_t next = at + 1;

		while (next < end && next < at + 6 && words->items[next].kind != WORD_NUMBER)
			next++;
		if (!wording_is(words, next, end, WORD_NUMBER))
			return 0;
	}
	n = date_scan(words, at, end, &date);
	if (n == 0 || is_stray(words, &date, n) || is_fraction(reading, at, n) ||
	    hangs(reading, at))
		return 0;
	/* "2000 days" */
	if (n == 1 && word->digits == 4) {
		struct length length;

		if (lengths_read(words, at, end, &length) > 1 && length.span.unit != SPAN_YEARS)
			return 0;
	}
	reading_take_date(reading, &date, at, n);
	return n;
}

/* "2 times" */
static size_t take_times(struct reading *reading, size_t at, size_t end)
{
	size_t n, more = 0;
	int number = 0;

	n = lengths_number(reading->words, at, end, &number);
	if (n == 0 || !wording_is(reading->words, at + n, end, WORD_LETTERS) ||
	    phrases_find(reading->words, at + n, end, SENSE_BIT(SENSE_TIMES), &more) == NULL)
		return 0;
	reading->validity.times = number;
	return n + more;
}

static size_t take_length(struct reading *reading, size_t at, size_t end)
{
	struct length length = {0};
	size_t n = lengths_read(reading->words, at, end, &length);

	if (n == 0)
		return take_times(reading, at, end);
	if (length.span.n == 0) {
		reading_rest(reading, at, n);
		return n;
	}
	reading_take_length(reading, length.span);
	if (length.every.n > 0) {
		reading->validity.every = length.every;
		reading->validity.times = length.times;
	}
	return n;
}

/* "1 September", where it was said that this is about notice. */
static size_t take_notice_day(struct reading *reading, size_t at, size_t end)
{
	struct year_day day;
	size_t n = reading->role == LENGTH_NOTICE
			   ? date_scan_year_day(reading->words, at, end, &day)
			   : 0;

	if (n > 0)
		reading_take_notice_day(reading, day, at, n);
	return n;
}

static size_t take_phrase(struct reading *reading, size_t at, size_t end)
{
	const struct phrase *phrase;
	size_t n = 0;

	if (reading->words->items[at].kind != WORD_LETTERS)
		return 0;
	phrase = phrases_find(reading->words, at, end, SENSE_ALL & ~PARTIAL, &n);
	if (phrase != NULL)
		reading_take_phrase(reading, phrase, at, n);
	return n;
}

/* What nobody understands. It ends what was expected, but not that a year is none. */
static size_t take_rest(struct reading *reading, size_t at)
{
	reading_end_negation(reading);
	reading_rest(reading, at, 1);
	reading->mark = VALIDITY_PLAIN;
	reading->role = LENGTH_TERM;
	reading->is_end_of = reading->expects_every = false;
	reading->is_behind_date = reading->is_behind_length = reading->is_range = false;
	return 1;
}

static size_t take_next(struct reading *reading, size_t at, size_t end)
{
	const struct word *word = &reading->words->items[at];
	size_t n;

	if (word->is_line && word->kind != WORD_MARK)
		reading_take_mark(reading,
				  &(struct word){.kind = WORD_MARK, .value = READING_LINE_END});
	if (word->kind == WORD_MARK) {
		reading_take_mark(reading, word);
		return 1;
	}
	n = take_notice_day(reading, at, end);
	if (n == 0)
		n = take_date(reading, at, end);
	if (n == 0)
		n = take_length(reading, at, end);
	if (n == 0)
		n = take_phrase(reading, at, end);
	return n > 0 ? n : take_rest(reading, at);
}

static void take_all(struct reading *reading, const struct profile *profile)
{
	const struct wording *words = reading->words;
	bool has_phrases = profile != NULL && profile->phrase_count > 0;
	struct own_phrases own;

	if (has_phrases)
		own_phrases_find(&own, words, profile);
	for (size_t at = 0, end = has_phrases ? 0 : words->count; at < words->count;) {
		if (has_phrases && own.phrase[at] != 0) {
			take_profile_phrase(reading, &profile->phrases[own.phrase[at] - 1]);
			at += own.words[at];
			continue;
		}
		if (has_phrases && at >= end) {
			for (end = at + 1; end < words->count && own.phrase[end] == 0; end++)
				;
		}
		at += take_next(reading, at, end);
	}
	reading_end_negation(reading);
}

/* Spreadsheets count days: "46447", "46447.5" with a time of the day. */
static bool is_day_number(const struct wording *words)
{
	const struct word *items = words->items;

	if (words->count != 1 && !(words->count == 3 && wording_is_mark(words, 1, 3, '.') &&
				   items[2].is_joined && items[2].kind == WORD_NUMBER))
		return false;
	return items[0].kind == WORD_NUMBER && items[0].digits == DAY_NUMBER_DIGITS &&
	       items[0].value >= DAY_NUMBER_MIN;
}

static bool has_marks_alone(const struct wording *words)
{
	for (size_t i = 0; i < words->count; i++) {
		if (words->items[i].kind != WORD_MARK)
			return false;
	}
	return words->count > 0;
}

/* Works out what was not understood of the text. */
static void find_rest(struct reading *reading, const char *text, size_t length)
{
	const struct wording *words = reading->words;
	struct validity *validity = &reading->validity;
	size_t first = reading->rest_first, last = reading->rest_last, end;

	if (words->count == 0)
		return;
	if (!validity_says_something(validity)) {
		first = 0;
		last = words->count - 1;
	}
	end = first <= last ? words->items[last].start + words->items[last].length : 0;
	if (words->taken < length) {
		end = length;
		if (first > last)
			first = words->count - 1;
		while (end > 0 && is_blank(text[end - 1]))
			end--;
	}
	if (end == 0)
		return;
	validity->rest_start = first <= last ? words->items[first].start : words->taken;
	if (validity->rest_start < end)
		validity->rest_length = end - validity->rest_start;
}

static struct vague last_of(int year, int month)
{
	struct vague vague = {0};

	return vague_of_month(year, month, &vague) ? vague_of_day(vague.last) : vague;
}

/* On which days a school year, or its winter semester, may end. */
static void set_school_year(struct validity *validity, int year, enum semester semester)
{
	bool is_winter = semester == SEMESTER_WINTER;

	validity->school_year_ends[0] = last_of(year, is_winter ? 2 : 8);
	validity->school_year_ends[1] = last_of(year, is_winter ? 3 : 9);
}

static struct validity read_words(const char *text, size_t length, const struct profile *profile,
				  struct year_day academic_year)
{
	struct wording words;
	struct reading reading = {.words = &words, .rest_first = 1, .academic_year = academic_year};

	wording_read(&words, text, length);
	if (has_marks_alone(&words)) {
		reading.validity.is_unspecified = true;
		return reading.validity;
	}
	if (is_day_number(&words))
		reading.validity.flaw = FLAW_DAY_NUMBER;
	else
		take_all(&reading, profile);
	besides_settle(&reading.besides, &reading.validity);
	reading_settle_academic(&reading);
	if (reading.is_same && reading.validity.every.n == 0)
		reading.validity.every = reading.validity.length;
	if (reading.school_year != 0)
		set_school_year(&reading.validity, reading.school_year, reading.semester);
	find_rest(&reading, text, length);
	return reading.validity;
}

/* A date alone in the cell, in the commonest forms. */
static bool read_plain(const char *text, size_t length, struct validity *validity)
{
	size_t start = 0, end = length;
	struct date date;

	while (start < end && is_blank(text[start]))
		start++;
	while (end > start && (is_blank(text[end - 1]) || text[end - 1] == '.'))
		end--;
	if (start == end || text[start] < '0' || text[start] > '9' ||
	    !date_scan_plain(text + start, end - start, &date))
		return false;
	if (!date.is_written) {
		validity->flaw = date.flaw;
		if (date.school_year != 0)
			set_school_year(validity, date.school_year, SEMESTER_NONE);
		validity->rest_start = start;
		validity->rest_length = end - start;
		return true;
	}
	validity->date_count = 1;
	validity->dates[0] = (struct validity_date){
		.date = date, .mark = VALIDITY_PLAIN, .start = start, .length = end - start};
	validity->is_impossible =
		!vague_is_known(date.day_first) && !vague_is_known(date.month_first);
	return true;
}

struct validity validity_read_last_day(const char *text, size_t length,
				       const struct profile *profile, struct year_day academic_year)
{
	const struct profile_phrase *whole = own_phrases_whole(text, length, profile);

	if (whole != NULL) {
		struct reading reading = {.words = NULL};

		take_profile_phrase(&reading, whole);
		return reading.validity;
	}
	struct validity validity = {0};

	if (read_plain(text, length, &validity) &&
	    (year_day_is_none(academic_year) || !vague_is_known(validity.school_year_ends[0])))
		return validity;
	return read_words(text, length, profile, academic_year);
}

struct validity validity_read(const char *text, size_t length, const struct profile *profile)
{
	return validity_read_last_day(text, length, profile, (struct year_day){0});
}

bool validity_says_something(const struct validity *validity)
{
	return validity->date_count > 0 || validity->length.n > 0 || validity->every.n > 0 ||
	       notice_is_known(validity->notice) || validity->times > 0 || validity->is_tacit ||
	       validity->is_not_tacit || validity->is_open_ended || validity->is_unspecified ||
	       validity->is_pending || validity->is_yes || validity->is_no;
}
