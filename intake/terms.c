/*
 * What the cells say is taken in by reckoning.c; here it is weighed against each other.
 */
#include "intake/terms.h"

#include "intake/time/reckoning.h"

static const struct terms_reading open_ended = {.form = READING_OPEN_ENDED};

static struct terms_reading reading_of_date(struct vague date)
{
	return (struct terms_reading){.form = READING_DATE, .date = date};
}

static struct terms_reading reading_of_length(struct span length)
{
	return (struct terms_reading){.form = READING_LENGTH, .length = length};
}

static struct terms_reading reading_of_word(const char *word)
{
	return (struct terms_reading){.form = READING_WORD, .word = word};
}

static void ask(struct reckoning *reckoning, enum terms_flaw flaw, struct terms_reading first,
		struct terms_reading second)
{
	struct terms *terms = &reckoning->terms;

	terms->flaws |= flaw;
	if (terms->question_count < TERMS_QUESTIONS_MAX)
		terms->questions[terms->question_count++] =
			(struct terms_question){flaw, {first, second}};
}

bool terms_agree(struct vague one, struct vague other)
{
	return day_diff(one.last, other.first) <= 1 && day_diff(other.last, one.first) <= 1;
}

/* Leaves out a last day that is the signing day: two agreements were signed on it. */
static void drop_same_day(struct reckoning *reckoning)
{
	struct vague signed_on = reckoning->terms.signed_on;

	if (signed_on.precision != PRECISION_DAY || reckoning->end_count == 0)
		return;
	for (size_t i = 0; i < reckoning->end_count; i++) {
		if (!vague_equal(reckoning->ends[i], signed_on))
			return;
	}
	reckoning->end_count = 0;
	reckoning->terms.flaws |= TERMS_SAME_DAY;
}

/* Whether two last days can be the same; two months or years are as soon as they have a day in
 * common. */
static bool is_same_end(struct vague one, struct vague other)
{
	if (one.precision == PRECISION_DAY || other.precision == PRECISION_DAY)
		return terms_agree(one, other);
	return day_compare(one.first, other.last) <= 0 && day_compare(other.first, one.last) <= 0;
}

/* Of dates that agree, the most precise one; of others the earliest, with a question. */
static struct vague settle_ends(struct reckoning *reckoning)
{
	struct vague taken = reckoning->ends[reckoning_earliest_end(reckoning)];
	struct vague other = {0};

	for (size_t i = 0; i < reckoning->end_count; i++) {
		struct vague end = reckoning->ends[i];

		if (!is_same_end(end, taken))
			other = end;
		else if (end.precision > taken.precision)
			taken = end;
	}
	if (vague_is_known(other))
		ask(reckoning, TERMS_TWO_LAST_DAYS, reading_of_date(taken), reading_of_date(other));
	return taken;
}

/* A renewal that starts after the last day is a last day itself, or a slip of the pen. */
static void drop_late_starts(struct reckoning *reckoning, struct vague end)
{
	while (reckoning->terms.term_count > 1 &&
	       day_compare(end.last, reckoning_last_term(reckoning)->start.first) < 0) {
		ask(reckoning, TERMS_TWO_LAST_DAYS, reading_of_date(end),
		    reading_of_date(reckoning_last_term(reckoning)->start));
		reckoning->terms.term_count--;
	}
}

/* The last day that follows from a length; unknown without a start. */
static struct vague end_of(struct reckoning *reckoning, struct span length)
{
	static const struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
	struct term term = {.start = reckoning_last_term(reckoning)->start, .length = length};

	return term_last_day(&term, reckoning->terms.signed_on, &dates).given;
}

/* Of lengths that differ the shortest one is taken. */
static struct span settle_lengths(struct reckoning *reckoning)
{
	struct span taken = reckoning->lengths[0], other;

	if (reckoning->length_count < 2)
		return taken;
	for (size_t i = 1; i < reckoning->length_count; i++) {
		if (span_days(reckoning->lengths[i]) < span_days(taken))
			taken = reckoning->lengths[i];
	}
	other = reckoning->lengths[reckoning_same_length(taken, reckoning->lengths[0]) ? 1 : 0];
	ask(reckoning, TERMS_TWO_LENGTHS, reading_of_length(taken), reading_of_length(other));
	return taken;
}

