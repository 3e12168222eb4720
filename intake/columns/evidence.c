#include "intake/columns/evidence.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "intake/cells.h"
#include "intake/columns/casting.h"
#include "intake/time/validity.h"
#include "intake/words/countries.h"
#include "intake/words/institutions.h"
#include "intake/words/types.h"

#define EXAMPLE_MAX   60 /* bytes */
#define NUMBERING_MAX 30 /* bytes */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool has_digit(const struct cell *cell)
{
	for (size_t i = 0; i < cell->length; i++) {
		if (is_digit(cell->text[i]))
			return true;
	}
	return false;
}

/* Whether the cell holds a plain count; years are counts too. */
static bool read_number(const struct cell *cell, unsigned int *ret_number)
{
	unsigned int number = 0;
	size_t length = cell->length;

	if (length > 1 && cell->text[length - 1] == '.')
		length--;
	if (length == 0 || length > 9)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_digit(cell->text[i]))
			return false;
		number = number * 10 + (unsigned int)(cell->text[i] - '0');
	}
	*ret_number = number;
	return true;
}

static bool is_link(const struct cell *cell)
{
	static const char *const starts[] = {"http://", "https://", "www."};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		size_t length = strlen(starts[i]);

		if (cell->length > length && strncasecmp(cell->text, starts[i], length) == 0)
			return true;
	}
	return false;
}

/* "01-19", "2020/17", "MoU-2020-001": digits and a sign between parts, no blanks. */
static bool is_numbering(const struct cell *cell)
{
	bool has_digit = false, has_sign = false;

	if (cell->length > NUMBERING_MAX)
		return false;
	for (size_t i = 0; i < cell->length; i++) {
		char c = cell->text[i];

		if (c == ' ')
			return false;
		has_digit = has_digit || is_digit(c);
		has_sign = has_sign || c == '-' || c == '/';
	}
	return has_digit && has_sign;
}

/* Takes the first date of a cell into the sum by which columns of dates are compared. */
static void count_day(struct evidence *evidence, const struct date *date)
{
	struct vague vague = vague_is_known(date->day_first) ? date->day_first : date->month_first;
	struct civil last;

	if (!vague_is_known(vague))
		return;
	last = day_civil(vague.last);
	evidence->days++;
	evidence->day_sum += vague.last.n;
	evidence->whole_days += vague.precision == PRECISION_DAY;
	evidence->month_ends += vague.precision == PRECISION_DAY &&
				last.day == day_month_length(last.year, last.month);
}

/* Whether all of the cell was understood. */
static bool count_time(struct evidence *evidence, const struct cell *cell,
		       const struct profile *profile)
{
	struct validity validity = validity_read(cell->text, cell->length, profile);

	if (validity.rest_length * 2 > cell->length)
		return false; /* prose with a date in it */
	if (validity.date_count > 0) {
		evidence->dates++;
		count_day(evidence, &validity.dates[0].date);
	} else if (validity.length.n > 0 || validity.is_open_ended || validity.is_tacit) {
		evidence->terms++;
	} else {
		return false;
	}
	return validity.rest_length == 0;
}

/* Whether the cell is a plain count that can be no year. */
static bool count_number(struct evidence *evidence, const struct cell *cell)
{
	unsigned int number;

	if (!read_number(cell, &number))
		return false;
	evidence->ascending += evidence->numbers > 0 && number == evidence->last_number + 1;
	evidence->numbers++;
	evidence->last_number = number;
	return number < DATES_YEAR_MIN;
}

/* Whether a word of the cell was known. */
static bool count_words(struct evidence *evidence, const struct cell *cell,
			const struct profile *profile)
{
	bool is_institution = institutions_match(cell->text, cell->length);
	bool is_type = false, is_country = false;
	char text[COUNTRY_FOLDED_MAX];
	const char *codes[2];

	if (cell->length < sizeof(text)) {
		memcpy(text, cell->text, cell->length);
		text[cell->length] = '\0';
		is_type = casting_is_type(text, profile);
		is_country = country_readings(text, codes) > 0;
	}
	evidence->institutions += is_institution;
	evidence->types += is_type;
	evidence->countries += is_country;
	return is_institution || is_type || is_country;
}

/* Counts what a cell says. What is the likeliest comes first: the rest is passed over then. */
static void count(struct evidence *evidence, const struct cell *cell, const struct profile *profile)
{
	if (is_link(cell)) {
		evidence->links++;
		return;
	}
	evidence->numberings += is_numbering(cell);
	if (count_number(evidence, cell))
		return;
	if (has_digit(cell)) {
		if (!count_time(evidence, cell, profile))
			(void)count_words(evidence, cell, profile);
	} else if (!count_words(evidence, cell, profile)) {
		(void)count_time(evidence, cell, profile);
	}
}

/* Keeps the first cells that differ. */
static int keep_example(struct evidence *evidence, const struct cell *cell, struct arena *arena)
{
	struct text text = {0};
	size_t index = 0;
	bool is_known = false;

	while (index < COLUMN_EXAMPLES && evidence->examples[index] != NULL)
		index++;
	if (index == COLUMN_EXAMPLES)
		return 0;
	(void)cells_text(cell, CELLS_NAME, &text);
	if (text.length > EXAMPLE_MAX) {
		text.length = text_cut(text_string(&text), text.length, EXAMPLE_MAX);
		text_add(&text, "…");
	}
	for (size_t i = 0; i < index && !text_failed(&text); i++)
		is_known = is_known || strcmp(evidence->examples[i], text_string(&text)) == 0;
	if (!text_failed(&text) && !is_known)
		evidence->examples[index] = arena_copy(arena, text_string(&text));
	is_known = is_known || evidence->examples[index] != NULL;
	text_done(&text);
	return is_known ? 0 : -ENOMEM;
}

int evidence_add(struct evidence *evidence, const struct cell *cell, const struct profile *profile,
		 struct arena *arena)
{
	struct cell trimmed;

	if (evidence->offered++ >= EVIDENCE_WHOLE && evidence->offered % EVIDENCE_STEP != 0)
		return 0;
	if (cells_is_nothing(cell))
		return 0;
	trimmed = cells_trim(cell);
	evidence->cells++;
	evidence->characters += trimmed.length;
	count(evidence, &trimmed, profile);
	return keep_example(evidence, &trimmed, arena);
}

bool evidence_is_mostly(const struct evidence *evidence, size_t count, size_t percent)
{
	return evidence->cells > 0 && count * 100 >= evidence->cells * percent;
}
