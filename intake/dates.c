/*
 * A cell is first turned into its form: 'y' for a number of four digits, 'n' for one of one or two,
 * 'M' for the name of a month, and the separators between them. A table says what each form means.
 */
#include "intake/dates.h"

#include <string.h>

#include "core/text.h"

#define PARTS_MAX 3
#define FORM_MAX  12
#define WORD_MAX  16

struct parts {
	char form[FORM_MAX];
	int values[PARTS_MAX]; /* of the letters in the form */
	size_t count;
};

/* What the letters of a form are: Y year, M month, D day; "??Y" and so on: either order. */
static const struct form {
	const char *form;
	const char *meaning;
} forms[] = {
	{"y", "Y"},	  {"y-n", "YM"},    {"y.n", "YM"},    {"y/n", "YM"},	{"n.y", "MY"},
	{"n/y", "MY"},	  {"n-y", "MY"},    {"y-n-n", "YMD"}, {"y.n.n", "YMD"}, {"y/n/n", "YMD"},
	{"n.n.y", "??Y"}, {"n/n/y", "??Y"}, {"n-n-y", "??Y"}, {"M y", "MY"},	{"M.y", "MY"},
	{"M-y", "MY"},	  {"M/y", "MY"},    {"y M", "YM"},    {"y-M", "YM"},	{"n M y", "DMY"},
	{"n.M y", "DMY"}, {"n M.y", "DMY"}, {"n-M-y", "DMY"}, {"n.M.y", "DMY"}, {"n/M/y", "DMY"},
	{"M n y", "MDY"}, {"M.n y", "MDY"}, {"M-n-y", "MDY"}, {"y M n", "YMD"}, {"y-M-n", "YMD"},
};

/* Words that say nothing about the day. */
static const char *const fillers[] = {"of", "the", "year", "st", "nd", "rd", "th", "on"};

/* What spreadsheets and databases put behind a date. */
static const char *const midnights[] = {
	" 00:00:00", "T00:00:00Z", "T00:00:00", " 0:00:00", " 00:00", " 0:00", " 12:00:00 AM",
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_filler(const char *word)
{
	for (size_t i = 0; i < sizeof(fillers) / sizeof(fillers[0]); i++) {
		if (text_compare_case(word, fillers[i]) == 0)
			return true;
	}
	return false;
}

/* The month whose name starts with a word of at least three letters, from 1; 0: none. */
static int month_of(const char *word)
{
	size_t length = strlen(word);

	for (int month = 1; month <= 12 && length >= 3; month++) {
		char name[WORD_MAX];

		strcpy(name, day_month_name(month));
		if (strlen(name) < length)
			continue;
		name[length] = '\0';
		if (text_compare_case(name, word) == 0)
			return month;
	}
	return 0;
}

/* Where text ends when a time of midnight is left out. */
static size_t length_of_date(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < sizeof(midnights) / sizeof(midnights[0]); i++) {
		size_t n = strlen(midnights[i]);

		if (length > n && text_compare_case(text + length - n, midnights[i]) == 0)
			return length - n;
	}
	return length;
}

/* Appends a letter to the form, and between two letters the separator. */
static bool add_part(struct parts *parts, char letter, int value, char *separator)
{
	size_t length = strlen(parts->form);

	if (parts->count == PARTS_MAX)
		return false;
	if (parts->count == 0 && *separator != '\0' && *separator != ' ')
		return false;
	if (parts->count > 0)
		parts->form[length++] = *separator == '\0' ? ' ' : *separator;
	parts->form[length] = letter;
	parts->values[parts->count++] = value;
	*separator = '\0';
	return true;
}

/* Takes the number at text[*at]. */
static bool add_number(struct parts *parts, const char *text, size_t length, size_t *at,
		       char *separator)
{
	size_t start = *at;
	int value = 0;

	for (; *at < length && is_digit(text[*at]); (*at)++) {
		if (*at - start >= 4)
			return false;
		value = value * 10 + (text[*at] - '0');
	}
	if (*at - start == 3)
		return false;
	return add_part(parts, *at - start == 4 ? 'y' : 'n', value, separator);
}

/* Takes the word at text[*at]. */
static bool add_word(struct parts *parts, const char *text, size_t length, size_t *at,
		     char *separator)
{
	char word[WORD_MAX];
	size_t n = 0;
	int month;

	for (; *at < length && is_letter(text[*at]); (*at)++) {
		if (n + 1 == sizeof(word))
			return false;
		word[n++] = text[*at];
	}
	word[n] = '\0';
	if (is_filler(word))
		return true;
	month = month_of(word);
	return month != 0 && add_part(parts, 'M', month, separator);
}

