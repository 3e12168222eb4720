#include "cli/preview.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/courier.h"
#include "cli/display.h"
#include "core/cleanup.h"

#define JOB_TIMEOUT_MS 30000

/* Minutes from UTC to the office's clock at that time, as clock_format() ends: "+05:00". */
static int32_t utc_offset_minutes(int64_t ms)
{
	char text[CLOCK_TEXT_SIZE];
	int hours, minutes;
	char sign;

	clock_format(ms, text);
	if (sscanf(text + 19, "%c%2d:%2d", &sign, &hours, &minutes) != 3)
		return 0;
	return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/* When the run of the preview is made. */
static int64_t run_ms(const struct preview *preview)
{
	return day_is_none(preview->asked)
		       ? preview->next.at_ms
		       : clock_at(preview->day, preview->cli->config->schedule.minute);
}

static enum exit_status render(const struct preview *preview, const struct channel *channel,
			       const char *courier, size_t index, struct text *out)
{
	CLEANUP(message_done) struct message message = {0};
	int64_t ms = run_ms(preview);
	char id[32];
	struct job job = {
		.id = id,
		.created_ms = ms,
		.utc_offset_minutes = utc_offset_minutes(ms),
		.as_of = preview->day,
		.timeout_ms = JOB_TIMEOUT_MS,
	};
	enum exit_status status = message_make(preview, index, &message);

	if (status != EXIT_DONE)
		return status;
	snprintf(id, sizeof(id), "preview.%zu", index + 1);
	job.address = message.delivery->address.address;
	job.recipient = message.document.recipient;
	job.document = message.json;
	return courier_render(courier, channel, &job, out);
}

/* On a terminal each line is made harmless; into a file go the bytes as they are. */
static enum exit_status write_bytes(const struct terminal *terminal, const struct text *bytes)
{
	CLEANUP(text_done) struct text lines = {0};
	const char *at = text_string(bytes);

	if (terminal->width == 0) {
		terminal_write(terminal, bytes);
		return EXIT_DONE;
	}
	while (*at != '\0') {
		CLEANUP(text_done) struct text line = {0};
		size_t length = strcspn(at, "\n");
		size_t shown = length > 0 && at[length - 1] == '\r' ? length - 1 : length;

		text_add_n(&line, at, shown);
		display_add(&lines, text_string(&line));
		text_add_char(&lines, '\n');
		if (text_failed(&line))
			lines.failed = true;
		at += length + (at[length] == '\n');
	}
	if (text_failed(&lines))
		return cli_failed("writing", -ENOMEM);
	terminal_write(terminal, &lines);
	return EXIT_DONE;
}

static size_t count_on(const struct run *run, const char *channel)
{
	size_t count = 0;

	for (size_t i = 0; i < run->delivery_count; i++)
		count += strcmp(run->deliveries[i].address.channel, channel) == 0;
	return count;
}

static void write_divider(const struct terminal *terminal, const struct run_delivery *delivery,
			  size_t number, size_t count)
{
	CLEANUP(text_done) struct text line = {0};
	CLEANUP(text_done) struct text harmless = {0};

	text_addf(&line, "=== %zu of %zu: to %s", number, count,
		  delivery->name == NULL ? delivery->address.address : delivery->name);
	display_add(&harmless, text_string(&line));
	text_add_char(&harmless, '\n');
	terminal_write(terminal, &harmless);
}

/* Beside the bytes, so that they stay what they are. */
static void say(const struct preview *preview, void (*words)(struct text *, const struct preview *))
{
	CLEANUP(text_done) struct text line = {0};

	words(&line, preview);
	cli_error("%s", text_string(&line));
}

static enum exit_status print_all(const struct preview *preview, const struct channel *channel,
				  const char *courier)
{
	const struct run *run = &preview->planned.run;
	const struct terminal *terminal = &preview->cli->out;
	size_t count = count_on(run, channel->name);
	enum exit_status status = EXIT_DONE;
	size_t number = 0;

	if (preview_is_moved(preview))
		say(preview, preview_moved_words);
	if (!day_is_none(preview_run_before(preview)))
		say(preview, preview_before_words);
	if (count == 0)
		cli_error("nothing would go over %s", channel->name);
	for (size_t i = 0; i < run->delivery_count && status == EXIT_DONE; i++) {
		CLEANUP(text_done) struct text bytes = {0};

		if (strcmp(run->deliveries[i].address.channel, channel->name) != 0)
			continue;
		if (count > 1)
			write_divider(terminal, &run->deliveries[i], ++number, count);
		status = render(preview, channel, courier, i, &bytes);
		if (status == EXIT_DONE)
			status = write_bytes(terminal, &bytes);
	}
	return status;
}

enum exit_status preview_print_bytes(const struct preview *preview, const char *name,
				     const char *courier)
{
	const struct channel *channel = config_channel(preview->cli->config, name);
	const char *path;

	if (channel == NULL) {
		cli_error("--as \"%s\": %s has no such channel", name,
			  cli_config_path(preview->cli));
		return EXIT_WRONG;
	}
	path = courier_path(preview->cli, courier);
	return path == NULL ? EXIT_MACHINE : print_all(preview, channel, path);
}
