#include "intake/pages/list_time.h"

#include <string.h>

#include "intake/time/validity.h"
#include "intake/words/fold.h"
#include "intake/words/types.h"

#define NOTE_MAX 600 /* bytes of a note whose dates can be taken */

#define SHORT_NOTE 80 /* bytes of one in which a year is that of an agreement */

/* What the dates of a note are, as far as marks say. */
struct roles {
	size_t signed_on; /* the date that is it; the number of dates: none is */
	size_t starts, ends;
	bool is_clear; /* each date has a role, and none has two */
};

/* "от 12.03.2021": documents are called by the day on which they were signed. */
static bool names_document(const char *text, size_t end)
{
	size_t start;
	char folded[16];

	while (end > 0 && text[end - 1] == ' ')
		end--;
	for (start = end; start > 0 && text[start - 1] != ' ' && text[start - 1] != '(';)
		start--;
	return end - start < sizeof(folded) - 2 &&
	       fold_words(text + start, end - start, folded, sizeof(folded)) > 0 &&
	       strcmp(folded, " от ") == 0;
}

static struct roles roles_of(const char *text, const struct validity *validity)
{
	struct roles roles = {.signed_on = validity->date_count, .is_clear = true};

	for (size_t i = 0; i < validity->date_count; i++) {
		const struct validity_date *date = &validity->dates[i];
		bool is_range = i + 1 < validity->date_count && date[1].mark == VALIDITY_RANGE_END;
		bool is_signed = date->mark == VALIDITY_SIGNED ||
				 (date->mark == VALIDITY_FROM && names_document(text, date->start));

		if (is_signed && roles.signed_on < validity->date_count)
			roles.is_clear = false;
		else if (is_signed)
			roles.signed_on = i;
		else if (date->mark == VALIDITY_FROM || (date->mark == VALIDITY_PLAIN && is_range))
			roles.starts++;
		else if (date->mark == VALIDITY_UNTIL || date->mark == VALIDITY_RANGE_END)
			roles.ends++;
		else
			roles.is_clear = false;
	}
	if (roles.starts > 1 || roles.ends > 1 || validity->has_more_dates ||
	    validity->second_length.n > 0)
		roles.is_clear = false;
	return roles;
}

static bool same_date(const struct validity_date *one, const struct validity_date *other)
{
	return one->mark == other->mark &&
	       vague_equal(one->date.day_first, other->date.day_first) &&
	       vague_equal(one->date.month_first, other->date.month_first);
}

static bool same_span(struct span one, struct span other)
{
	return one.n == other.n && (one.n == 0 || one.unit == other.unit);
}

/* Whether two texts say the same about time. */
static bool same(const struct validity *one, const struct validity *other)
{
	if (one->date_count != other->date_count)
		return false;
	for (size_t i = 0; i < one->date_count; i++) {
		if (!same_date(&one->dates[i], &other->dates[i]))
			return false;
	}
	return same_span(one->length, other->length) && same_span(one->every, other->every) &&
	       notice_equal(one->notice, other->notice) && one->times == other->times &&
	       one->is_tacit == other->is_tacit && one->is_not_tacit == other->is_not_tacit &&
	       one->is_open_ended == other->is_open_ended;
}

/* The shortest part of a note, in whole words, that says the same about time as all of it. */
static struct list_part crop(struct list_part part, const struct validity *whole,
			     const struct profile *profile)
{
	for (;;) {
		const char *blank = memchr(part.text, ' ', part.length);
		size_t n = blank == NULL ? part.length : (size_t)(blank - part.text) + 1;
		struct validity rest = validity_read(part.text + n, part.length - n, profile);

		if (n == part.length || !same(&rest, whole))
			break;
		part.text += n;
		part.length -= n;
	}
	for (;;) {
		const char *blank = memrchr(part.text, ' ', part.length);
		size_t n = blank == NULL ? 0 : (size_t)(blank - part.text);
		struct validity rest = validity_read(part.text, n, profile);

		if (n == 0 || !same(&rest, whole))
			break;
		part.length = n;
	}
	while (part.length > 0 && strchr(" ,;.", part.text[part.length - 1]) != NULL)
		part.length--;
	return part;
}

/* Whether a part stands for itself: marks or a type of agreement before it, marks behind it. */
static bool stands_apart(struct list_part part, const char *text, size_t length)
{
	size_t before = (size_t)(part.text - text), behind = before + part.length;

	while (before > 0 && text[before - 1] == ' ')
		before--;
	while (behind < length && text[behind] == ' ')
		behind++;
	if (behind < length && strchr(",;.)", text[behind]) == NULL)
		return false;
	return before == 0 || strchr(",;:-(", text[before - 1]) != NULL ||
	       types_match(text, before);
}

static struct list_part part_of(const char *text, const struct validity_date *date)
{
	return (struct list_part){text + date->start, date->length};
}

/* The first date that matters when it is not taken: in prose, years are of what was done. */
static struct list_part first_left(const char *text, size_t length, const struct validity *validity)
{
	for (size_t i = 0; i < validity->date_count; i++) {
		const struct date *date = &validity->dates[i].date;

		if (length <= SHORT_NOTE || date->day_first.precision > PRECISION_YEAR ||
		    date->month_first.precision > PRECISION_YEAR)
			return part_of(text, &validity->dates[i]);
	}
	return (struct list_part){.length = 0};
}

struct list_time list_time_of(const char *text, size_t length, const struct profile *profile)
{
	struct validity validity = validity_read(text, length, profile), cropped;
	struct roles roles = roles_of(text, &validity);
	struct list_time time = {.signed_on = {.length = 0}};
	bool has_end = roles.ends > 0 || validity.length.n > 0 || validity.is_open_ended;
	struct list_part part;

	if (validity.date_count == 0 && !has_end)
		return time;
	time.left = first_left(text, length, &validity);
	if (!roles.is_clear || length > NOTE_MAX)
		return time;
	part = crop((struct list_part){text, length}, &validity, profile);
	cropped = validity_read(part.text, part.length, profile);
	if (cropped.rest_length > 0 || (!has_end && roles.starts > 0) ||
	    (validity.date_count == 0 && !stands_apart(part, text, length)))
		return time;
	time.left.length = 0;
	if (roles.signed_on < validity.date_count)
		time.signed_on = part_of(text, &validity.dates[roles.signed_on]);
	if (has_end)
		time.last_day = part;
	return time;
}
