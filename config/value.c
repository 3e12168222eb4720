#include "config/value.h"

#include <string.h>

#include "core/text.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One or two digits; the count of them, 0 for none. */
static size_t take_number(const char *text, int *ret_number)
{
	size_t n = 0;
	int number = 0;

	while (n < 2 && is_digit(text[n]))
		number = number * 10 + (text[n++] - '0');
	*ret_number = number;
	return n;
}

bool value_time(const char *text, int *ret_minute)
{
	int hour, minute;
	size_t n = take_number(text, &hour);

	if (n == 0 || text[n] != ':')
		return false;
	text += n + 1;
	n = take_number(text, &minute);
	if (n != 2 || text[n] != '\0' || hour > 23 || minute > 59)
		return false;
	*ret_minute = hour * 60 + minute;
	return true;
}

bool value_weekday(const char *text, enum weekday *ret_weekday)
{
	for (unsigned int i = MONDAY; i <= SUNDAY; i++) {
		const char *name = day_weekday_name((enum weekday)i);
		char abbreviation[4] = {name[0], name[1], name[2], '\0'};

		if (text_compare_case(text, name) == 0 ||
		    text_compare_case(text, abbreviation) == 0) {
			*ret_weekday = (enum weekday)i;
			return true;
		}
	}
	return false;
}

size_t value_characters(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

bool value_has_control(const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < length;) {
		unsigned int code;
		size_t step = text_utf8(text + i, length - i, &code);

		if (step == 0 || code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 ||
		    code == 0x2029)
			return true;
		i += step;
	}
	return false;
}

const char *value_key_fault(const char *text)
{
	size_t length = strlen(text);

	if (length > 64)
		return "is longer than 64 characters";
	for (size_t i = 0; i < length; i++) {
		if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '-' && text[i] != '_')
			return "may hold letters (a to z), digits, '-' and '_' only";
	}
	return NULL;
}

const char *value_path_fault(const char *text)
{
	size_t length = strlen(text);

	if (text[0] != '/')
		return "is no absolute path (it must begin with '/')";
	if (length > 4000)
		return "is longer than 4000 bytes";
	if (text[length - 1] == '/')
		return "must not end with '/'";
	return NULL;
}
