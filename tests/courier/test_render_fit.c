#include "courier/render_fit.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/alloc.h"

/* How many entries fit, and none when it is negative. */
struct room {
	long entries;
	size_t count;
};

static char *body_of(const void *context, size_t shown, bool *ret_fits)
{
	const struct room *room = context;
	char *body = malloc(24);

	if (body != NULL)
		snprintf(body, 24, "%zu", shown);
	*ret_fits = (long)shown <= room->entries;
	return body;
}

static void the_most_entries_that_fit_are_found(void **state)
{
	(void)state;
	for (size_t count = 0; count < 20; count++) {
		for (long entries = 0; entries < 22; entries++) {
			struct room room = {entries, count};
			struct text out = {0};
			size_t wanted = (size_t)entries < count ? (size_t)entries : count;

			assert_int_equal(render_fit(body_of, &room, count, &out), 0);
			assert_int_equal(strtoul(text_string(&out), NULL, 10), wanted);
			text_done(&out);
		}
	}
}

static void nothing_is_written_when_nothing_fits(void **state)
{
	struct room room = {-1, 3};
	struct text out = {0};

	(void)state;
	assert_int_equal(render_fit(body_of, &room, 3, &out), -EMSGSIZE);
	assert_int_equal(render_fit(body_of, &room, 0, &out), -EMSGSIZE);
	assert_int_equal(out.length, 0);
	text_done(&out);
}

static int fit_it(void *context)
{
	const struct room *room = context;
	struct text out = {0};
	int result = render_fit(body_of, room, room->count, &out);

	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct room room = {5, 9};

	(void)state;
	alloc_each_fails(fit_it, &room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_most_entries_that_fit_are_found),
		cmocka_unit_test(nothing_is_written_when_nothing_fits),
		cmocka_unit_test(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
