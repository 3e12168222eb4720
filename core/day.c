#include "core/day.h"

bool day_is_none(struct day day)
{
	return day.n == DAY_NONE.n;
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int day_month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1 || year > 9999 || month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/*
 * Both directions count in eras of 400 years that begin on 1 March, so that the leap day is the
 * last day of a year and of an era.
 */
#define ERA_DAYS    146097
#define EPOCH_SHIFT 719468 /* days from 0000-03-01 to 1970-01-01 */

bool day_from_civil(struct civil civil, struct day *ret_day)
{
	int length = day_month_length(civil.year, civil.month);
	int year, era, year_of_era, day_of_year, day_of_era;

	if (civil.day < 1 || civil.day > length)
		return false;
	year = civil.month > 2 ? civil.year : civil.year - 1;
	era = year / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (civil.month > 2 ? civil.month - 3 : civil.month + 9) + 2) / 5 +
		      civil.day - 1;
	day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	ret_day->n = era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
	return true;
}

struct civil day_civil(struct day day)
{
	int shifted = day.n + EPOCH_SHIFT;
	int era = shifted / ERA_DAYS;
	int day_of_era = shifted - era * ERA_DAYS;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted_month = (5 * day_of_year + 2) / 153;
	struct civil civil;

	civil.day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
	civil.month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
	civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
	return civil;
}

enum weekday day_weekday(struct day day)
{
	/* DAY_MIN, 1 January of the year 1, is a Monday. */
	return (enum weekday)((day.n - DAY_MIN.n) % 7);
}

static struct day clamp(int64_t n)
{
	if (n < DAY_MIN.n)
		return DAY_MIN;
	if (n > DAY_MAX.n)
		return DAY_MAX;
	return (struct day){(int32_t)n};
}

struct day day_add_days(struct day day, int64_t days)
{
	if (days > INT32_MAX)
		return DAY_MAX;
	if (days < -INT32_MAX)
		return DAY_MIN;
	return clamp(day.n + days);
}

struct day day_add_months(struct day day, int64_t months)
{
	struct civil civil = day_civil(day);
	struct day result = day;
	int64_t total;
	int length;

	if (months > 9999 * 12)
		return DAY_MAX;
	if (months < -9999 * 12)
		return DAY_MIN;
	total = (int64_t)civil.year * 12 + (civil.month - 1) + months;
	if (total < 12)
		return DAY_MIN;
	if (total >= 10000 * 12)
		return DAY_MAX;
	civil.year = (int)(total / 12);
	civil.month = (int)(total % 12) + 1;
	length = day_month_length(civil.year, civil.month);
	if (civil.day > length)
		civil.day = length;
	(void)day_from_civil(civil, &result);
	return result;
}

int32_t day_diff(struct day a, struct day b)
{
	return b.n - a.n;
}

int day_compare(struct day a, struct day b)
{
	return (a.n > b.n) - (a.n < b.n);
}

struct day day_earlier(struct day a, struct day b)
{
	return a.n <= b.n ? a : b;
}

struct day day_later(struct day a, struct day b)
{
	return a.n >= b.n ? a : b;
}

/* Writes a number with so many digits: days are formatted by the million. */
static void put_digits(char *text, int number, int count)
{
	for (int i = count - 1; i >= 0; i--) {
		text[i] = (char)('0' + number % 10);
		number /= 10;
	}
}

char *day_format(struct day day, char text[static DAY_TEXT_SIZE])
{
	struct civil civil;

	if (day_is_none(day)) {
		text[0] = '-';
		text[1] = '\0';
		return text;
	}
	civil = day_civil(day);
	put_digits(text, civil.year, 4);
	text[4] = '-';
	put_digits(text + 5, civil.month, 2);
	text[7] = '-';
	put_digits(text + 8, civil.day, 2);
	text[10] = '\0';
	return text;
}

static bool digits(const char *text, int count, int *ret_number)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		number = number * 10 + (text[i] - '0');
	}
	*ret_number = number;
	return true;
}

bool day_parse(const char *text, struct day *ret_day)
{
	struct civil civil;

	return digits(text, 4, &civil.year) && text[4] == '-' &&
	       digits(text + 5, 2, &civil.month) && text[7] == '-' &&
	       digits(text + 8, 2, &civil.day) && text[10] == '\0' &&
	       day_from_civil(civil, ret_day);
}

const char *day_weekday_name(enum weekday weekday)
{
	static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
					    "Friday", "Saturday", "Sunday"};

	return names[weekday];
}

const char *day_month_name(int month)
{
	static const char *const names[] = {"January",	 "February", "March",	 "April",
					    "May",	 "June",     "July",	 "August",
					    "September", "October",  "November", "December"};

	return names[month - 1];
}
