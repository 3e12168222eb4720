#include "courier/once.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "courier/log.h"
#include "courier/secret.h"
#include "courier/setup.h"
#include "wire/frame.h"

/* ---- lines ---------------------------------------------------------------------------------- */

struct line {
	char *text;
	size_t capacity;
	size_t length; /* without the line end */
};

static void line_done(struct line *line)
{
	free(line->text);
}

/* The next line that is not empty. False at the end. */
static bool next_line(FILE *in, struct line *line)
{
	ssize_t n;

	do {
		n = getline(&line->text, &line->capacity, in);
		if (n < 0)
			return false;
		line->length = strcspn(line->text, "\r\n");
		line->text[line->length] = '\0';
	} while (line->length == 0);
	return true;
}

static int failed(int error)
{
	log_line("%s", strerror(-error));
	return 3;
}

/* ---- check ---------------------------------------------------------------------------------- */

/* Says all that is wrong with the secrets, not only the first. Returns how much that is. */
static int check_secrets(const struct wire_settings *settings)
{
	int complaints = 0;

	for (size_t i = 0; i < settings->settings.count; i++) {
		const struct setting *setting = &settings->settings.items[i];
		char *secret = NULL;
		struct why why;
		int r;

		if (!secret_is_reference(setting))
			continue;
		r = secret_read(setting, &secret, &why);
		secret_free(secret);
		if (r < 0)
			return r;
		if (r == REFUSED) {
			log_line("%s", why.text);
			complaints++;
		}
	}
	return complaints;
}

/* The exit status for one channel. */
static int check_channel(const struct line *line)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(setup_done) struct setup setup = {0};
	struct wire_settings settings;
	struct why why = {""};
	int r = wire_settings_decode(line->text, line->length, &arena, &settings);

	if (r == 0) {
		log_subject(settings.channel);
		r = check_secrets(&settings);
		if (r > 0)
			return 2;
	}
	if (r == 0)
		r = setup_open(&setup, line->text, line->length, &why);
	if (r == REFUSED)
		log_line("%s", why.text);
	else if (r == -EPROTO)
		log_line("a line is not the settings of a channel");
	else if (r < 0)
		return failed(r);
	return r == 0 ? 0 : 2;
}

int once_check(FILE *in)
{
	CLEANUP(line_done) struct line line = {0};
	int status = 0;

	while (next_line(in, &line)) {
		int one = check_channel(&line);

		if (status < one)
			status = one;
	}
	return status;
}

/* ---- render --------------------------------------------------------------------------------- */

static int render(const struct wire_settings *settings, const struct job *job, struct arena *arena,
		  struct text *out)
{
	CLEANUP(values_done) struct values values = {0};
	const struct transport *transport = transport_find(settings->type);
	struct document document;
	const char *why = NULL;
	int r;

	if (transport == NULL) {
		log_line("there is no type of channel '%s'", settings->type);
		return REFUSED;
	}
	r = document_parse(job->document, strlen(job->document), arena, &document, &why);
	if (r == 0)
		r = values_plain(&settings->settings, &values);
	if (r == 0)
		r = transport->render(&values, job, &document, out, &why);
	if (r == -EINVAL) {
		log_line("cannot be rendered: %s", why == NULL ? "the document is damaged" : why);
		return REFUSED;
	}
	return r;
}

int once_render(FILE *in, FILE *out)
{
	CLEANUP(line_done) struct line settings_line = {0}, job_line = {0};
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(text_done) struct text bytes = {0};
	struct wire_settings settings;
	struct job job;
	int r = -EPROTO;

	if (next_line(in, &settings_line) && next_line(in, &job_line))
		r = wire_settings_decode(settings_line.text, settings_line.length, &arena,
					 &settings);
	if (r == 0)
		r = job_decode(job_line.text, job_line.length, &arena, &job);
	if (r == -EPROTO) {
		log_line("a line with the settings of a channel and one with a job are wanted");
		return 2;
	}
	if (r == 0)
		r = render(&settings, &job, &arena, &bytes);
	if (r == REFUSED)
		return 2;
	if (r == 0 &&
	    (fwrite(bytes.data, 1, bytes.length, out) != bytes.length || fflush(out) != 0))
		r = -errno;
	return r < 0 ? failed(r) : 0;
}
