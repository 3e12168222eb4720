/* Goal: pieces of an arena stay where they are, and short memory is said. */
#include <errno.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "tests/core/cases.h"
#include "tests/support/alloc.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct generator generator = {3};
	unsigned char *pieces[2000];
	size_t sizes[COUNT(pieces)];

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		sizes[i] = generate(&generator, i % 100 == 0 ? 60000 : 200);
		pieces[i] = arena_take(&arena, sizes[i]);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], 0);
		memset(pieces[i], (int)(i % 251) + 1, sizes[i]);
	}
	for (size_t i = 0; i < COUNT(pieces); i++) {
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], i % 251 + 1);
	}
}

static void a_piece_of_no_size_has_an_address_of_its_own(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	void *a = arena_take(&arena, 0), *b = arena_take(&arena, 0);
	void *c = arena_take_array(&arena, 0, 100), *d = arena_take_array(&arena, 100, 0);

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_non_null(c);
	assert_non_null(d);
	assert_ptr_not_equal(a, b);
	assert_ptr_not_equal(b, c);
	assert_ptr_not_equal(c, d);
}

static void what_cannot_fit_is_refused(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};

	(void)state;
	assert_null(arena_take(&arena, SIZE_MAX));
	assert_null(arena_take(&arena, SIZE_MAX - 8));
	assert_null(arena_take_array(&arena, SIZE_MAX / 2, 3));
	assert_null(arena_take_array(&arena, 3, SIZE_MAX / 2));
	assert_null(arena_take_array(&arena, (size_t)1 << 32, (size_t)1 << 32));
	assert_non_null(arena_take(&arena, 1));
}

static void texts_are_copied_with_their_end(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	char original[] = "Қазақстан";
	char *copy = arena_copy(&arena, original);

	(void)state;
	original[0] = 'x';
	TEXT_IS(copy, "Қазақстан");
	TEXT_IS(arena_copy(&arena, ""), "");
	assert_null(arena_copy(&arena, NULL));
	TEXT_IS(arena_copy_n(&arena, "agreement", 5), "agree");
	TEXT_IS(arena_copy_n(&arena, "agreement", 0), "");
}

static void after_a_reset_memory_is_used_again_and_zeroed(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};

	(void)state;
	arena_reset(&arena);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			unsigned char *piece = arena_take(&arena, 1000);

			assert_non_null(piece);
			for (size_t k = 0; k < 1000; k++)
				assert_int_equal(piece[k], 0);
			memset(piece, 0xff, 1000);
		}
		arena_reset(&arena);
	}
}

static void a_loop_over_rows_allocates_once(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};

	(void)state;
	assert_non_null(arena_take(&arena, 500));
	alloc_fail_at(1);
	for (int row = 0; row < 100; row++) {
		arena_reset(&arena);
		for (int i = 0; i < 10; i++)
			assert_non_null(arena_take(&arena, 500));
	}
	alloc_fail_at(0);
}

static void it_may_be_used_again_when_it_is_done(void **state)
{
	struct arena arena = {0};

	(void)state;
	arena_done(&arena);
	assert_non_null(arena_take(&arena, 10));
	arena_done(&arena);
	assert_null(arena.blocks);
	assert_non_null(arena_copy(&arena, "again"));
	arena_done(&arena);
}

static int take_several(void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};

	(void)context;
	if (arena_copy(&arena, "text") == NULL || arena_take(&arena, 100000) == NULL ||
	    arena_take_array(&arena, 1000, 1000) == NULL || arena_copy_n(&arena, "text", 4) == NULL)
		return -ENOMEM;
	return 0;
}

static void short_memory_is_said(void **state)
{
	(void)state;
	alloc_each_fails(take_several, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(a_piece_of_no_size_has_an_address_of_its_own),
		cmocka_unit_test(what_cannot_fit_is_refused),
		cmocka_unit_test(texts_are_copied_with_their_end),
		cmocka_unit_test(after_a_reset_memory_is_used_again_and_zeroed),
		cmocka_unit_test(a_loop_over_rows_allocates_once),
		cmocka_unit_test(it_may_be_used_again_when_it_is_done),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
