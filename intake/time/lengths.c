#include "intake/time/lengths.h"

#include "intake/time/phrases.h"

#define NUMBER_DIGITS 4
#define BARE_MAX      20 /* "5+5": more than that are no years */
#define CHAIN_MAX     8

#define UNITS                                                                                      \
	(SENSE_BIT(SENSE_YEARS) | SENSE_BIT(SENSE_MONTHS) | SENSE_BIT(SENSE_WEEKS) |               \
	 SENSE_BIT(SENSE_DAYS))

/* Nobody signs for longer. */
static const struct span longest = {100, SPAN_YEARS};

/* Letters that are units behind a number: "5y". Some are other things within dates. */
static const struct {
	char letter;
	enum span_unit unit;
} letters[] = {{'y', SPAN_YEARS}, {'m', SPAN_MONTHS}, {'w', SPAN_WEEKS}, {'d', SPAN_DAYS}};

/* A number and its unit, if it has one. */
struct item {
	int number;
	enum span_unit unit;
	bool has_unit;
	bool is_half; /* and a half: "1.5 years" */
};

static enum span_unit unit_of(enum sense sense)
{
	switch (sense) {
	case SENSE_MONTHS:
		return SPAN_MONTHS;
	case SENSE_WEEKS:
		return SPAN_WEEKS;
	case SENSE_DAYS:
		return SPAN_DAYS;
	default:
		return SPAN_YEARS;
	}
}

/* A unit at `at`, behind a hyphen at the most. How many words; 0: none. */
static size_t read_unit(const struct wording *words, size_t at, size_t end,
			enum span_unit *ret_unit)
{
	size_t start = at, n = 0;
	const struct phrase *phrase;
	const struct word *word;

	if (wording_is_mark(words, at, end, '-'))
		at++;
	if (!wording_is(words, at, end, WORD_LETTERS))
		return 0;
	phrase = phrases_find(words, at, end, UNITS, &n);
	if (phrase != NULL) {
		*ret_unit = unit_of(phrase->sense);
		return at + n - start;
	}
	word = &words->items[at];
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		if (word->folded_length == 1 && words->folded[word->folded] == letters[i].letter) {
			*ret_unit = letters[i].unit;
			return at + 1 - start;
		}
	}
	return 0;
}

/* A number in digits or as a word. */
static size_t read_number(const struct wording *words, size_t at, size_t end, int *ret_number)
{
	const struct phrase *phrase;
	size_t n = 0;

	if (wording_is(words, at, end, WORD_NUMBER) && words->items[at].digits <= NUMBER_DIGITS) {
		*ret_number = (int)words->items[at].value;
		return 1;
	}
	if (!wording_is(words, at, end, WORD_LETTERS))
		return 0;
	phrase = phrases_find(words, at, end, SENSE_BIT(SENSE_NUMBER), &n);
	if (phrase == NULL)
		return 0;
	*ret_number = phrase->value;
	return n;
}

size_t lengths_number(const struct wording *words, size_t at, size_t end, int *ret_number)
{
	size_t n = read_number(words, at, end, ret_number), again;
	int same = 0;

	if (n == 0 || !wording_is_mark(words, at + n, end, '('))
		return n;
	again = read_number(words, at + n + 1, end, &same);
	if (again == 0 || !wording_is_mark(words, at + n + 1 + again, end, ')'))
		return n;
	return same == *ret_number ? n + again + 2 : 0;
}

/* "1.5", "1,5": how many words behind the first number; 0: it is a whole one. */
static size_t read_half(const struct wording *words, size_t at, size_t end)
{
	bool is_fraction =
		(wording_is_mark(words, at, end, '.') || wording_is_mark(words, at, end, ',')) &&
		words->items[at].is_joined && wording_is(words, at + 1, end, WORD_NUMBER) &&
		words->items[at + 1].is_joined;

	return is_fraction && words->items[at + 1].digits == 1 && words->items[at + 1].value == 5
		       ? 2
		       : 0;
}

/* A number with or without its unit; 0: none. */
static size_t read_item(const struct wording *words, size_t at, size_t end, struct item *ret_item)
{
	struct item item = {0};
	size_t n = lengths_number(words, at, end, &item.number), half, unit;

	if (n == 0)
		return 0;
	half = read_half(words, at + n, end);
	unit = read_unit(words, at + n + half, end, &item.unit);
	item.has_unit = unit > 0;
	item.is_half = half > 0;
	if (half > 0 && unit == 0)
		return 0;
	*ret_item = item;
	return n + half + unit;
}

/* The span of an item; n = 0 when it is none that can be kept. */
static struct span span_of(const struct item *item, enum span_unit unit)
{
	struct span none = {0, SPAN_YEARS}, span = {item->number, unit};

	if (item->has_unit)
		span.unit = item->unit;
	if (item->is_half && span.unit == SPAN_YEARS)
		span = (struct span){12 * item->number + 6, SPAN_MONTHS};
	else if (item->is_half)
		return none;
	if (span.n < 1 || span.n > SPAN_N_MAX || span_days(span) > span_days(longest))
		return none;
	return span;
}

