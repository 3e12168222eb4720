#include "intake/time/reading.h"

#include "intake/time/lengths.h"

void reading_rest(struct reading *reading, size_t at, size_t n)
{
	if (n == 0)
		return;
	if (reading->rest_first > reading->rest_last) {
		reading->rest_first = at;
		reading->rest_last = at + n - 1;
		return;
	}
	if (at < reading->rest_first)
		reading->rest_first = at;
	if (at + n - 1 > reading->rest_last)
		reading->rest_last = at + n - 1;
}

void reading_end_negation(struct reading *reading)
{
	struct negation negation = reading->negation;

	if (!negation.is_open)
		return;
	reading->negation.is_open = false;
	if (negation.is_answer)
		reading->validity.is_no = reading->validity.is_unspecified = true;
	else
		reading_rest(reading, negation.at, negation.words);
}

/* A year that a word beside it says is no date. */
static bool is_year(const struct date *date)
{
	return date->day_first.precision == PRECISION_YEAR;
}

static struct vague end_of(struct vague vague)
{
	return vague_is_known(vague) ? vague_of_day(vague.last) : vague;
}

/* "SoSe 2027": a semester is named by the year in which it begins. */
static void take_semester(struct reading *reading, const struct date *date)
{
	int year = day_civil(date->day_first.first).year;

	if (reading->semester != SEMESTER_NONE)
		reading->school_year = year + (reading->semester == SEMESTER_WINTER ? 1 : 0);
}

static void move_to_end(struct date *date)
{
	date->day_first = end_of(date->day_first);
	date->month_first = end_of(date->month_first);
}

/* A school year, or what looks like a date and is none. */
static void take_no_date(struct reading *reading, const struct date *date, size_t at, size_t n)
{
	if (date->flaw != FLAW_NONE)
		reading->validity.flaw = date->flaw;
	if (date->is_written)
		take_semester(reading, date);
	else if (reading->mark != VALIDITY_FROM && date->school_year != 0)
		reading->school_year = date->school_year;
	reading_rest(reading, at, n);
	reading->is_behind_date = reading->is_undated = false;
}

void reading_take_date(struct reading *reading, const struct date *date, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;
	const struct word *first = &reading->words->items[at];
	const struct word *last = &reading->words->items[at + n - 1];
	struct validity_date *taken;
	struct date academic;

	reading_end_negation(reading);
	if (reading_is_academic(reading, date, at)) {
		academic = reading_academic_date(reading, date);
		date = &academic;
		reading->academic_end = at + n;
	}
	reading->is_academic = false;
	if (!date->is_written || (reading->is_undated && is_year(date))) {
		take_no_date(reading, date, at, n);
		return;
	}
	if (validity->date_count == VALIDITY_DATES_MAX) {
		validity->has_more_dates = true;
		return;
	}
	taken = &validity->dates[validity->date_count++];
	taken->date = *date;
	taken->start = first->start;
	taken->length = last->start + last->length - first->start;
	taken->mark = reading->mark != VALIDITY_PLAIN ? reading->mark
		      : reading->is_range	      ? VALIDITY_RANGE_END
						      : VALIDITY_PLAIN;
	taken->is_extension = reading->is_extension && taken->mark == VALIDITY_UNTIL;
	if (reading->is_end_of)
		move_to_end(&taken->date);
	if (!vague_is_known(date->day_first) && !vague_is_known(date->month_first))
		validity->is_impossible = true;
	reading->mark = VALIDITY_PLAIN;
	reading->is_end_of = reading->is_undated = reading->is_extension = reading->is_range =
		reading->is_apart = reading->is_comma = false;
	reading->is_behind_length = reading->expects_every = false;
	reading->is_behind_date = true;
	reading->date_at = at;
	reading->date_words = n;
}

static void take_beside(struct reading *reading, enum validity_mark mark)
{
	besides_add(&reading->besides, &(struct beside){
					       .mark = mark,
					       .dates_before = reading->validity.date_count,
					       .is_comma_before = reading->is_comma,
					       .is_apart_before = reading->is_apart,
				       });
}

/* "renewed", "extended"; behind "until 2027" it says that this is the end of a further term. */
static void take_renewed(struct reading *reading, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;

	if (reading->until_end == at && at > 0) {
		validity->dates[validity->date_count - 1].is_extension = true;
		return;
	}
	take_beside(reading, VALIDITY_RENEWED);
	reading->renewed_end = at + n;
}

