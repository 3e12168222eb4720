#include "core/academic_year.h"

#include <stddef.h>
#include <string.h>

/* Reads a number of so many digits, and says what follows it; NULL: there is none. */
static const char *read_digits(const char *text, size_t count, int *ret_number)
{
	if (strspn(text, "0123456789") != count)
		return NULL;
	*ret_number = 0;
	for (size_t i = 0; i < count; i++)
		*ret_number = 10 * *ret_number + (text[i] - '0');
	return text + count;
}

bool academic_year_parse(const char *text, int *ret_end)
{
	int start, end;
	const char *rest = read_digits(text, 4, &start);

	if (rest == NULL || *rest != '/' || start < 1 || start > 9998)
		return false;
	if (read_digits(rest + 1, 4, &end) == NULL) {
		if (read_digits(rest + 1, 2, &end) == NULL)
			return false;
		end += (start + 1) / 100 * 100;
	}
	if (end != start + 1 || strlen(rest) != 1 + strspn(rest + 1, "0123456789"))
		return false;
	*ret_end = end;
	return true;
}

struct day academic_year_first_day(int end, struct year_day starts)
{
	return year_day_in(starts, end - 1);
}

struct day academic_year_last_day(int end, struct year_day starts)
{
	return day_add_days(year_day_in(starts, end), -1);
}
