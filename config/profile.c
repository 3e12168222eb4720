#include "config/profile.h"

#include <errno.h>
#include <string.h>

#include "config/config.h"
#include "config/load.h"
#include "config/profile_schema.h"
#include "config/section.h"
#include "config/tree.h"
#include "core/cleanup.h"

static enum register_format format_of(const char *name)
{
	enum register_format format = FORMAT_FIND;

	while (format < FORMAT_LIST && strcmp(register_format_name(format), name) != 0)
		format++;
	return format;
}

static enum date_order order_of(const char *word)
{
	if (word == NULL)
		return ORDER_NONE;
	return strcmp(word, profile_order_words[0]) == 0 ? ORDER_DAY_MONTH : ORDER_MONTH_DAY;
}

static struct profile make(const struct raw_profile *raw)
{
	struct profile profile = raw->profile;
	const struct raw_profile_defaults *defaults = &raw->defaults;

	profile.name = raw->name;
	profile.format = format_of(raw->format);
	profile.encoding = raw->encoding;
	profile.sheet = raw->sheet;
	profile.order = order_of(raw->dates.order);
	profile.types = raw->types;
	profile.strip = raw->strip;
	profile.start = raw->start;
	profile.stop = raw->stop;
	profile.defaults = (struct profile_defaults){
		.type = defaults->type,
		.owner = defaults->owner,
		.country = defaults->country.count > 0 ? defaults->country.items[0] : NULL,
		.term = defaults->term,
	};
	return profile;
}

int profile_parse(const char *text, size_t length, const char *name, struct arena *arena,
		  struct problems *problems, struct profile *ret_profile)
{
	CLEANUP(arena_done) struct arena scratch = {0};
	struct reading reading = {
		.arena = arena, .scratch = &scratch, .problems = problems, .file = name};
	size_t errors = problems->errors;
	struct raw_profile raw = {0};

	if (length > CONFIG_SIZE_MAX)
		reading_error_at(&reading, 0, 0, "too_long",
				 "has %zu bytes; at most %d are allowed", length, CONFIG_SIZE_MAX);
	else
		reading.root = tree_read(&reading, text, length);
	if (reading.root != NULL)
		section_read(&reading, reading.root, PROFILE_ROOT, SCHEMA_ANY_CHANNEL, &raw);
	if (reading.error != 0)
		return reading.error;
	problems_sort(problems);
	if (problems->errors != errors)
		return 1;
	*ret_profile = make(&raw);
	return 0;
}

int profile_load(const char *path, struct arena *arena, struct problems *problems,
		 struct profile *ret_profile)
{
	CLEANUP(text_done) struct text bytes = {0};
	int result = load_file(path, problems, &bytes);

	if (result != 0)
		return result;
	return profile_parse(text_string(&bytes), bytes.length, path, arena, problems, ret_profile);
}

static int complain_role(const char *argument, struct problems *problems)
{
	CLEANUP(text_done) struct text roles = {0};
	int result;

	for (size_t i = 0; profile_role_words[i] != NULL; i++)
		text_addf(&roles, "%s%s", i > 0 ? ", " : "", profile_role_words[i]);
	if (text_failed(&roles))
		return -ENOMEM;
	result = problems_add(
		problems, PROBLEM_ERROR, NULL, 0, 0, "bad_map",
		"\"%s\" must be HEADING=ROLE or \"column N=ROLE\"; a role is one of: %s", argument,
		text_string(&roles));
	return result < 0 ? result : 1;
}

int profile_read_column(const char *argument, struct arena *arena, struct problems *problems,
			struct profile_column *ret_column)
{
	const char *sign = strrchr(argument, '=');
	struct profile_column column = {0};
	char *heading;

	if (sign == NULL || sign == argument || !role_parse(sign + 1, &column.role))
		return complain_role(argument, problems);
	heading = arena_copy_n(arena, argument, (size_t)(sign - argument));
	if (heading == NULL)
		return -ENOMEM;
	column.position = profile_position(heading);
	if (column.position > PROFILE_COLUMNS_MAX)
		return complain_role(argument, problems);
	column.heading = column.position > 0 ? NULL : heading;
	*ret_column = column;
	return 0;
}
