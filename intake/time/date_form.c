#include "intake/time/date_form.h"

#include <string.h>

/* Numbers over it are no days. */
#define DAYS_MAX 31

#define MONTHS 12

/* Two digits from here on are of the last century. */
#define SHORT_YEAR_OLD 70

/* What may stand between the parts. */
enum between {
	BETWEEN_ANY,
	BETWEEN_MARKS, /* the same dot, hyphen or slash everywhere */
	BETWEEN_HYPHEN,
	BETWEEN_BLANKS, /* or a comma */
	BETWEEN_SLASH,
	BETWEEN_TOLD /* anything, but a word says which is the year */
};

/* What the letters of a form are: Y year, y a year of two digits, M month, D day; "??Y": either
 * order. */
static const struct form {
	const char *letters;
	const char *meaning;
	enum between between;
} forms[] = {
	{"nny", "??Y", BETWEEN_MARKS},	{"ynn", "YMD", BETWEEN_MARKS},
	{"y", "Y", BETWEEN_ANY},	{"nMy", "DMY", BETWEEN_ANY},
	{"Mny", "MDY", BETWEEN_ANY},	{"yMn", "YMD", BETWEEN_ANY},
	{"My", "MY", BETWEEN_ANY},	{"yM", "YM", BETWEEN_ANY},
	{"yn", "YM", BETWEEN_MARKS},	{"ny", "MY", BETWEEN_MARKS},
	{"ynM", "YDM", BETWEEN_TOLD},	{"nnn", "??y", BETWEEN_MARKS},
	{"nMn", "DMy", BETWEEN_ANY},	{"Mn", "My", BETWEEN_HYPHEN},
	{"Mnn", "MDy", BETWEEN_BLANKS}, {"nn", "My", BETWEEN_SLASH},
};

/* "15 10 2020": with blanks alone, days and months need two digits. */
static bool has_even_digits(const struct date_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->digits[i] != 2 && parts->digits[i] != 4)
			return false;
	}
	return strcmp(parts->letters, "nnn") != 0;
}

static bool has_separators(const struct date_parts *parts, enum between between)
{
	char first = parts->separators[0];

	switch (between) {
	case BETWEEN_ANY:
		return true;
	case BETWEEN_HYPHEN:
		return first == '-';
	case BETWEEN_SLASH:
		return first == '/';
	case BETWEEN_BLANKS:
		return first == ' ' && parts->separators[1] == ' ';
	case BETWEEN_TOLD:
		return parts->is_year[0];
	case BETWEEN_MARKS:
		break;
	}
	if (parts->count == 1)
		return true;
	if (parts->count == 2)
		return first != ' ';
	return parts->separators[1] == first && (first != ' ' || has_even_digits(parts));
}

static const struct form *find_form(const struct date_parts *parts)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (strcmp(forms[i].letters, parts->letters) == 0)
			return has_separators(parts, forms[i].between) ? &forms[i] : NULL;
	}
	return NULL;
}

static int whole_year(int value)
{
	return value >= 100 ? value : value + (value < SHORT_YEAR_OLD ? 2000 : 1900);
}

static struct civil civil_of(const struct date_parts *parts, const char *meaning)
{
	struct civil civil = {0};

	for (size_t i = 0; i < parts->count; i++) {
		switch (meaning[i]) {
		case 'Y':
			civil.year = parts->values[i];
			break;
		case 'y':
			civil.year = whole_year(parts->values[i]);
			break;
		case 'M':
			civil.month = parts->values[i];
			break;
		default:
			civil.day = parts->values[i];
			break;
		}
	}
	return civil;
}

static bool is_believed(int year)
{
	return year >= DATES_YEAR_MIN && year <= DATES_YEAR_MAX;
}

/* The date that the parts are when read as meaning says; unknown when there is none. */
static struct vague read_as(const struct date_parts *parts, const char *meaning)
{
	struct civil civil = civil_of(parts, meaning);
	struct vague vague = {0};
	struct day day;