/* "3-5", "3/5", "3 or 5": whether the word at `at` leaves a choice. */
static bool is_choice(const struct wording *words, size_t at, size_t end)
{
	static const char *const ors[] = {"or", "или", "або", "veya", "oder", "ou", "o", "немесе"};

	if (wording_is_mark(words, at, end, '-') || wording_is_mark(words, at, end, '/'))
		return true;
	for (size_t i = 0; i < sizeof(ors) / sizeof(ors[0]); i++) {
		if (wording_is_text(words, at, end, ors[i]))
			return true;
	}
	return false;
}

/* "3-5 years", "3 or 5 years": it is not said which. How many words; 0: it is no such. */
static size_t read_choice(const struct wording *words, size_t at, size_t end)
{
	struct item first, second;
	size_t n = read_item(words, at, end, &first), more;

	if (n == 0 || first.has_unit || !is_choice(words, at + n, end))
		return 0;
	more = read_item(words, at + n + 1, end, &second);
	return more > 0 && second.has_unit ? n + 1 + more : 0;
}

/* Whether the items are a chain of bare years: "5+5". */
static bool is_bare(const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].has_unit || items[i].number < 1 || items[i].number > BARE_MAX)
			return false;
	}
	return count > 1;
}

/* Takes "+5", "+ 1 year" behind a length as long as they are alike. Returns how many words. */
static size_t read_chain(const struct wording *words, size_t at, size_t end, struct item *items,
			 size_t *count)
{
	size_t start = at;

	while (*count < CHAIN_MAX && wording_is_mark(words, at, end, '+')) {
		struct item *item = &items[*count];
		size_t n = read_item(words, at + 1, end, item);

		if (n == 0 || (*count > 1 && (item->number != items[1].number ||
					      (item->has_unit && item->unit != items[1].unit))))
			break;
		(*count)++;
		at += 1 + n;
	}
	return at - start;
}

/* "5 years 6 months", "1 year and 6 months": how many words behind the years; 0: nothing of it. */
static size_t read_months(const struct wording *words, size_t at, size_t end, struct span *span)
{
	size_t start = at, n = 0;
	struct item months;

	if (span->unit != SPAN_YEARS || span->n == 0)
		return 0;
	if (wording_is(words, at, end, WORD_LETTERS)) {
		if (phrases_find(words, at, end, SENSE_BIT(SENSE_NOTHING), &n) == NULL)
			return 0;
		at += n;
	}
	n = read_item(words, at, end, &months);
	if (n == 0 || !months.has_unit || months.unit != SPAN_MONTHS || months.is_half ||
	    months.number < 1 || months.number > 11)
		return 0;
	at += n;
	/* "5 years, 6 months' notice" */
	if (wording_is(words, at, end, WORD_LETTERS) &&
	    phrases_find(words, at, end, SENSE_BIT(SENSE_NOTICE), &n) != NULL)
		return 0;
	*span = (struct span){12 * span->n + months.number, SPAN_MONTHS};
	return at - start;
}

size_t lengths_read(const struct wording *words, size_t at, size_t end, struct length *ret_length)
{
	struct item items[CHAIN_MAX];
	struct length length = {0};
	size_t count = 1, n = read_choice(words, at, end);
	enum span_unit unit = SPAN_YEARS;

	if (n > 0) {
		*ret_length = length;
		return n;
	}
	n = read_item(words, at, end, &items[0]);
	if (n == 0)
		return 0;
	n += read_chain(words, at + n, end, items, &count);
	for (size_t i = 0; i < count; i++) {
		if (items[i].has_unit)
			unit = items[i].unit;
	}
	if (!items[0].has_unit && !(count > 1 && items[count - 1].has_unit) &&
	    !is_bare(items, count))
		return 0;
	length.span = span_of(&items[0], unit);
	if (count == 1) {
		n += read_months(words, at + n, end, &length.span);
	} else {
		length.every = span_of(&items[1], items[0].has_unit ? items[0].unit : unit);
		length.times = (int)count - 1;
	}
	*ret_length = length;
	return n;
}

/* In days or in months, so that years and months compare. */
static int32_t measure(struct span span)
{
	switch (span.unit) {
	case SPAN_DAYS:
		return span.n;
	case SPAN_WEEKS:
		return 7 * span.n;
	case SPAN_MONTHS:
		return span.n;
	case SPAN_YEARS:
		break;
	}
	return 12 * span.n;
}

static bool is_of_days(struct span span)
{
	return span.unit == SPAN_DAYS || span.unit == SPAN_WEEKS;
}

bool lengths_equal(struct span a, struct span b)
{
	return is_of_days(a) == is_of_days(b) && measure(a) == measure(b);
}

struct span lengths_years(int years)
{
	struct item item = {.number = years};

	return span_of(&item, SPAN_YEARS);
}
