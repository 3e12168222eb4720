#include "tests/config/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "core/cleanup.h"

#define NAME "test.yaml"

/* All complaints; without the file's name, which is the same on each line. */
static void join(const struct problems *problems, struct text *out)
{
	for (size_t i = 0; i < problems->count; i++) {
		CLEANUP(text_done) struct text line = {0};
		const char *text;

		problem_format(&problems->items[i], &line);
		text = text_string(&line);
		if (strncmp(text, NAME ":", sizeof(NAME)) == 0)
			text += sizeof(NAME) + (text[sizeof(NAME)] == ' ');
		text_addf(out, "%s\n", text);
	}
}

struct config *reader_good(const char *yaml)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text complaints = {0};
	struct config *config = NULL;
	int result = config_parse(yaml, strlen(yaml), NAME, &problems, &config);

	join(&problems, &complaints);
	if (problems.count > 0)
		print_error("%s", yaml);
	assert_string_equal(text_string(&complaints), "");
	assert_int_equal(result, 0);
	assert_non_null(config);
	return config;
}

void reader_complains(const char *yaml, const char *expected)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text complaints = {0};
	struct config *config = NULL;
	int result = config_parse(yaml, strlen(yaml), NAME, &problems, &config);

	join(&problems, &complaints);
	if (strcmp(text_string(&complaints), expected) != 0)
		print_error("%s", yaml);
	assert_string_equal(text_string(&complaints), expected);
	assert_int_equal(result, problems.errors > 0 ? 1 : 0);
	assert_int_equal(config == NULL, problems.errors > 0);
	config_free(config);
}

struct config *reader_file(const char *path)
{
	CLEANUP(problems_done) struct problems problems = {0};
	CLEANUP(text_done) struct text complaints = {0};
	CLEANUP(text_done) struct text full = {0};
	struct config *config = NULL;
	int result;

	text_addf(&full, "%s/%s", RENEWD_SOURCE_DIR, path);
	result = config_load(text_string(&full), &problems, &config);
	join(&problems, &complaints);
	assert_string_equal(text_string(&complaints), "");
	assert_int_equal(result, 0);
	assert_string_equal(config->path, text_string(&full));
	return config;
}

char *reader_text(const char *path)
{
	CLEANUP(text_done) struct text full = {0};
	struct text content = {0};
	char piece[4096];
	FILE *file;
	size_t n;

	text_addf(&full, "%s/%s", RENEWD_SOURCE_DIR, path);
	file = fopen(text_string(&full), "re");
	assert_non_null(file);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		text_add_n(&content, piece, n);
	fclose(file);
	return text_take(&content);
}