/* "extended until": the word before stands beside no date of its own. */
static void take_until(struct reading *reading, size_t at)
{
	reading->mark = VALIDITY_UNTIL;
	if (reading->renewed_end != at || at == 0)
		return;
	reading->is_extension = true;
	if (reading->besides.count > 0)
		reading->besides.count--;
}

static void mark_last(struct reading *reading, enum validity_mark mark)
{
	struct validity *validity = &reading->validity;

	if (reading->is_behind_date)
		validity->dates[validity->date_count - 1].mark = mark;
	reading->is_range = false;
}

/* "2027 academic year": the date before it was none. */
static void take_undated(struct reading *reading, int value, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;

	reading_rest(reading, at, n);
	if (value != 0)
		reading->semester = (enum semester)value;
	if (reading->is_behind_date && reading->academic_end == at)
		reading_take_back_academic(reading);
	else if (reading->is_behind_date && !reading->is_apart &&
		 is_year(&validity->dates[validity->date_count - 1].date)) {
		validity->date_count--;
		take_semester(reading, &validity->dates[validity->date_count].date);
		reading_rest(reading, reading->date_at, reading->date_words);
	}
	reading->is_undated = true;
}

/* A negated phrase: its sense, or SENSE_COUNT when it has none that is known. */
static enum sense negate(enum sense sense)
{
	switch (sense) {
	case SENSE_TACIT:
		return SENSE_NOT_TACIT;
	case SENSE_EXPRESS:
		return SENSE_FINAL;
	case SENSE_OPEN_ENDED:
	case SENSE_UNSPECIFIED:
	case SENSE_PENDING:
	case SENSE_NOT_TACIT:
	case SENSE_FINAL:
	case SENSE_SIGNED:
	case SENSE_RENEWED:
		return SENSE_COUNT;
	default:
		return sense;
	}
}

/* Phrases that say something by themselves. True when it was one. */
static bool take_statement(struct validity *validity, const struct phrase *phrase, enum sense sense)
{
	switch (sense) {
	case SENSE_OPEN_ENDED:
		validity->is_open_ended = true;
		return true;
	case SENSE_UNSPECIFIED:
		validity->is_unspecified = true;
		return true;
	case SENSE_PENDING:
		validity->is_pending = true;
		return true;
	case SENSE_TACIT:
		validity->is_tacit = true;
		return true;
	case SENSE_EXPRESS:
	case SENSE_NOT_TACIT:
		validity->is_not_tacit = true;
		return true;
	case SENSE_FINAL:
		validity->is_not_tacit = validity->is_final = true;
		return true;
	case SENSE_YEARLY:
		validity->every = lengths_years(phrase->value);
		return true;
	case SENSE_TIMES:
		validity->times = phrase->value;
		return true;
	default:
		return false;
	}
}

/* "süresiz değil": what was said before it is not so. */
static void take_not_behind(struct reading *reading, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;

	if (reading->statement_end != at) {
		reading_rest(reading, at, n);
		return;
	}
	switch (reading->statement) {
	case SENSE_OPEN_ENDED:
		validity->is_open_ended = false;
		break;
	case SENSE_UNSPECIFIED:
		validity->is_unspecified = false;
		break;
	case SENSE_PENDING:
		validity->is_pending = false;
		break;
	case SENSE_TACIT:
		validity->is_tacit = false;
		validity->is_not_tacit = true;
		return;
	case SENSE_EXPRESS:
		validity->is_final = true;
		return;
	default:
		break;
	}
	reading_rest(reading, reading->statement_at, at + n - reading->statement_at);
}

/* Phrases of n words that say something of a date beside them. True when it was one. */
static bool take_of_date(struct reading *reading, enum sense sense, int value, size_t at, size_t n)
{
	struct validity *validity = &reading->validity;

	switch (sense) {
	case SENSE_SIGNED:
		take_beside(reading, VALIDITY_SIGNED);
		return true;
	case SENSE_RENEWED:
		take_renewed(reading, at, n);
		return true;
	case SENSE_UNTIL:
		take_until(reading, at);
		return true;
	case SENSE_FROM:
		reading->mark = VALIDITY_FROM;
		return true;
	case SENSE_TO:
		if (reading->is_behind_date && (reading->renewed_end != at || value != 0))
			reading->mark = VALIDITY_RANGE_END;
		else if (value == 0)
			take_until(reading, at);
		return true;
	case SENSE_UNTIL_BEHIND:
		if (reading->is_behind_date)
			reading->until_end = at + n;
		mark_last(reading, VALIDITY_UNTIL);
		return true;
	case SENSE_FROM_BEHIND:
		mark_last(reading, VALIDITY_FROM);
		return true;
	case SENSE_END_OF:
		reading->is_end_of = true;
		return true;
	case SENSE_END_OF_BEHIND:
		if (reading->is_behind_date)
			move_to_end(&validity->dates[validity->date_count - 1].date);
		if (value != 0)
			mark_last(reading, VALIDITY_UNTIL);
		return true;
	default:
		return false;
	}
}