/* Takes one character between parts; a blank or a comma gives way to a real separator. */
static bool add_separator(char c, char *separator)
{
	if (c == ' ' || c == ',') {
		if (*separator == '\0')
			*separator = ' ';
		return true;
	}
	if ((c != '.' && c != '-' && c != '/') || (*separator != '\0' && *separator != ' '))
		return false;
	*separator = c;
	return true;
}

static bool take_apart(const char *text, struct parts *ret_parts)
{
	size_t length = length_of_date(text);
	struct parts parts = {0};
	char separator = '\0';

	for (size_t at = 0; at < length;) {
		bool fits;

		if (is_digit(text[at]))
			fits = add_number(&parts, text, length, &at, &separator);
		else if (is_letter(text[at]))
			fits = add_word(&parts, text, length, &at, &separator);
		else
			fits = add_separator(text[at++], &separator);
		if (!fits)
			return false;
	}
	if (separator == '-' || separator == '/')
		return false; /* "2023-": something is missing */
	*ret_parts = parts;
	return true;
}

static const struct form *find_form(const struct parts *parts)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strcmp(forms[i].form, parts->form) == 0)
			return &forms[i];
	}
	return NULL;
}

static struct civil civil_of(const struct parts *parts, const char *meaning)
{
	struct civil civil = {0};

	for (size_t i = 0; i < parts->count; i++) {
		if (meaning[i] == 'Y')
			civil.year = parts->values[i];
		else if (meaning[i] == 'M')
			civil.month = parts->values[i];
		else
			civil.day = parts->values[i];
	}
	return civil;
}

/* The date that the parts are when read as meaning says; unknown when there is none. */
static struct vague read_as(const struct parts *parts, const char *meaning)
{
	struct civil civil = civil_of(parts, meaning);
	struct vague vague = {0};
	struct day day;

	if (civil.year < DATES_YEAR_MIN || civil.year > DATES_YEAR_MAX)
		return vague;
	if (strcmp(meaning, "Y") == 0)
		(void)vague_of_year(civil.year, &vague);
	else if (strlen(meaning) == 2)
		(void)vague_of_month(civil.year, civil.month, &vague);
	else if (day_from_civil(civil, &day))
		vague = vague_of_day(day);
	return vague;
}

/* Whether a text is five digits, as spreadsheets keep the days from 1954 on. */
static bool is_day_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits == 5 && text[0] >= '2' && (text[5] == '\0' || strcmp(text + 5, ".0") == 0);
}

static enum date_flaw find_flaw(const struct parts *parts)
{
	static const char *const short_years[] = {
		"n.n.n", "n/n/n", "n-n-n", "n M n", "n.M n", "n M.n", "n-M-n", "n.M.n", "n/M/n",
	};

	for (size_t i = 0; i < sizeof(short_years) / sizeof(short_years[0]); i++) {
		if (strcmp(parts->form, short_years[i]) == 0)
			return FLAW_SHORT_YEAR;
	}
	return FLAW_NONE;
}

/* The day that the parts name in that order, if only its month is too short for it. */
static struct civil find_no_day(const struct parts *parts, const char *meaning)
{
	struct civil civil = civil_of(parts, meaning);

	if (strlen(meaning) != 3 || civil.year < DATES_YEAR_MIN || civil.year > DATES_YEAR_MAX ||
	    civil.month < 1 || civil.month > 12 || civil.day > 31 ||
	    civil.day <= day_month_length(civil.year, civil.month))
		return (struct civil){0};
	return civil;
}

struct date date_read(const char *text)
{
	const struct form *form;
	struct date date = {0};
	struct parts parts;

	if (!take_apart(text, &parts)) {
		date.flaw = is_day_number(text) ? FLAW_DAY_NUMBER : FLAW_NONE;
		return date;
	}
	form = find_form(&parts);
	if (form == NULL) {
		date.flaw = find_flaw(&parts);
		return date;
	}
	date.is_written = true;
	if (form->meaning[0] != '?') {
		date.day_first = date.month_first = read_as(&parts, form->meaning);
		date.no_such_day = find_no_day(&parts, form->meaning);
		return date;
	}
	date.is_dotted = form->form[1] == '.';
	date.day_first = read_as(&parts, "DMY");
	date.month_first = read_as(&parts, "MDY");
	/* Only one of the orders can have a month that is one. */
	date.no_such_day = find_no_day(&parts, "DMY");
	if (date.no_such_day.day == 0)
		date.no_such_day = find_no_day(&parts, "MDY");
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
