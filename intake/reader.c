/*
 * Formats are tried in the order of a table: first what a file is by its first bytes, then, once
 * the encoding of its text is known, how that is built.
 */
#include "intake/reader.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/cleanup.h"
#include "intake/container.h"
#include "intake/pages/html.h"
#include "intake/running/running.h"
#include "intake/text/decoder.h"
#include "intake/text/encoding.h"
#include "intake/text/separator.h"

#define HEAD_SIZE (256 * 1024) /* bytes of text by which its format is found */

/* What is known of a file while its format is found. */
struct sniff {
	struct source *source;
	struct problems *problems;
	const struct profile *profile;
	struct container_found found;
	const struct encoding_found *encoding; /* of text */
	struct arena arena;
	const char *head; /* the first characters of text, with a NUL behind them */
	size_t head_length;
	const char *reason; /* set by the format that takes it; NULL: its reader says */
};

/* Whether a file has a format: 1, 0, negative errno, or READER_REFUSED with a problem. */
typedef int sniffer(struct sniff *sniff);

static int refuse(const struct sniff *sniff, const char *code, const char *text, const char *cure)
{
	int result = problems_add(sniff->problems, PROBLEM_ERROR, source_name(sniff->source), 0, 0,
				  code, "%s: %s", text, cure);

	return result < 0 ? result : READER_REFUSED;
}

/* Reads the first characters of text. 0 or negative errno. */
static int read_head(struct sniff *sniff)
{
	const struct encoding_found *encoding = sniff->encoding;
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	char *head = arena_take(&sniff->arena, HEAD_SIZE + 1);
	int64_t n;
	int result;

	if (head == NULL)
		return -ENOMEM;
	result = decoder_new(sniff->source, encoding->encoding, encoding->start, &decoder);
	if (result < 0)
		return result;
	do {
		n = decoder_read(decoder, head + sniff->head_length,
				 HEAD_SIZE - sniff->head_length);
		sniff->head_length += n > 0 ? (size_t)n : 0;
	} while (n > 0 && HEAD_SIZE - sniff->head_length >= DECODER_ROOM_MIN);
	sniff->head = head;
	return n < 0 ? (int)n : 0;
}

static int is_separated(struct sniff *sniff)
{
	struct separator separator;
	int result = separator_find(sniff->source, sniff->encoding, sniff->problems, &separator);

	if (result != 0)
		return result > 0 ? READER_REFUSED : result;
	return separator.is_clear;
}

static int is_html(struct sniff *sniff)
{
	return html_is_likely(sniff->head, sniff->head_length);
}

static int is_running(struct sniff *sniff)
{
	return running_is_likely(sniff->head, sniff->head_length, sniff->profile);
}

/* The rows are tried from the first one on. */
static const struct format {
	enum register_format format;
	enum container container; /* that it is kept in; CONTAINER_NONE: it is text */
	sniffer *sniff;		  /* NULL: the container decides */
	reader_opener *open;
} formats[] = {
	{FORMAT_XLSX, CONTAINER_XLSX, NULL, xlsx_open},
	{FORMAT_ODS, CONTAINER_ODS, NULL, ods_open},
	{FORMAT_HTML, CONTAINER_NONE, is_html, html_open},
	{FORMAT_SEPARATED, CONTAINER_NONE, is_separated, separated_open},
	{FORMAT_RUNNING, CONTAINER_NONE, is_running, running_open},
	{FORMAT_LIST, CONTAINER_NONE, NULL, listing_open},
};

#define FORMAT_COUNT (sizeof(formats) / sizeof(formats[0]))

static const struct format *find_wanted(enum register_format wanted)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++) {
		if (formats[i].format == wanted)
			return &formats[i];
	}
	return NULL;
}

/* The format that the profile says, unless the file cannot have it. 0 or READER_REFUSED … */
static int take_wanted(struct sniff *sniff, const struct format **ret_format)
{
	const struct format *format = find_wanted(sniff->profile->format);
	int result;

	sniff->reason = "the profile says so";
	if (format != NULL && format->container == sniff->found.container) {
		*ret_format = format;
		return 0;
	}
	result = problems_add(sniff->problems, PROBLEM_ERROR, source_name(sniff->source), 0, 0,
			      "unsupported_format",
			      "the profile says that the format is %s, and this is %s: take the "
			      "format out of the profile, or name another file",
			      register_format_name(sniff->profile->format),
			      sniff->found.container == CONTAINER_NONE ? "no such file"
								       : sniff->found.words);
	return result < 0 ? result : READER_REFUSED;
}

/* The first format that takes the file: the last row takes every text. As find(). */
static int find_format(struct sniff *sniff, const struct format **ret_format)
{
	const struct format *format = formats;
	int result;

	for (;; format++) {
		result = format->container == sniff->found.container;
		if (result == 1 && format->sniff != NULL)
			result = format->sniff(sniff);
		if (result != 0)
			break;
	}
	if (result != 1)
		return result;
	*ret_format = format;
	return 0;
}

/* Finds out what the file is. 0; negative errno; READER_REFUSED with a problem. */
static int find(struct sniff *sniff, const struct format **ret_format)
{
	int result = container_find(sniff->source, sniff->problems, &sniff->found);

	if (result != 0)
		return result;
	if (sniff->found.container == CONTAINER_ENCRYPTED)
		return refuse(sniff, "encrypted_file", sniff->found.words, sniff->found.cure);
	if (sniff->found.container == CONTAINER_OTHER)
		return refuse(sniff, "unsupported_format", sniff->found.words, sniff->found.cure);
	if (sniff->found.container == CONTAINER_NONE) {
		result = source_encoding(sniff->source, sniff->profile->encoding, sniff->problems,
					 &sniff->encoding);
		if (result == 0)
			result = read_head(sniff);
		if (result != 0)
			return result > 0 ? READER_REFUSED : result;
	} else {
		sniff->reason = sniff->found.words;
	}
	return sniff->profile->format != FORMAT_FIND ? take_wanted(sniff, ret_format)
						     : find_format(sniff, ret_format);
}

int reader_open(struct source *source, const struct profile *profile, struct problems *problems,
		struct reader **ret_reader)
{
	static const struct profile nothing;
	struct sniff sniff = {.source = source,
			      .problems = problems,
			      .profile = profile != NULL ? profile : &nothing};
	const struct format *format = NULL;
	struct reader *reader;
	int result = find(&sniff, &format);

	arena_done(&sniff.arena);
	if (result == 0)
		result = format->open(source, sniff.profile, problems, &reader);
	if (result != 0)
		return result;
	if (sniff.reason != NULL)
		reader_base(reader)->format_reason = sniff.reason;
	*ret_reader = reader;
	return 0;
}

int reader_next(struct reader *reader, struct record *ret_record)
{
	return reader_base(reader)->format->next(reader, ret_record);
}

int reader_rewind(struct reader *reader)
{
	return reader_base(reader)->format->rewind(reader);
}

void reader_close(struct reader *reader)
{
	if (reader != NULL)
		reader_base(reader)->format->close(reader);
}