static void set_end(struct reckoning *reckoning, struct vague end)
{
	reckoning->terms.kind = KIND_FIXED;
	reckoning_last_term(reckoning)->last_day = end;
}

static void set_length(struct reckoning *reckoning, struct span length)
{
	reckoning->terms.kind = KIND_TERM;
	reckoning_last_term(reckoning)->length = length;
}

/* "5 years, extended until 2030": where the length ends, a further term begins. */
static void extend(struct reckoning *reckoning, struct vague computed, struct vague end,
		   struct span length)
{
	reckoning_last_term(reckoning)->length = length;
	reckoning->end_count = 0;
	reckoning_add_term(reckoning, TERM_EXTENDED, computed);
	set_end(reckoning, end);
}

/* A last day and a length: they agree, or the earlier one is taken. */
static void weigh(struct reckoning *reckoning, struct vague end, struct span length)
{
	struct vague computed = end_of(reckoning, length);

	if (!vague_is_known(computed) ||
	    /* The length is that of the term before. */
	    reckoning_last_term(reckoning)->kind == TERM_EXTENDED) {
		set_end(reckoning, end);
	} else if (reckoning->is_extended && !terms_agree(end, computed) &&
		   day_compare(computed.last, end.last) < 0) {
		extend(reckoning, computed, end, length);
	} else if (!terms_agree(end, computed)) {
		bool is_end_earlier = day_compare(end.last, computed.last) < 0;

		ask(reckoning, TERMS_DISAGREE, reading_of_date(is_end_earlier ? end : computed),
		    reading_of_date(is_end_earlier ? computed : end));
		if (is_end_earlier)
			set_end(reckoning, end);
		else
			set_length(reckoning, length);
	} else if (reckoning->has_length_in_cell) {
		set_length(reckoning, length);
		if (end.precision == PRECISION_DAY)
			reckoning_last_term(reckoning)->last_day = end;
	} else {
		set_end(reckoning, end);
		reckoning_last_term(reckoning)->length = length;
	}
}

static void settle_end(struct reckoning *reckoning)
{
	struct vague end = settle_ends(reckoning), signed_on = reckoning->terms.signed_on;

	drop_late_starts(reckoning, end);
	if (vague_is_known(signed_on) && day_compare(end.last, signed_on.first) < 0) {
		ask(reckoning, TERMS_REVERSED, reading_of_date(end), reading_of_date(signed_on));
		set_end(reckoning, end);
	} else if (reckoning->length_count > 0) {
		weigh(reckoning, end, settle_lengths(reckoning));
	} else {
		set_end(reckoning, end);
	}
	if (reckoning->is_open_ended)
		ask(reckoning, TERMS_TWO_LAST_DAYS, reading_of_date(end), open_ended);
}

static void settle_length(struct reckoning *reckoning)
{
	struct span length = settle_lengths(reckoning);

	if (vague_is_known(reckoning_last_term(reckoning)->start))
		set_length(reckoning, length);
	else
		reckoning->terms.flaws |= TERMS_NO_START;
	if (reckoning->is_open_ended)
		ask(reckoning, TERMS_TWO_LAST_DAYS, reading_of_length(length), open_ended);
}

/* Whether b is whole years after a, or a day less. */
static bool is_whole_years(struct vague a, struct vague b)
{
	int years;
	int32_t rest;

	if (a.precision != PRECISION_DAY || b.precision != PRECISION_DAY)
		return false;
	years = day_civil(day_add_days(b.first, 1)).year - day_civil(a.first).year;
	rest = day_diff(day_add_months(a.first, (int64_t)years * 12), b.first);
	return years > 0 && (rest == 0 || rest == -1);
}

/* Two dates and nothing else: the second one may be the last day. */
static bool take_second_date(struct reckoning *reckoning)
{
	struct terms *terms = &reckoning->terms;
	struct vague second = reckoning_last_term(reckoning)->start;

	if (terms->term_count < 2 || !reckoning->is_second_date || reckoning->is_unspecified ||
	    !is_whole_years(terms->terms[terms->term_count - 2].start, second))
		return false;
	terms->term_count--;
	set_end(reckoning, second);
	ask(reckoning, TERMS_SECOND_DATE, reading_of_date(second), reading_of_word("unknown"));
	return true;
}

