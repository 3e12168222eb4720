/*
 * Separated text: RFC 4180 and its kin, whatever separates it. Memory does not grow with the file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "intake/reader.h"
#include "intake/text/decoder.h"
#include "intake/text/encoding.h"
#include "intake/text/records.h"
#include "intake/text/separator.h"

struct separated {
	struct reader_base base;
	int64_t start; /* of the text in the source */
	struct decoder *decoder;
	struct records records;
	bool is_said; /* the first line says the separator */
	int last;     /* what next() gave last; once it is not 1, it stays */
	char reason[80];
};

static struct separated *separated(struct reader *reader)
{
	return (struct separated *)(void *)reader;
}

static int refuse_line(struct separated *text)
{
	int result =
		problems_add(text->base.problems, PROBLEM_ERROR, source_name(text->base.source),
			     text->records.lines + 1, 0, "line_too_long",
			     "a line of more than %d bytes: this is no table with one row a "
			     "line, or a quotation mark was left open; check how it was saved",
			     INTAKE_LINE_MAX);

	return result < 0 ? result : READER_REFUSED;
}

static int next(struct reader *reader, struct record *ret_record)
{
	struct separated *text = separated(reader);

	if (text->last != 1)
		return text->last;
	text->last = records_next(&text->records, ret_record);
	if (text->last == RECORDS_TOO_LONG)
		text->last = refuse_line(text);
	if (text->last == 1 && ret_record->line == 1 && text->is_said)
		ret_record->kind = RECORD_FURNITURE;
	return text->last;
}

static int rewind_text(struct reader *reader)
{
	struct separated *text = separated(reader);

	decoder_seek(text->decoder, text->start);
	records_rewind(&text->records);
	text->last = 1;
	return 0;
}

static const char *part_name(const struct reader *reader, unsigned int part)
{
	(void)reader;
	(void)part;
	return NULL;
}

/* What is seen and not taken yet counts as one byte a byte, near enough. */
static int64_t done(const struct reader *reader)
{
	const struct separated *text = (const struct separated *)(const void *)reader;
	int64_t at = decoder_at(text->decoder) -
		     (int64_t)(text->records.view.length - text->records.view.start);

	return at > text->start ? at : text->start;
}

static void close_text(struct reader *reader)
{
	struct separated *text = separated(reader);

	decoder_free(text->decoder);
	records_done(&text->records);
	free(text);
}

static const struct reader_format format = {
	.format = FORMAT_SEPARATED,
	.next = next,
	.rewind = rewind_text,
	.part_name = part_name,
	.done = done,
	.close = close_text,
};

static int refuse_text(struct source *source, struct problems *problems)
{
	int result = problems_add(
		problems, PROBLEM_ERROR, source_name(source), 0, 0, "unsupported_format",
		"no line is separated by tabs, semicolons, bars or commas, and the "
		"profile says that all are: take the format out of the profile");

	return result < 0 ? result : READER_REFUSED;
}

static const char *separator_words(char separator)
{
	switch (separator) {
	case '\t':
		return "tabs";
	case ';':
		return "semicolons";
	case '|':
		return "bars";
	default:
		return "commas";
	}
}

static void set_reason(struct separated *text, const struct separator *separator)
{
	const char *words = separator_words(separator->character);

	if (separator->is_said)
		snprintf(text->reason, sizeof(text->reason), "the first line says so");
	else
		snprintf(text->reason, sizeof(text->reason), "most lines have %zu cells between %s",
			 separator->width, words);
	text->base.format_reason = text->reason;
}

int separated_open(struct source *source, const struct profile *profile, struct problems *problems,
		   struct reader **ret_reader)
{
	static const struct profile nothing;
	const struct encoding_found *encoding;
	struct separator separator;
	struct separated *text;
	int result;

	profile = profile != NULL ? profile : &nothing;
	result = source_encoding(source, profile->encoding, problems, &encoding);
	if (result == 0)
		result = separator_find(source, encoding, problems, &separator);
	if (result != 0)
		return result > 0 ? READER_REFUSED : result;
	if (separator.character == '\0')
		return refuse_text(source, problems);
	text = calloc(1, sizeof(*text));
	if (text == NULL)
		return -ENOMEM;
	result = decoder_new(source, encoding->encoding, encoding->start, &text->decoder);
	if (result < 0) {
		free(text);
		return result;
	}
	text->base = (struct reader_base){.format = &format,
					  .source = source,
					  .problems = problems,
					  .profile = profile,
					  .encoding = encoding->encoding->name,
					  .encoding_reason = encoding->reason,
					  .separator = separator.character};
	set_reason(text, &separator);
	text->start = encoding->start;
	text->records.view = view_of(text->decoder);
	text->records.separator = separator.character;
	text->records.table = (struct joint_table){separator.width, separator.partner_column};
	text->is_said = separator.is_said;
	text->last = 1;
	*ret_reader = (struct reader *)(void *)text;
	return 0;
}
