#include "core/year_day.h"

#include <stddef.h>
#include <string.h>

#define LEAP_YEAR   2000
#define LETTERS_MIN 3 /* that tell months apart */

bool year_day_is_none(struct year_day year_day)
{
	return year_day.month == 0;
}

bool year_day_exists(struct year_day year_day)
{
	return year_day.day >= 1 && year_day.day <= day_month_length(LEAP_YEAR, year_day.month);
}

struct day year_day_in(struct year_day year_day, int year)
{
	int length = day_month_length(year, year_day.month);
	struct civil civil = {year, year_day.month, year_day.day};
	struct day day = year < 1 ? DAY_MIN : DAY_MAX;

	if (civil.day > length)
		civil.day = length;
	(void)day_from_civil(civil, &day);
	return day;
}

struct day year_day_on_or_before(struct year_day year_day, struct day day)
{
	int year = day_civil(day).year;
	struct day same_year = year_day_in(year_day, year);

	return day_compare(same_year, day) <= 0 ? same_year : year_day_in(year_day, year - 1);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t count_letters(const char *text)
{
	size_t n = 0;

	while (lower(text[n]) >= 'a' && lower(text[n]) <= 'z')
		n++;
	return n;
}

/* The month whose name begins with these letters; 0: none. */
static int month_of(const char *letters, size_t count)
{
	for (int month = 1; count >= LETTERS_MIN && month <= 12; month++) {
		const char *name = day_month_name(month);
		size_t same = 0;

		while (same < count && lower(name[same]) == lower(letters[same]))
			same++;
		if (same == count)
			return month;
	}
	return 0;
}

const char *year_day_read(const char *text, struct year_day *ret_year_day)
{
	struct year_day year_day = {0};
	size_t digits = strspn(text, "0123456789"), letters;

	if (digits < 1 || digits > 2 || text[digits] != ' ')
		return NULL;
	for (size_t i = 0; i < digits; i++)
		year_day.day = 10 * year_day.day + (text[i] - '0');
	text += digits;
	text += strspn(text, " ");
	letters = count_letters(text);
	year_day.month = month_of(text, letters);
	if (!year_day_exists(year_day))
		return NULL;
	*ret_year_day = year_day;
	return text + letters;
}

bool year_day_parse(const char *text, struct year_day *ret_year_day)
{
	struct year_day year_day;
	const char *rest = year_day_read(text, &year_day);

	if (rest == NULL || *rest != '\0')
		return false;
	*ret_year_day = year_day;
	return true;
}

char *year_day_format(struct year_day year_day, char text[static YEAR_DAY_TEXT_SIZE])
{
	char *end = text;

	if (year_day_is_none(year_day)) {
		text[0] = '\0';
		return text;
	}
	if (year_day.day >= 10)
		*end++ = (char)('0' + year_day.day / 10 % 10);
	*end++ = (char)('0' + year_day.day % 10);
	*end++ = ' ';
	strcpy(end, day_month_name(year_day.month));
	return text;
}