	if (!is_believed(civil.year))
		return vague;
	if (parts->count == 1)
		(void)vague_of_year(civil.year, &vague);
	else if (parts->count == 2)
		(void)vague_of_month(civil.year, civil.month, &vague);
	else if (day_from_civil(civil, &day))
		vague = vague_of_day(day);
	return vague;
}

/* The day that the parts name in that order, if only its month is too short for it. */
static struct civil find_no_day(const struct date_parts *parts, const char *meaning)
{
	struct civil civil = civil_of(parts, meaning);

	if (parts->count != 3 || !is_believed(civil.year) || civil.month < 1 || civil.month > 12 ||
	    civil.day > DAYS_MAX || civil.day <= day_month_length(civil.year, civil.month))
		return (struct civil){0};
	return civil;
}

static void read_one_way(const struct date_parts *parts, const char *meaning, struct date *date)
{
	date->is_written = true;
	date->day_first = date->month_first = read_as(parts, meaning);
	date->no_such_day = find_no_day(parts, meaning);
}

static void read_both_ways(const struct date_parts *parts, const char *day_first,
			   const char *month_first, struct date *date)
{
	date->is_written = true;
	date->is_dotted = parts->separators[0] == '.';
	date->day_first = read_as(parts, day_first);
	date->month_first = read_as(parts, month_first);
	/* Only one of the orders can have a month that is one. */
	date->no_such_day = find_no_day(parts, day_first);
	if (date->no_such_day.day == 0)
		date->no_such_day = find_no_day(parts, month_first);
}

/* Three numbers of two digits at most. With dots and slashes the year comes last, unless the first
 * one can be no day; with hyphens nothing but such a number tells. */
static bool read_short(const struct date_parts *parts, struct date *date)
{
	bool has_first = parts->values[0] > DAYS_MAX;
	bool has_last = parts->values[2] > DAYS_MAX || parts->is_year[2];

	if (parts->digits[0] != 2 && parts->digits[2] != 2)
		return false;
	date->is_short = true;
	if (parts->separators[0] == '-' && !has_first && !has_last)
		date->flaw = FLAW_SHORT_YEAR;
	else if (has_first && !has_last)
		read_one_way(parts, "yMD", date);
	else if (parts->digits[2] == 2)
		read_both_ways(parts, "DMy", "MDy", date);
	else
		return false;
	return true;
}

/* "2011/12" is a school year rather than a month; "2011-12" is a month. */
static bool is_school_year(const struct date_parts *parts)
{
	return parts->digits[1] == 2 && parts->values[1] == (parts->values[0] + 1) % 100 &&
	       (parts->separators[0] == '/' || parts->values[1] > 12);
}

/* "03/21": a month and a year, where the second number can be nothing else. */
static bool read_short_month(const struct date_parts *parts, struct date *date)
{
	int month = parts->values[0], year = parts->values[1];

	if (parts->digits[0] != 2 || parts->digits[1] != 2 || month < 1 || month > MONTHS)
		return false;
	/* "12/13" can be a school year. */
	if (year > MONTHS && year != month + 1) {
		date->is_short = true;
		read_one_way(parts, "My", date);
	} else {
		date->flaw = FLAW_SHORT_YEAR;
	}
	return true;
}

bool date_form(const struct date_parts *parts, struct date *ret_date)
{
	const struct form *form = find_form(parts);
	struct date date = {0};

	if (form == NULL)
		return false;
	if (strcmp(form->letters, "nnn") == 0) {
		if (!read_short(parts, &date))
			return false;
	} else if (form->between == BETWEEN_SLASH) {
		if (!read_short_month(parts, &date))
			return false;
	} else if (form->meaning[0] == '?') {
		read_both_ways(parts, "DMY", "MDY", &date);
	} else if (strcmp(form->letters, "yn") == 0 && is_school_year(parts)) {
		date.school_year = parts->values[0] + 1;
	} else if (form->meaning[parts->count - 1] == 'y') {
		if (parts->digits[parts->count - 1] != 2)
			return false;
		date.is_short = true;
		read_one_way(parts, parts->values[0] > DAYS_MAX ? "yMD" : form->meaning, &date);
	} else {
		read_one_way(parts, form->meaning, &date);
	}
	*ret_date = date;
	return true;
}
