#include "core/notice.h"

#include <string.h>

#include "core/text.h"

bool notice_is_known(struct notice notice)
{
	return notice.period.n > 0 || !year_day_is_none(notice.by);
}

bool notice_equal(struct notice a, struct notice b)
{
	return a.period.n == b.period.n && (a.period.n == 0 || a.period.unit == b.period.unit) &&
	       a.by.month == b.by.month && a.by.day == b.by.day;
}

struct day notice_deadline(struct notice notice, struct day last_day)
{
	struct day before = day_add_days(last_day, -1);
	struct day ahead_of_effect = span_before(day_add_days(last_day, 1), notice.period);

	if (year_day_is_none(notice.by))
		return span_before(last_day, notice.period);
	return year_day_on_or_before(notice.by, day_earlier(before, ahead_of_effect));
}

/* Reads " 1y ahead". */
static bool read_ahead(const char *text, struct span *ret_span)
{
	size_t blanks = strspn(text, " "), length;
	char word[SPAN_TEXT_SIZE];

	text += blanks;
	length = strcspn(text, " ");
	if (blanks == 0 || length >= sizeof(word))
		return false;
	memcpy(word, text, length);
	word[length] = '\0';
	text += length;
	return *text == ' ' && text_compare_case(text + strspn(text, " "), "ahead") == 0 &&
	       span_parse(word, ret_span);
}

bool notice_parse(const char *text, struct notice *ret_notice)
{
	struct notice notice = {0};
	const char *rest;

	if (!span_parse(text, &notice.period)) {
		rest = year_day_read(text, &notice.by);
		if (rest == NULL ||
		    (*rest != '\0' && (*rest != ',' || !read_ahead(rest + 1, &notice.period))))
			return false;
	}
	*ret_notice = notice;
	return true;
}

char *notice_format(struct notice notice, char text[static NOTICE_TEXT_SIZE])
{
	bool has_period = notice.period.n > 0, has_day = !year_day_is_none(notice.by);
	char *end = text;

	text[0] = '\0';
	if (has_day)
		end += strlen(year_day_format(notice.by, end));
	if (has_day && has_period)
		end += strlen(strcpy(end, ", "));
	if (has_period)
		end += strlen(span_format(notice.period, end));
	if (has_day && has_period)
		strcpy(end, " ahead");
	return text;
}
