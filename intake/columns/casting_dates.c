#include "intake/columns/casting_dates.h"

#include "intake/cells.h"

/* Dates of two columns that differ by less, on the average, tell nothing. */
#define DAYS_APART 30

struct settling {
	struct casting *casting;
	const struct evidence *evidence;
	const struct heading *const *known;
	const bool *is_named;
	/* The language of the headings is known: "Updated" is then no date that matters. */
	bool is_understood;
};

/* Gives the column of one role another one that has no column, and what was lost with it. */
static void change(struct casting *casting, enum role from, enum role to)
{
	size_t column = casting->of[from];

	if (column == NO_COLUMN || casting->of[to] != NO_COLUMN ||
	    casting->columns[column].reason == REASON_PROFILE)
		return;
	casting->columns[column].role = to;
	casting->of[to] = column;
	casting->of[from] = NO_COLUMN;
	for (size_t i = 0; i < casting->column_count; i++) {
		if (casting->lost[i] == from)
			casting->lost[i] = to;
	}
}

/* Whether a column holds dates of which no heading says what they are. */
static bool is_open(const struct settling *settling, size_t column)
{
	const struct heading *heading = settling->known[column];
	const struct evidence *evidence = &settling->evidence[column];

	if (settling->is_named[column] || evidence->days == 0 || evidence->cells < 2 ||
	    !evidence_is_mostly(evidence, evidence->dates, 60))
		return false;
	if (heading != NULL)
		return heading->role == ROLE_SIGNED && heading->claim == CLAIM_POOR;
	return !settling->is_understood || settling->casting->columns[column].heading[0] == '\0';
}

/* Whether the dates of one column are later than those of another, on the average. */
static bool is_later(const struct settling *settling, size_t one, size_t other)
{
	const struct evidence *a = &settling->evidence[one], *b = &settling->evidence[other];

	return a->days > 0 && b->days > 0 &&
	       a->day_sum / (int64_t)a->days > b->day_sum / (int64_t)b->days + DAYS_APART;
}

static void set(struct casting *casting, size_t column, enum role role)
{
	casting->columns[column].role = role;
	casting->of[role] = column;
}

static void set_by_content(struct casting *casting, size_t column, enum role role)
{
	set(casting, column, role);
	casting->columns[column].reason = REASON_CONTENT;
}

/* The only column of dates. */
static void settle_one(const struct settling *settling, size_t column)
{
	struct casting *casting = settling->casting;
	const struct evidence *evidence = &settling->evidence[column];
	bool has_last_day = casting->of[ROLE_LAST_DAY] != NO_COLUMN;

	if (has_last_day && is_later(settling, column, casting->of[ROLE_LAST_DAY]))
		return;
	set_by_content(casting, column,
		       !has_last_day && evidence->month_ends * 2 > evidence->days ? ROLE_LAST_DAY
										  : ROLE_SIGNED);
}

/* A column of dates beside one that has a role already, if only by such a word as "Date". */
static void settle_beside(const struct settling *settling, size_t column)
{
	struct casting *casting = settling->casting;
	size_t first = casting->of[ROLE_SIGNED];

	if (casting->of[ROLE_LAST_DAY] != NO_COLUMN)
		return;
	if (is_later(settling, column, first)) {
		set_by_content(casting, column, ROLE_LAST_DAY);
	} else if (is_open(settling, first) && is_later(settling, first, column)) {
		set_by_content(casting, column, ROLE_SIGNED);
		set_by_content(casting, first, ROLE_LAST_DAY);
	}
}

void casting_dates_settle(struct casting *casting, const struct evidence *evidence,
			  const struct heading *const *known, const bool *is_named)
{
	struct settling settling = {casting, evidence, known, is_named, false};
	size_t understood = 0;

	for (size_t i = 0; i < casting->column_count; i++)
		understood += known[i] != NULL && known[i]->role != ROLE_NONE;
	settling.is_understood = understood >= 2;
	change(casting, ROLE_TERM, ROLE_LAST_DAY);
	change(casting, ROLE_EFFECTIVE, ROLE_SIGNED);
	for (size_t i = 0; i < casting->column_count; i++) {
		if (casting->columns[i].role != ROLE_NONE || !is_open(&settling, i))
			continue;
		if (casting->of[ROLE_SIGNED] == NO_COLUMN)
			settle_one(&settling, i);
		else
			settle_beside(&settling, i);
	}
}

int casting_dates_complain(const struct casting *casting, const struct evidence *evidence,
			   const struct heading *const *known, const bool *is_named,
			   const struct record *heading, const char *name,
			   struct problems *problems)
{
	int result = 0;

	for (size_t i = 0; heading != NULL && i < casting->column_count && result >= 0; i++) {
		const struct register_column *column = &casting->columns[i];
		struct cells_excerpt called = cells_excerpt(column->heading);
		struct place place;

		if (column->role != ROLE_NONE || column->heading[0] == '\0' || is_named[i] ||
		    known[i] != NULL || casting->lost[i] != ROLE_NONE || evidence[i].cells < 2 ||
		    !evidence_is_mostly(&evidence[i], evidence[i].dates, 60))
			continue;
		place = record_place(heading, i);
		result = problems_add(
			problems, PROBLEM_WARNING, name, place.line, place.column, "unnamed_dates",
			"\"%s\" holds dates, and its heading does not say what they are, so that "
			"they are not used; say it with --map \"%s=last_day\" (or signed, "
			"effective, renewal), or --map \"%s=none\"",
			called.text, called.text, called.text);
	}
	return result < 0 ? result : 0;
}
