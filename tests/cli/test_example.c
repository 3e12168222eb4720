/* What `init` writes is a configuration that renewd takes, whatever the paths are. */
#include "cli/example.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/config.h"
#include "core/cleanup.h"
#include "tests/support/alloc.h"

DEFINE_FREE(struct config, config_free);

static void assert_adapted(int line, const char *store, const char *mail)
{
	CLEANUP(text_done) struct text text = {0};
	CLEANUP(text_done) struct text complaints = {0};
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(config_freep) struct config *config = NULL;
	const struct setting *path;

	example_adapt(&text, store, mail);
	if (config_parse(text_string(&text), text.length, "example", &problems, &config) != 0)
		config = NULL;
	for (size_t i = 0; i < problems.count; i++) {
		problem_format(&problems.items[i], &complaints);
		print_error("line %d: %s\n", line, text_string(&complaints));
	}
	assert_int_equal(problems.count, 0);
	assert_non_null(config);
	assert_string_equal(config->store_path, store);
	assert_int_equal(config->channel_count, 1);
	path = settings_find(&config->channels[0].settings, "path");
	assert_non_null(path);
	assert_string_equal(path->text, mail);
}

#define ADAPTED(store, mail) assert_adapted(__LINE__, store, mail)

static void every_path_is_read_back_as_it_was_given(void **state)
{
	(void)state;
	ADAPTED(EXAMPLE_STORE, EXAMPLE_MAIL);
	ADAPTED("/home/me/try/renewd.db", "/home/me/try/mail");
	ADAPTED("/home/me/a folder/renewd.db", "/home/me/a folder/mail");
	ADAPTED("/home/me/#1: \"x\"/renewd.db", "/home/me/#1: \"x\"/mail");
	ADAPTED("/home/me/back\\slash/renewd.db", "/home/me/it's/mail");
	ADAPTED("/home/Қазақ/renewd.db", "/home/Қазақ/mail");
	ADAPTED("/{a}/renewd.db", "/*b/&c/mail");
}

static int adapt_with_little_memory(void *context)
{
	CLEANUP(text_done) struct text text = {0};

	(void)context;
	example_adapt(&text, "/home/me/try/renewd.db", "/home/me/try/mail");
	return text_failed(&text) ? -ENOMEM : 0;
}

static void lack_of_memory_shows_in_the_text(void **state)
{
	(void)state;
	alloc_each_fails(adapt_with_little_memory, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_path_is_read_back_as_it_was_given),
		cmocka_unit_test(lack_of_memory_shows_in_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
