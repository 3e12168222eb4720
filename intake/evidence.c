#include "intake/evidence.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "intake/casting.h"
#include "intake/cells.h"
#include "intake/countries.h"
#include "intake/institutions.h"
#include "intake/types.h"
#include "intake/validity.h"

#define EXAMPLE_MAX   60 /* bytes */
#define NUMBERING_MAX 30 /* bytes */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
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
	evidence->month_ends += vague.precision == PRECISION_DAY &&
				last.day == day_month_length(last.year, last.month);
}

static void count_time(struct evidence *evidence, const struct cell *cell,
		       const struct profile *profile)
{
	struct validity validity = validity_read(cell->text, cell->length, profile);

	if (validity.rest_length * 2 > cell->length)
		return; /* prose with a date in it */
	if (validity.date_count > 0) {
		evidence->dates++;
		count_day(evidence, &validity.dates[0].date);
	} else if (validity.length.n > 0 || validity.is_open_ended || validity.is_tacit) {
		evidence->terms++;
	}
}

static void count_number(struct evidence *evidence, const struct cell *cell)
{
	unsigned int number;

	if (!read_number(cell, &number))
		return;
	evidence->ascending += evidence->numbers > 0 && number == evidence->last_number + 1;
	evidence->numbers++;
	evidence->last_number = number;
}

static void count_words(struct evidence *evidence, const struct cell *cell,
			const struct profile *profile)
{
	char text[COUNTRY_FOLDED_MAX];
	const char *codes[2];

	evidence->institutions += institutions_match(cell->text, cell->length);
	if (cell->length >= sizeof(text))
		return;
	memcpy(text, cell->text, cell->length);
	text[cell->length] = '\0';
	evidence->types += casting_is_type(text, profile);
	evidence->countries += country_readings(text, codes) > 0;
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
	count_number(evidence, &trimmed);
	if (is_link(&trimmed)) {
		evidence->links++;
	} else {
		count_time(evidence, &trimmed, profile);
		count_words(evidence, &trimmed, profile);
		evidence->numberings += is_numbering(&trimmed);
	}
	return keep_example(evidence, &trimmed, arena);
}

bool evidence_is_mostly(const struct evidence *evidence, size_t count, size_t percent)
{
	return evidence->cells > 0 && count * 100 >= evidence->cells * percent;
}
