/*
 * Bytes of a register: read in pieces, spooled, held whole, and refused when they are no file.
 */
#include "intake/text/source.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "intake/limits.h"
#include "intake/text/spool.h"
#include "tests/support/alloc.h"

static char directory[] = "/tmp/renewd-source-XXXXXX";
static struct problems problems;

static const char *path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static const char *write_file(const char *name, const char *bytes, size_t length, off_t size)
{
	const char *path = path_of(name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, length), length);
	if (size > 0)
		assert_int_equal(ftruncate(fd, size), 0);
	close(fd);
	return path;
}

static void assert_refused(int result, const char *code)
{
	assert_int_equal(result, 1);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].code, code);
	assert_int_equal(problems.items[0].level, PROBLEM_ERROR);
	problems_done(&problems);
}

/* Reads from every offset, in pieces of every small size. */
static void assert_bytes(struct source *source, const char *bytes, size_t length)
{
	char buffer[64];

	assert_int_equal(source_size(source), length);
	for (size_t size = 1; size <= sizeof(buffer); size++) {
		for (size_t offset = 0; offset <= length + 1; offset++) {
			size_t rest = offset < length ? length - offset : 0;
			size_t wanted = rest < size ? rest : size;

			assert_int_equal(source_read(source, (int64_t)offset, buffer, size),
					 wanted);
			assert_memory_equal(buffer, bytes + (offset < length ? offset : 0), wanted);
		}
	}
	assert_int_equal(source_read(source, -1, buffer, 1), 0);
}

static void a_file_is_read_from_any_place(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;
	const char *path = write_file("list.csv",
				      "a,b\n\0\xff"
				      "c",
				      7, 0);

	(void)state;
	assert_int_equal(source_open(path, &problems, &source), 0);
	assert_string_equal(source_name(source), path);
	assert_bytes(source,
		     "a,b\n\0\xff"
		     "c",
		     7);
}

static void bytes_in_memory_are_a_source_too(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;

	(void)state;
	assert_int_equal(source_of("a\0b,c", 5, "memory", &problems, &source), 0);
	assert_string_equal(source_name(source), "memory");
	assert_bytes(source, "a\0b,c", 5);
}

static void what_is_no_file_is_refused_with_one_problem(void **state)
{
	struct source *source = NULL;

	(void)state;
	assert_refused(source_open(path_of("missing"), &problems, &source), "unreadable_file");
	assert_refused(source_open(directory, &problems, &source), "is_directory");
	assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
	assert_refused(source_open(path_of("pipe"), &problems, &source), "no_regular_file");
	assert_refused(source_open("/dev/null", &problems, &source), "no_regular_file");
	assert_refused(source_open(write_file("empty", "", 0, 0), &problems, &source),
		       "empty_file");
	assert_refused(source_of("", 0, "memory", &problems, &source), "empty_file");
	assert_refused(
		source_open(write_file("huge", "a", 1, REGISTER_SIZE_MAX + 1), &problems, &source),
		"too_large");
	assert_null(source);
	assert_int_equal(
		source_open(write_file("huge", "a", 1, REGISTER_SIZE_MAX), &problems, &source), 0);
	source_close(source);
}

static void what_is_written_after_the_opening_does_not_count(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;
	const char *path = write_file("growing", "abc", 3, 0);
	char buffer[16];

	(void)state;
	assert_int_equal(source_open(path, &problems, &source), 0);
	write_file("growing", "abcdef", 6, 0);
	assert_int_equal(source_read(source, 0, buffer, sizeof(buffer)), 3);
	write_file("growing", "a", 1, 0);
	assert_int_equal(source_read(source, 0, buffer, sizeof(buffer)), 1);
	assert_int_equal(source_read(source, 1, buffer, sizeof(buffer)), 0);
}

static void a_pipe_is_spooled(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct source *none = NULL;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "a,b\nc,d\n", 8), 8);
	close(ends[1]);
	assert_int_equal(source_spool(ends[0], "standard input", &problems, &source), 0);
	assert_string_equal(source_name(source), "standard input");
	assert_bytes(source, "a,b\nc,d\n", 8);
	assert_refused(source_spool(ends[0], "standard input", &problems, &none), "empty_file");
	close(ends[0]);
	ends[0] = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_refused(source_spool(ends[0], "standard input", &problems, &none),
		       "unreadable_file");
	close(ends[0]);
}

