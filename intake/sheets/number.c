#include "intake/sheets/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS 86400.0

/* No number that spreadsheets know is longer: 1.8e308 is written out below. */
#define NUMBER_SIZE 400

static bool parse(const char *number, double *ret_value)
{
	char *end;
	double value;

	/* strtod() takes more than spreadsheets write: blanks, hexadecimal digits, "inf", "nan". */
	if (number[0] == '\0' || strspn(number, "+-.0123456789eE") != strlen(number))
		return false;
	value = strtod(number, &end);
	if (*end != '\0' || !isfinite(value))
		return false;
	*ret_value = value;
	return true;
}

static void trim_zeros(char *text)
{
	char *end = text + strlen(text);

	if (strchr(text, '.') == NULL)
		return;
	while (end[-1] == '0')
		*--end = '\0';
	if (end[-1] == '.')
		end[-1] = '\0';
}

/* 15 digits that count, without an exponent. */
static void add_value(double value, struct text *out)
{
	char text[NUMBER_SIZE];
	int decimals;

	if (value == 0) {
		text_add(out, "0");
		return;
	}
	decimals = 14 - (int)floor(log10(fabs(value)));
	if (decimals > 40) {
		/* Nobody writes such a number out. */
		text_addf(out, "%.15g", value);
		return;
	}
	(void)snprintf(text, sizeof(text), "%.*f", decimals < 0 ? 0 : decimals, value);
	trim_zeros(text);
	text_add(out, text);
}

bool number_plain(const char *number, struct text *out)
{
	double value;

	if (!parse(number, &value))
		return false;
	/* Long numbers of documents keep all their digits. */
	if (number[strspn(number, "0123456789")] == '\0' && (number[0] != '0' || number[1] == '\0'))
		text_add(out, number);
	else
		add_value(value, out);
	return true;
}

void number_day(struct day day, enum precision precision, struct text *out)
{
	char text[DAY_TEXT_SIZE];
	static const size_t lengths[] = {
		[PRECISION_NONE] = 10,
		[PRECISION_YEAR] = 4,
		[PRECISION_MONTH] = 7,
		[PRECISION_DAY] = 10,
	};

	text_add_n(out, day_format(day, text), lengths[precision]);
}

static void add_time(double part, struct text *out)
{
	int minutes = (int)(part * SECONDS + 0.5) / 60;

	text_addf(out, "%02d:%02d", minutes / 60 % 24, minutes % 60);
}

/* A serial number of days, with the time of day as its fraction. */
static enum cell_form show_date(const struct number_format *format, double value, bool is_1904,
				struct text *out)
{
	static const struct civil origin_1900 = {1899, 12, 30}, origin_1904 = {1904, 1, 1};
	/* A second is a rounding error where a day is meant. */
	double whole = floor(value + 0.5 / SECONDS);
	struct day day = DAY_MIN;

	if (whole < 1 && !is_1904 && value > 0) {
		add_time(value, out);
		return CELL_TEXT;
	}
	if (whole < (is_1904 ? 0 : 1) || whole > 2958465) {
		add_value(value, out);
		return CELL_NUMBER;
	}
	if (whole == 60 && !is_1904) {
		text_add(out, "1900-02-29");
		return CELL_TEXT;
	}
	/* Before the day that never was, days of 1900 count from one day later. */
	if (whole < 60 && !is_1904)
		whole++;
	(void)day_from_civil(is_1904 ? origin_1904 : origin_1900, &day);
	number_day(day_add_days(day, (int64_t)whole), format->precision, out);
	return CELL_DATE;
}

static enum cell_form show_time(const struct number_format *format, double value, bool is_1904,
				struct text *out)
{
	if (value >= 1 || value < 0)
		return show_date(format, value, is_1904, out);
	add_time(value, out);
	return CELL_TEXT;
}

static enum cell_form show_digits(const struct number_format *format, double value,
				  struct text *out)
{
	if (value < 0 || value >= 1e15 || value != floor(value)) {
		add_value(value, out);
		return CELL_NUMBER;
	}
	text_addf(out, "%s%0*.0f%s", format->before, (int)format->digits, value, format->after);
	return format->before[0] == '\0' && format->after[0] == '\0' ? CELL_NUMBER : CELL_TEXT;
}

enum cell_form number_show(const struct number_format *format, const char *number, bool is_1904,
			   struct text *out)
{
	double value;

	if (!parse(number, &value)) {
		text_add(out, number);
		return CELL_TEXT;
	}
	switch (format->kind) {
	case NUMBER_DATE:
		return show_date(format, value, is_1904, out);
	case NUMBER_TIME:
		return show_time(format, value, is_1904, out);
	case NUMBER_DIGITS:
		return show_digits(format, value, out);
	case NUMBER_PERCENT:
		add_value(value * 100, out);
		text_add_char(out, '%');
		return CELL_NUMBER;
	case NUMBER_PLAIN:
		break;
	}
	(void)number_plain(number, out);
	return CELL_NUMBER;
}
