#include "tests/core/cases.h"

#include <inttypes.h>
#include <string.h>

struct day on(const char *iso)
{
	struct day day = DAY_NONE;

	if (strcmp(iso, "-") != 0 && !day_parse(iso, &day))
		fail_msg("no day: %s", iso);
	return day;
}

struct span lasting(const char *text)
{
	struct span span = {0};

	if (!span_parse(text, &span))
		fail_msg("no span: %s", text);
	return span;
}

struct step step_of(const char *text)
{
	struct step step = {0};

	if (!step_parse(text, &step))
		fail_msg("no step: %s", text);
	return step;
}

struct vague given(const char *text)
{
	struct vague vague = {0};

	if (*text != '\0' && !vague_parse(text, &vague))
		fail_msg("no vague date: %s", text);
	return vague;
}

void case_text(const char *file, int line, const char *said, const char *got, const char *expected)
{
	if (got != NULL && expected != NULL && strcmp(got, expected) == 0)
		return;
	if (got == NULL && expected == NULL)
		return;
	print_error("%s:%d: %s is \"%s\", not \"%s\"\n", file, line, said,
		    got == NULL ? "(null)" : got, expected == NULL ? "(null)" : expected);
	_fail(file, line);
}

void case_day(const char *file, int line, const char *said, struct day got, const char *expected)
{
	char text[DAY_TEXT_SIZE];

	case_text(file, line, said, day_format(got, text), expected);
}

void case_number(const char *file, int line, const char *said, int64_t got, int64_t expected)
{
	if (got == expected)
		return;
	print_error("%s:%d: %s is %" PRId64 ", not %" PRId64 "\n", file, line, said, got, expected);
	_fail(file, line);
}

void case_holds(const char *file, int line, const char *said, bool holds)
{
	if (holds)
		return;
	print_error("%s:%d: not so: %s\n", file, line, said);
	_fail(file, line);
}

uint32_t generate(struct generator *generator, uint32_t limit)
{
	uint64_t x = generator->state;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	generator->state = x;
	return (uint32_t)((x * UINT64_C(2685821657736338717)) >> 32) % limit;
}

int32_t generate_between(struct generator *generator, int32_t least, int32_t most)
{
	return least + (int32_t)generate(generator, (uint32_t)(most - least) + 1);
}
