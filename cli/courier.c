#include "cli/courier.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/child.h"
#include "core/cleanup.h"
#include "wire/program.h"

#define TIMEOUT_MS 30000

/* How each line of its standard error begins. */
static const char line_head[] = "renewd-courier: ";

const char *courier_path(struct cli *cli, const char *given)
{
	CLEANUP(free_memory) char *built = given == NULL ? program_courier() : NULL;
	const char *path = given == NULL ? arena_copy(&cli->arena, built) : given;

	if (path == NULL) {
		cli_failed("renewd-courier", -ENOMEM);
		return NULL;
	}
	if (access(path, X_OK) == 0)
		return path;
	cli_error("%s: %s: name the program renewd-courier with --courier", path, strerror(errno));
	return NULL;
}

/* Appends the channel's settings as a line. */
static int add_settings(struct text *out, const struct channel *channel)
{
	CLEANUP(free_memory) char *json = NULL;
	struct wire_settings settings = {
		.channel = channel->name,
		.type = channel_type_name(channel->type),
		.settings = channel->settings,
	};
	int result = wire_settings_encode(&settings, &json);

	if (result != 0)
		return result;
	text_add(out, json);
	text_add_char(out, '\n');
	return text_failed(out) ? -ENOMEM : 0;
}

static int add_job(struct text *out, const struct job *job)
{
	CLEANUP(free_memory) char *json = NULL;
	int result = job_encode(job, &json);

	if (result != 0)
		return result;
	text_add(out, json);
	text_add_char(out, '\n');
	return text_failed(out) ? -ENOMEM : 0;
}

/* Appends what the courier complained of, a line each, without what its lines begin with. */
static void add_complaints(struct text *out, const struct child_result *result)
{
	const char *at = text_string(&result->errors);

	while (*at != '\0') {
		size_t length = strcspn(at, "\n");
		size_t head = strlen(line_head);

		if (length < head || strncmp(at, line_head, head) != 0)
			head = 0;
		text_add_n(out, at + head, length - head);
		text_add_char(out, '\n');
		at += length + (at[length] == '\n');
	}
}

/* Tells of a courier that could not do its work. */
static enum exit_status tell(const char *path, const struct child_result *result)
{
	CLEANUP(text_done) struct text complaints = {0};
	const char *at;

	add_complaints(&complaints, result);
	if (result->errors.length == 0 || text_failed(&complaints)) {
		cli_error("%s ended with status %d and said nothing", path, result->status);
		return EXIT_MACHINE;
	}
	at = text_string(&complaints);
	while (*at != '\0') {
		size_t length = strcspn(at, "\n");

		cli_error("%.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
	return result->status == (int)EXIT_WRONG ? EXIT_WRONG : EXIT_MACHINE;
}

enum exit_status courier_check(const char *path, const struct channel *channel,
			       struct text *complaints)
{
	CLEANUP(text_done) struct text input = {0};
	CLEANUP(child_result_done) struct child_result answer = {0};
	const char *argv[] = {path, "--check", NULL};
	int result = add_settings(&input, channel);

	if (result == 0)
		result = child_run(argv, &input, TIMEOUT_MS, &answer);
	if (result != 0)
		return cli_failed(path, result);
	if (answer.status == (int)EXIT_DONE)
		return EXIT_DONE;
	if (answer.status != (int)EXIT_WRONG)
		return tell(path, &answer);
	add_complaints(complaints, &answer);
	return text_failed(complaints) ? cli_failed(path, -ENOMEM) : EXIT_FOUND;
}

enum exit_status courier_render(const char *path, const struct channel *channel,
				const struct job *job, struct text *out)
{
	CLEANUP(text_done) struct text input = {0};
	CLEANUP(child_result_done) struct child_result answer = {0};
	const char *argv[] = {path, "--render", NULL};
	int result = add_settings(&input, channel);

	if (result == 0)
		result = add_job(&input, job);
	if (result == 0)
		result = child_run(argv, &input, TIMEOUT_MS, &answer);
	if (result != 0)
		return cli_failed(path, result);
	if (answer.status != (int)EXIT_DONE)
		return tell(path, &answer);
	text_add_n(out, text_string(&answer.output), answer.output.length);
	return text_failed(out) ? cli_failed(path, -ENOMEM) : EXIT_DONE;
}