/* Whether "no" is an answer: the first word, and alone or before a comma, a bracket. */
static bool is_answer(const struct wording *words, size_t at, size_t n)
{
	return at == 0 && (at + n == words->count || (words->items[at + n].kind == WORD_MARK &&
						      words->items[at + n].value != '.'));
}

/* Takes a negation, or resolves the one before. False when the phrase is used up by it. */
static bool take_negation(struct reading *reading, const struct phrase *phrase, size_t at, size_t n,
			  enum sense *sense)
{
	if (*sense == SENSE_NOT || *sense == SENSE_NO) {
		reading_end_negation(reading);
		reading->negation = (struct negation){.is_open = true,
						      .is_answer = *sense == SENSE_NO &&
								   is_answer(reading->words, at, n),
						      .at = at,
						      .words = n};
		return false;
	}
	if (!reading->negation.is_open || phrase->sense == SENSE_NOTHING)
		return true;
	*sense = negate(phrase->sense);
	if (*sense == phrase->sense) {
		reading_end_negation(reading);
		return true;
	}
	reading->negation.is_open = false;
	if (*sense != SENSE_COUNT)
		return true;
	reading_rest(reading, reading->negation.at, at + n - reading->negation.at);
	return false;
}

void reading_take_phrase(struct reading *reading, const struct phrase *phrase, size_t at, size_t n)
{
	enum sense sense = phrase->sense;

	if (phrase->sense == SENSE_NOTHING)
		reading->weightless = at + n;
	if (!take_negation(reading, phrase, at, n, &sense) || sense == SENSE_NOTHING)
		return;
	if (take_of_date(reading, sense, phrase->value, at, n))
		return;
	if (sense == SENSE_ACADEMIC_YEAR && reading_take_academic(reading, at, n))
		return;
	if (sense == SENSE_TERM) {
		reading_take_length(reading, lengths_years(phrase->value));
	} else if (sense == SENSE_NOTICE) {
		reading_take_notice(reading, at + n);
	} else if (sense == SENSE_YEAR_BEFORE && at > 0 && reading->notice_end == at) {
		reading->validity.is_year_before = true;
	} else if (sense == SENSE_UNDATED || sense == SENSE_ACADEMIC_YEAR) {
		take_undated(reading, phrase->value, at, n);
	} else if (sense == SENSE_EVERY) {
		reading->role = LENGTH_EVERY;
	} else if (sense == SENSE_SAME) {
		reading->is_same = true;
	} else if (sense == SENSE_NOT_BEHIND) {
		take_not_behind(reading, at, n);
	} else if (sense == SENSE_YES && at == 0) {
		reading->validity.is_yes = true;
	} else if ((sense == SENSE_TIMES && phrase->value == 0) ||
		   !take_statement(&reading->validity, phrase, sense)) {
		reading_rest(reading, at, n);
	} else {
		reading->statement = sense;
		reading->statement_at = at;
		reading->statement_end = at + n;
	}
	reading->is_behind_date = reading->is_behind_length = false;
	if (sense == SENSE_TACIT || sense == SENSE_EXPRESS)
		reading->expects_every = true;
}

/* "2020-10-15/2025-10-15", as ISO 8601 writes intervals; other slashes part two dates. */
static bool is_interval(const struct reading *reading, const struct word *word)
{
	const struct wording *words = reading->words;

	return word->value == '/' && word->is_joined && reading->date_words > 1 &&
	       wording_is_mark(words, reading->date_at + 1, words->count, '-');
}

void reading_take_mark(struct reading *reading, const struct word *word)
{
	bool is_comma = word->value == ',' || word->value == ';';

	if (reading->is_behind_date && (word->value == '-' || is_interval(reading, word)))
		reading->is_range = true;
	if (is_comma || word->value == '.' || word->value == '+')
		reading->expects_every = reading->is_behind_length = false;
	if (is_comma) {
		reading_end_negation(reading);
		reading->is_comma = true;
		reading->is_undated = reading->is_range = false;
	}
	if (is_comma || word->value == READING_LINE_END) {
		reading->is_apart = true;
		besides_set_apart(&reading->besides, reading->validity.date_count);
	}
}