static void spooling_stops_behind_the_limit(void **state)
{
	int64_t size = 0;
	int error = 0;
	int from, spool;

	(void)state;
	from = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	assert_true(from >= 0);
	spool = spool_all(from, 1000000, &size, &error);
	assert_true(spool >= 0);
	assert_int_equal(error, 0);
	assert_in_range(size, 1000001, 1100000);
	assert_int_equal(lseek(spool, 0, SEEK_END), size);
	close(spool);
	close(from);
}

static void a_spool_that_cannot_be_made_is_the_machines_failure(void **state)
{
	struct source *source = NULL;
	int from = open("/dev/null", O_RDONLY | O_CLOEXEC);

	(void)state;
	assert_int_equal(setenv("TMPDIR", path_of("nowhere"), 1), 0);
	assert_int_equal(source_spool(from, "standard input", &problems, &source), -ENOENT);
	assert_int_equal(problems.count, 0);
	unsetenv("TMPDIR");
	close(from);
}

static void a_file_held_whole_has_a_limit(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(source_closep) struct source *big = NULL;
	CLEANUP(arena_done) struct arena arena = {0};
	const char *encoding, *reason;
	size_t length = 0;
	char *bytes = NULL;

	(void)state;
	assert_int_equal(source_of("a\0b", 3, "memory", &problems, &source), 0);
	assert_int_equal(source_whole(source, &arena, &problems, &bytes, &length), 0);
	assert_int_equal(length, 3);
	assert_memory_equal(bytes, "a\0b\0", 4);
	assert_int_equal(
		source_open(write_file("big", "a", 1, REGISTER_WHOLE_MAX + 1), &problems, &big), 0);
	assert_refused(source_whole(big, &arena, &problems, &bytes, &length), "too_large");
	assert_refused(
		source_text(big, NULL, &arena, &problems, &bytes, &length, &encoding, &reason),
		"too_large");
	assert_int_equal(length, 3);
}

static void a_text_held_whole_is_utf8_without_its_mark(void **state)
{
	static const char bytes[] = "\xff\xfe"
				    "M\0\xfc\0\r\0\n\0";
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(arena_done) struct arena arena = {0};
	const char *encoding, *reason;
	size_t length = 0;
	char *text = NULL;

	(void)state;
	assert_int_equal(source_of(bytes, sizeof(bytes) - 1, "memory", &problems, &source), 0);
	assert_int_equal(
		source_text(source, NULL, &arena, &problems, &text, &length, &encoding, &reason),
		0);
	assert_string_equal(text, "M\xc3\xbc\r\n");
	assert_int_equal(length, 5);
	assert_string_equal(encoding, "UTF-16LE");
	assert_string_equal(reason, "byte order mark");
	/* An encoding that does not fit is refused in the same way. */
	source_close(source);
	assert_int_equal(source_of("\0\0\0\0", 4, "memory", &problems, &source), 0);
	assert_refused(source_text(source, NULL, &arena, &problems, &text, &length, NULL, NULL),
		       "binary_file");
}

static int open_and_read(void *context)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(arena_done) struct arena arena = {0};
	struct source *none = NULL;
	size_t length;
	char *text;
	int result = source_open(context, &problems, &source);

	if (result == 0)
		result = source_text(source, NULL, &arena, &problems, &text, &length, NULL, NULL);
	if (result == 0)
		result = source_whole(source, &arena, &problems, &text, &length);
	if (result == 0)
		result = source_of("", 0, "memory", &problems, &none);
	problems_done(&problems);
	return result == 1 ? 0 : result;
}

static void short_memory_is_said(void **state)
{
	char path[256];

	(void)state;
	snprintf(path, sizeof(path), "%s", write_file("m.csv", "M\xfcnchen\n", 8, 0));
	alloc_each_fails(open_and_read, path);
}

static int make_directory(void **state)
{
	(void)state;
	return mkdtemp(directory) == NULL ? -1 : 0;
}

static int remove_directory(void **state)
{
	static const char *const names[] = {"list.csv", "pipe", "empty", "huge",
					    "growing",	"big",	"m.csv"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(path_of(names[i]));
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_from_any_place),
		cmocka_unit_test(bytes_in_memory_are_a_source_too),
		cmocka_unit_test(what_is_no_file_is_refused_with_one_problem),
		cmocka_unit_test(what_is_written_after_the_opening_does_not_count),
		cmocka_unit_test(a_pipe_is_spooled),
		cmocka_unit_test(spooling_stops_behind_the_limit),
		cmocka_unit_test(a_spool_that_cannot_be_made_is_the_machines_failure),
		cmocka_unit_test(a_file_held_whole_has_a_limit),
		cmocka_unit_test(a_text_held_whole_is_utf8_without_its_mark),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
