/* Goal: whatever stands at the path of a configuration, the answer is quick and clear. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"
#include "tests/support/alloc.h"

struct folder {
	char path[64];
	char file[96];
};

static int make_folder(void **state)
{
	struct folder *folder = test_calloc(1, sizeof(*folder));

	strcpy(folder->path, "/tmp/renewd-test-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	assert_int_equal(chmod(folder->path, 0755), 0);
	snprintf(folder->file, sizeof(folder->file), "%s/renewd.yaml", folder->path);
	*state = folder;
	return 0;
}

static int remove_folder(void **state)
{
	struct folder *folder = *state;

	unlink(folder->file);
	rmdir(folder->file);
	assert_int_equal(rmdir(folder->path), 0);
	test_free(folder);
	return 0;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void expect_refused(const char *path, const char *text)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	assert_int_equal(config_load(path, &problems, &config), 1);
	assert_null(config);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].file, path);
	assert_int_equal(problems.items[0].line, 0);
	assert_string_equal(problems.items[0].text, text);
}

static void a_file_is_read_and_named_in_complaints(void **state)
{
	const struct folder *folder = *state;
	CLEANUP(problems_done) struct problems problems = {0};
	struct config *config = NULL;

	write_file(folder->file, MINIMAL);
	assert_int_equal(config_load(folder->file, &problems, &config), 0);
	assert_string_equal(config->path, folder->file);
	config_free(config);
	write_file(folder->file, MINIMAL "colour: red\n");
	assert_int_equal(config_load(folder->file, &problems, &config), 1);
	assert_string_equal(problems.items[0].file, folder->file);
	assert_int_equal(problems.items[0].line, 4);
}

static void a_missing_file_is_a_problem(void **state)
{
	const struct folder *folder = *state;

	expect_refused(folder->file, "cannot be read: No such file or directory");
}

static void a_folder_is_no_configuration(void **state)
{
	const struct folder *folder = *state;

	assert_int_equal(mkdir(folder->file, 0755), 0);
	expect_refused(folder->file, "is a folder, no file");
}

static void a_fifo_is_refused_without_waiting(void **state)
{
	const struct folder *folder = *state;

	assert_int_equal(mkfifo(folder->file, 0644), 0);
	expect_refused(folder->file, "is no regular file");
}

static void a_device_is_refused(void **state)
{
	(void)state;
	expect_refused("/dev/zero", "is no regular file");
}

static void an_empty_file_is_said_to_be_empty(void **state)
{
	const struct folder *folder = *state;

	write_file(folder->file, "");
	expect_refused(folder->file, "the file says nothing");
}

static void a_file_of_100_megabytes_is_refused_unread(void **state)
{
	const struct folder *folder = *state;

	write_file(folder->file, "");
	assert_int_equal(truncate(folder->file, 100 * 1024 * 1024), 0);
	expect_refused(folder->file, "has 104857600 bytes; at most 1048576 are allowed");
}

static void a_file_that_may_not_be_read_is_a_problem(void **state)
{
	const struct folder *folder = *state;
	bool is_root = geteuid() == 0;

	write_file(folder->file, MINIMAL);
	assert_int_equal(chmod(folder->file, 0), 0);
	/* Nobody: root may read everything. */
	if (is_root)
		assert_int_equal(seteuid(65534), 0);
	expect_refused(folder->file, "cannot be read: Permission denied");
	if (is_root)
		assert_int_equal(seteuid(0), 0);
}

static void an_error_while_reading_is_a_problem(void **state)
{
	(void)state;
	/* A regular file whose first page is not mapped. */
	expect_refused("/proc/self/mem", "cannot be read: Input/output error");
}

static int load(void *context)
{
	const char *path = context;
	struct problems problems = {0};
	struct config *config = NULL;
	int result = config_load(path, &problems, &config);

	config_free(config);
	problems_done(&problems);
	return result;
}

static void a_file_is_loaded_or_memory_is_said_to_be_short(void **state)
{
	struct folder *folder = *state;

	write_file(folder->file, MINIMAL);
	alloc_each_fails(load, folder->file);
}

static int load_missing(void *context)
{
	int result = load(context);

	return result == 1 ? 0 : result;
}

static void a_complaint_about_a_file_is_made_or_memory_is_short(void **state)
{
	struct folder *folder = *state;

	alloc_each_fails(load_missing, folder->file);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_file_is_read_and_named_in_complaints),
		IN_FOLDER(a_missing_file_is_a_problem),
		IN_FOLDER(a_folder_is_no_configuration),
		IN_FOLDER(a_fifo_is_refused_without_waiting),
		cmocka_unit_test(a_device_is_refused),
		IN_FOLDER(an_empty_file_is_said_to_be_empty),
		IN_FOLDER(a_file_of_100_megabytes_is_refused_unread),
		IN_FOLDER(a_file_that_may_not_be_read_is_a_problem),
		cmocka_unit_test(an_error_while_reading_is_a_problem),
		IN_FOLDER(a_file_is_loaded_or_memory_is_said_to_be_short),
		IN_FOLDER(a_complaint_about_a_file_is_made_or_memory_is_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
