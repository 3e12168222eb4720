#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/import.h"
#include "config/profile.h"
#include "core/cleanup.h"

/* Columns of the command line come before those of the file: the first that fits counts. */
static int add_columns(struct import *import, const struct option_value *columns)
{
	const struct profile *profile = &import->profile;
	struct profile_column *all = arena_take_array(
		&import->arena, profile->column_count + columns->text_count, sizeof(*all));
	size_t count = 0;

	if (all == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < columns->text_count; i++) {
		int result = profile_read_column(columns->texts[i], &import->arena,
						 &import->problems, &all[count]);

		if (result != 0)
			return result;
		count++;
	}
	for (size_t i = 0; i < profile->column_count; i++) {
		const struct profile_column *column = &profile->columns[i];
		bool is_replaced = false;

		for (size_t k = 0; k < columns->text_count; k++) {
			const struct profile_column *given = &all[k];

			is_replaced |= given->position == column->position &&
				       (given->heading == NULL ||
					(column->heading != NULL &&
					 text_same_name(given->heading, column->heading)));
		}
		if (!is_replaced)
			all[count++] = *column;
	}
	import->profile.columns = all;
	import->profile.column_count = count;
	return 0;
}

static int read_profile(struct import *import, const char *path, const struct option_value *columns)
{
	int result = 0;

	import->profile_path = path;
	if (path != NULL)
		result = profile_load(path, &import->arena, &import->problems, &import->profile);
	if (result == 0 && columns->is_set)
		result = add_columns(import, columns);
	return result;
}

int import_open(struct import *import, const char *profile_path, const struct option_value *columns)
{
	struct register_options options = {
		.profile = &import->profile,
		.academic_year = cli_academic_year(import->cli),
		.progress = progress_tell,
		.context = &import->progress,
	};
	int result = read_profile(import, profile_path, columns);

	if (result != 0)
		return result;
	result = import->is_standard_input
			 ? source_spool(STDIN_FILENO, import->path, &import->problems,
					&import->source)
			 : source_open(import->path, &import->problems, &import->source);
	if (result != 0)
		return result;
	/* Not before: whoever waits for standard input is simply ended by an interrupt. */
	progress_begin(&import->progress, import->path);
	return register_open(import->source, &options, &import->problems, &import->reader);
}

/* What was found, as a comment: from it a keeper can write what should be otherwise. */
static void add_found(struct text *out, const struct import *import)
{
	const struct register_facts *facts = register_facts(import->reader);

	for (size_t i = 0; i < facts->table_count; i++) {
		const struct register_table *table = &facts->tables[i];

		text_add(out, "\n# The columns as they were read");
		if (table->name != NULL) {
			text_add(out, ", ");
			profile_write_text(table->name, out);
		}
		text_add(out, ":\n");
		for (size_t k = 0; k < table->column_count; k++) {
			const struct register_column *column = &table->columns[k];

			text_add(out, "#   ");
			if (column->heading[0] == '\0')
				text_addf(out, "column %zu", k + 1);
			else
				profile_write_text(column->heading, out);
			text_addf(out, ": %s\n", role_name(column->role));
		}
	}
}

static int write_file(const char *path, const struct text *text, bool may_replace)
{
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (may_replace ? O_TRUNC : O_EXCL);
	int fd = open(path, flags, 0644);
	const char *at = text_string(text);
	size_t left = text->length;
	int result = 0;

	if (fd < 0)
		return -errno;
	while (left > 0 && result == 0) {
		ssize_t n = write(fd, at, left);

		if (n < 0 && errno != EINTR)
			result = -errno;
		at += n > 0 ? n : 0;
		left -= n > 0 ? (size_t)n : 0;
	}
	if (close(fd) != 0 && result == 0)
		result = -errno;
	return result;
}

static enum exit_status refuse_existing(const char *path)
{
	cli_error("%s exists already: give another name, or add to it with --profile %s", path,
		  path);
	return EXIT_WRONG;
}

static bool is_same_profile(const char *path, const char *profile_path)
{
	return profile_path != NULL && strcmp(profile_path, path) == 0;
}

enum exit_status import_check_profile(const char *path, const char *profile_path)
{
	if (is_same_profile(path, profile_path) || access(path, F_OK) != 0)
		return EXIT_DONE;
	return refuse_existing(path);
}

enum exit_status import_save_profile(const struct import *import, const char *path)
{
	CLEANUP(text_done) struct text yaml = {0};
	bool is_same = is_same_profile(path, import->profile_path);
	int result;

	text_add(&yaml, "# How the register ");
	profile_write_text(import->register_name, &yaml);
	text_add(&yaml, " is read: renewd-registers(5).\n");
	profile_write(&import->profile, &yaml);
	add_found(&yaml, import);
	if (text_failed(&yaml))
		return cli_failed(path, -ENOMEM);
	result = write_file(path, &yaml, is_same);
	if (result == -EEXIST)
		return refuse_existing(path);
	return result == 0 ? EXIT_DONE : cli_failed(path, result);
}
