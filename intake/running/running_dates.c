#include "intake/running/running_dates.h"

#include <string.h>

#include "intake/time/validity.h"

#define NONE	   ((size_t)-1)
#define PHRASE_MAX 24 /* words that are looked at for where a phrase starts */

/* A date, or a range of dates. */
struct item {
	size_t first, last; /* its tokens */
	struct day day;	    /* its last one */
	enum validity_mark mark;
};

struct zone {
	const struct running_token *tokens;
	size_t count;
	const struct profile *profile;
};

/* The first column of one of two roles; NONE. */
static size_t find_column(const struct running_column *columns, size_t count, enum role role,
			  enum role other)
{
	for (size_t i = 0; i < count; i++) {
		if (columns[i].role == role)
			return i;
	}
	for (size_t i = 0; i < count; i++) {
		if (columns[i].role == other)
			return i;
	}
	return NONE;
}

static struct validity read(const struct zone *zone, size_t first, size_t end)
{
	char text[RUNNING_JOINED_MAX];
	size_t length = running_tokens_join(zone->tokens + first, end - first, text);

	return validity_read(text, length, zone->profile);
}

static bool has_phrase(const struct validity *validity)
{
	return validity->length.n > 0 || validity->every.n > 0 || validity->is_tacit ||
	       validity->is_not_tacit || validity->is_open_ended || validity->is_unspecified ||
	       validity->is_pending;
}

/* Whether words are dates alone, when something was signed or renewed. */
static bool are_signings(const struct validity *validity)
{
	for (size_t i = 0; i < validity->date_count; i++) {
		if (validity->dates[i].mark == VALIDITY_UNTIL)
			return false;
	}
	return validity->rest_length == 0 && !has_phrase(validity);
}

/* Whether words say how long it is valid, and hold no date but "until …". */
static bool is_last_day(const struct validity *validity)
{
	bool has_until = false;

	for (size_t i = 0; i < validity->date_count; i++) {
		if (validity->dates[i].mark != VALIDITY_UNTIL)
			return false;
		has_until = true;
	}
	return (has_until || has_phrase(validity)) &&
	       (validity->rest_length == 0 || validity->rest_start > 0);
}

/*
 * Where words that say how long it is valid start; the number of tokens: nowhere. They stand
 * behind the dates.
 */
static size_t phrase_start(const struct zone *zone)
{
	size_t longest = zone->count < PHRASE_MAX ? zone->count : PHRASE_MAX;
	struct validity first = read(zone, 0, 1);
	/* "-" before something else is the signing date's. */
	size_t from = zone->count > 1 && first.is_unspecified && first.date_count == 0;
	size_t dates = from, both = NONE, words = NONE;

	for (size_t at = from; at <= longest; at++) {
		struct validity left = {0}, right = {0};

		if (at > from)
			left = read(zone, from, at);
		if (at < zone->count)
			right = read(zone, at, zone->count);
		if (are_signings(&left)) {
			dates = at;
			both = is_last_day(&right) ? at : both;
		}
		if (words == NONE && is_last_day(&right))
			words = at;
	}
	if (both != NONE)
		return both;
	if (words != NONE)
		return dates > words ? dates : words;
	if (dates < zone->count) {
		struct validity right = read(zone, dates, zone->count);

		if (has_phrase(&right) && (right.rest_length == 0 || right.rest_start > 0))
			return dates;
	}
	return zone->count;
}

/* Where such words end that stand before the dates; 0: none do. */
static size_t phrase_end(const struct zone *zone)
{
	size_t longest = zone->count < PHRASE_MAX ? zone->count : PHRASE_MAX;

	for (size_t end = 1; end <= longest; end++) {
		struct validity phrase = read(zone, 0, end);
		struct validity dates = {0};

		if (!is_last_day(&phrase))
			continue;
		if (end < zone->count)
			dates = read(zone, end, zone->count);
		if (are_signings(&dates))
			return end;
	}
	return 0;
}

static struct day day_of(const struct date *date)
{
	return vague_is_known(date->day_first) ? date->day_first.last : date->month_first.last;
}

/* The token that byte `at` of the joined text belongs to. */
static size_t token_at(const struct zone *zone, size_t end, size_t at)
{
	char text[RUNNING_JOINED_MAX];

	for (size_t i = 1; i < end; i++) {
		if (running_tokens_join(zone->tokens, i, text) > at)
			return i - 1;
	}
	return end - 1;
}

static size_t find_items(const struct zone *zone, size_t end,
			 struct item items[static VALIDITY_DATES_MAX])
{
	struct validity validity = read(zone, 0, end);
	size_t count = 0;

	for (size_t i = 0; i < validity.date_count; i++) {
		const struct validity_date *date = &validity.dates[i];
		struct item item = {
			.first = token_at(zone, end, date->start),
			.last = token_at(zone, end, date->start + date->length - 1),
			.day = day_of(&date->date),
			.mark = date->mark,
		};

		if (count > 0 && date->mark == VALIDITY_RANGE_END) {
			item.first = items[count - 1].first;
			count--;
		}
		items[count++] = item;
	}
	return count;
}