/* Nothing says a last day. */
static void settle_nothing(struct reckoning *reckoning, const struct said *said,
			   const struct profile_defaults *defaults)
{
	const unsigned int told = TERMS_AMBIGUOUS_LAST_DAY | TERMS_IMPOSSIBLE_LAST_DAY |
				  TERMS_UNREAD_LAST_DAY | TERMS_SAME_DAY | TERMS_PENDING;
	struct terms *terms = &reckoning->terms;

	if ((terms->flaws & told) != 0 || take_second_date(reckoning))
		return;
	if (defaults != NULL && defaults->term.n > 0 &&
	    vague_is_known(reckoning_last_term(reckoning)->start)) {
		set_length(reckoning, defaults->term);
		terms->flaws |= TERMS_BY_DEFAULT;
		return;
	}
	if (said->has_last_day_column)
		terms->flaws |= reckoning->is_signed_twice && !reckoning->is_unspecified
					? TERMS_SAME_DAY
					: TERMS_MISSING;
	if (reckoning->is_unspecified)
		terms->flaws |= TERMS_UNSPECIFIED;
}

/* Whether something is said about renewals, but not if they need anybody. */
static bool is_renewal_open(const struct reckoning *reckoning)
{
	if (reckoning->is_tacit || reckoning->is_not_tacit)
		return reckoning->is_tacit && reckoning->is_not_tacit;
	return reckoning->is_renewable || reckoning->terms.renews.every.n > 0 ||
	       reckoning->terms.renews.times > 0;
}

static void settle_renewal(struct reckoning *reckoning)
{
	struct terms *terms = &reckoning->terms;

	if (terms->kind == KIND_OPEN_ENDED) {
		terms->renewal = RENEWAL_NONE;
		terms->renews = (struct renews){0};
		return;
	}
	terms->renewal = reckoning->is_tacit   ? RENEWAL_TACIT
			 : reckoning->is_final ? RENEWAL_NONE
					       : RENEWAL_EXPRESS;
	if (is_renewal_open(reckoning))
		ask(reckoning, TERMS_RENEWAL_OPEN, reading_of_word("tacit"),
		    reading_of_word("express"));
	if (reckoning->is_tacit && terms->renews.every.n == 0)
		terms->renews.every = reckoning_last_term(reckoning)->length.n > 0
					      ? reckoning_last_term(reckoning)->length
					      : reckoning->lengths[0];
}

/* "By 1 September of the year before": a year ahead, unless that day is in the year before anyway. */
static void settle_notice(struct reckoning *reckoning)
{
	struct notice *notice = &reckoning->terms.notice;
	const struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};
	struct day last =
		term_last_day(reckoning_last_term(reckoning), reckoning->terms.signed_on, &dates)
			.reckoned;

	if (reckoning->is_year_before &&
	    (day_is_none(last) ||
	     day_civil(notice_deadline(*notice, last)).year == day_civil(last).year))
		notice->period = (struct span){1, SPAN_YEARS};
}

/* Flaws of cells as a whole. */
static void note_cells(struct reckoning *reckoning, const struct said *said)
{
	const struct validity *last_day =
		said->last_day.validity != NULL ? said->last_day.validity : said->term.validity;
	struct terms *terms = &reckoning->terms;

	if (said->signed_on.validity != NULL && !validity_says_something(said->signed_on.validity))
		terms->flaws |= TERMS_UNREAD_SIGNED;
	if (last_day != NULL && !validity_says_something(last_day))
		terms->flaws |= TERMS_UNREAD_LAST_DAY;
	if (reckoning->is_pending)
		terms->flaws |= TERMS_PENDING;
}

struct terms terms_read(const struct said *said, const struct profile_defaults *defaults)
{
	struct reckoning reckoning = reckoning_of(said);

	note_cells(&reckoning, said);
	drop_same_day(&reckoning);
	if (reckoning.end_count > 0)
		settle_end(&reckoning);
	else if (reckoning.length_count > 0)
		settle_length(&reckoning);
	else if (reckoning.is_open_ended)
		reckoning.terms.kind = KIND_OPEN_ENDED;
	else
		settle_nothing(&reckoning, said, defaults);
	settle_renewal(&reckoning);
	settle_notice(&reckoning);
	return reckoning.terms;
}
