#include "config/value.h"

#include <stdio.h>
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

/* The letter of a unit that is written "d", "day" or "days", in any case; 0 for anything else. */
static char unit_letter(const char *word)
{
	static const char *const units[] = {"day", "week", "month", "year"};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		char letter[] = {units[i][0], '\0'};
		char plural[8];

		snprintf(plural, sizeof(plural), "%ss", units[i]);
		if (text_compare_case(word, letter) == 0 ||
		    text_compare_case(word, units[i]) == 0 || text_compare_case(word, plural) == 0)
			return letter[0];
	}
	return '\0';
}

bool value_span_meant(const char *text, struct span *ret_span)
{
	size_t digits = strspn(text, "0123456789");
	char span[8];

	if (digits == 0 || digits > sizeof(span) - 2)
		return false;
	memcpy(span, text, digits);
	span[digits] = unit_letter(text + digits + strspn(text + digits, " "));
	span[digits + 1] = '\0';
	return span_parse(span, ret_span);
}

unsigned int value_guess_limit(const char *text)
{
	return (unsigned int)strnlen(text, 9) / 3 + 1;
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