/*
 * The item that is the last day; count: none is. When the last day's column is the first one
 * (is_reversed), it can only be the first.
 */
static size_t last_day_item(const struct item *items, size_t count, bool is_reversed,
			    bool *ret_is_ordered)
{
	size_t latest = 0;

	for (size_t i = 0; i < count; i++) {
		if (items[i].mark == VALIDITY_UNTIL)
			return i;
		if (day_compare(items[i].day, items[latest].day) > 0)
			latest = i;
	}
	if (count < 2 || items[latest].mark == VALIDITY_RENEWED ||
	    items[latest].mark == VALIDITY_SIGNED)
		return count;
	if (is_reversed)
		return latest == 0 && day_compare(items[0].day, items[1].day) > 0 ? 0 : count;
	if (latest == 0 || day_compare(items[latest].day, items[latest - 1].day) <= 0)
		return count;
	*ret_is_ordered = latest + 1 == count;
	return latest;
}

/* Columns of dates, as indices; NONE. */
struct plan {
	size_t first;	  /* of the signing date */
	size_t second;	  /* of a further date: from when it counts */
	size_t last;	  /* of the last day */
	bool is_reversed; /* the last day's column stands before the signing date's */
};

/* Divides dates without words: tokens start to end - 1. */
static bool divide_dates(const struct zone *zone, const struct plan *plan, bool has_last_day,
			 unsigned char *ret_column)
{
	struct item items[VALIDITY_DATES_MAX];
	size_t count = zone->count == 0 ? 0 : find_items(zone, zone->count, items), last = count;
	bool is_ordered = true;
	size_t column = plan->first;

	if (has_last_day)
		last = last_day_item(items, count, plan->is_reversed, &is_ordered);
	for (size_t i = 0, next = 0, signings = 0; i < zone->count; i++) {
		while (next < count && items[next].first < i)
			next++;
		if (next < count && items[next].first == i) {
			bool is_second = plan->second != NONE && signings > 0;

			column = is_second ? plan->second : plan->first;
			column = next == last ? plan->last : column;
			signings += next != last;
		}
		ret_column[i] = (unsigned char)column;
	}
	return is_ordered;
}

/* Whose the words of a phrase are. */
static size_t phrase_column(const struct zone *zone, size_t start, size_t end,
			    const struct running_column *columns, size_t count, size_t last)
{
	struct validity validity = read(zone, start, end);
	size_t renewal = find_column(columns, count, ROLE_RENEWAL, ROLE_RENEWAL);
	size_t term = find_column(columns, count, ROLE_TERM, ROLE_TERM);

	if (renewal != NONE && validity.length.n == 0 && !validity.is_open_ended &&
	    (validity.is_tacit || validity.is_not_tacit))
		return renewal;
	if (term != NONE && validity.length.n > 0)
		return term;
	return last;
}

static struct plan make_plan(const struct running_column *columns, size_t count)
{
	struct plan plan = {
		.first = find_column(columns, count, ROLE_SIGNED, ROLE_EFFECTIVE),
		.second = find_column(columns, count, ROLE_EFFECTIVE, ROLE_EFFECTIVE),
		.last = find_column(columns, count, ROLE_LAST_DAY, ROLE_TERM),
	};

	if (plan.last == NONE)
		plan.last = find_column(columns, count, ROLE_RENEWAL, ROLE_NOTICE);
	if (plan.first == NONE)
		plan.first = plan.last == NONE ? 0 : plan.last;
	if (plan.second == plan.first)
		plan.second = NONE;
	plan.is_reversed = plan.last < plan.first;
	return plan;
}

bool running_dates_divide(const struct running_token *tokens, size_t token_count,
			  const struct running_column *columns, size_t column_count,
			  const struct profile *profile,
			  unsigned char ret_column[static RUNNING_TOKENS_MAX])
{
	const struct zone zone = {tokens, token_count, profile};
	struct plan plan = make_plan(columns, column_count);
	size_t start = 0, end = token_count;
	struct zone dates;

	memset(ret_column, 0, RUNNING_TOKENS_MAX);
	if (token_count == 0 || column_count == 1)
		return true;
	if (plan.last != NONE && plan.is_reversed)
		start = phrase_end(&zone);
	else if (plan.last != NONE)
		end = phrase_start(&zone);
	if (start > 0 || end < token_count) {
		size_t first = start > 0 ? 0 : end, behind = start > 0 ? start : token_count;

		memset(ret_column + first,
		       (int)phrase_column(&zone, first, behind, columns, column_count, plan.last),
		       behind - first);
	}
	dates = (struct zone){tokens + start, end - start, profile};
	return divide_dates(&dates, &plan, start == 0 && end == token_count && plan.last != NONE,
			    ret_column + start);
}
