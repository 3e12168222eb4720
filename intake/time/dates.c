/*
 * What a text means as a date, what that means in a column, and what a column's dates say about
 * their order. How dates are written is in date_form.h and date_scan.h.
 */
#include "intake/time/dates.h"

#include <string.h>

#include "core/text.h"
#include "intake/time/date_scan.h"
#include "intake/time/wording.h"

/* Words that may stand before a date. */
static size_t skip_words(const struct wording *words)
{
	static const char *const before[] = {"on", "the"};
	size_t at = 0;

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		at += wording_is_text(words, at, words->count, before[i]);
	return at;
}

/* Days, as spreadsheets count them, from 1954 on. */
static bool is_day_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits == 5 && text[0] >= '2' && (text[5] == '\0' || strcmp(text + 5, ".0") == 0);
}

/* Whether nothing but full stops and commas is left. */
static bool is_end(const struct wording *words, size_t at)
{
	while (wording_is_mark(words, at, words->count, '.') ||
	       wording_is_mark(words, at, words->count, ','))
		at++;
	return at == words->count;
}

static bool read_text(const char *text, struct date *ret_date)
{
	size_t length = strlen(text), at, n;
	struct wording words;

	if (date_scan_plain(text, length, ret_date))
		return true;
	wording_read(&words, text, length);
	at = skip_words(&words);
	if (words.taken < length || at >= words.count)
		return false;
	n = date_scan(&words, at, words.count, ret_date);
	return n > 0 && is_end(&words, at + n);
}

struct date date_read(const char *text)
{
	struct date date = {0};

	if (!read_text(text, &date)) {
		date = (struct date){0};
		date.flaw = is_day_number(text) ? FLAW_DAY_NUMBER : FLAW_NONE;
	} else if (date.is_short) {
		date = (struct date){.flaw = FLAW_SHORT_YEAR};
	}
	return date;
}

enum date_status date_decide(const struct date *date, enum date_order order,
			     struct vague *ret_vague)
{
	bool has_day_first = vague_is_known(date->day_first);
	bool has_month_first = vague_is_known(date->month_first);

	if (!date->is_written)
		return DATE_UNREADABLE;
	if (!has_day_first && !has_month_first)
		return DATE_IMPOSSIBLE;
	if (order == ORDER_NONE && date->is_dotted)
		order = ORDER_DAY_MONTH;
	if (!has_day_first || (has_month_first && order == ORDER_MONTH_DAY))
		*ret_vague = date->month_first;
	else if (!has_month_first || order == ORDER_DAY_MONTH ||
		 vague_equal(date->day_first, date->month_first))
		*ret_vague = date->day_first;
	else
		return DATE_AMBIGUOUS;
	return DATE_READ;
}

static void note(const char *text, unsigned int line, size_t *cells, unsigned int *first_line,
		 char first[static DATE_CELL_SIZE])
{
	size_t n = text_cut(text, strlen(text), DATE_CELL_SIZE - 1);

	if ((*cells)++ > 0)
		return;
	*first_line = line;
	memcpy(first, text, n);
	first[n] = '\0';
}

void date_column_add(struct date_column *column, const struct date *date, const char *text,
		     unsigned int line)
{
	bool has_day_first = vague_is_known(date->day_first);
	bool has_month_first = vague_is_known(date->month_first);

	if (has_day_first && !has_month_first)
		note(text, line, &column->day_month, &column->day_month_line,
		     column->day_month_cell);
	else if (has_month_first && !has_day_first)
		note(text, line, &column->month_day, &column->month_day_line,
		     column->month_day_cell);
	else if (date->is_dotted && !vague_equal(date->day_first, date->month_first))
		column->dotted++;
}

enum date_order date_column_order(const struct date_column *column)
{
	if (column->day_month > 0 && column->month_day > 0)
		return ORDER_BOTH;
	if (column->day_month > 0)
		return ORDER_DAY_MONTH;
	return column->month_day > 0 ? ORDER_MONTH_DAY : ORDER_NONE;
}

enum date_order date_column_used_order(const struct date_column *column)
{
	enum date_order order = date_column_order(column);

	return order == ORDER_NONE && column->dotted > 0 ? ORDER_DAY_MONTH : order;
}
