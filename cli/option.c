#include "cli/option.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/wrap.h"

const struct option_row *option_find(const struct option_rows *rows, const char *name,
				     size_t length)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct option_row *row = &rows->items[i];

		if (strlen(row->name) == length && memcmp(row->name, name, length) == 0)
			return row;
	}
	return NULL;
}

unsigned int option_guess_limit(const char *name)
{
	return strlen(name) <= 3 ? 2 : 3;
}

static bool read_number(const char *text, int64_t *ret_number)
{
	char *end;
	long long number;

	if (text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0' || number < 1 || number > OPTION_NUMBER_MAX)
		return false;
	*ret_number = number;
	return true;
}

/* What a value of each type has to look like, for the error line. */
static const char *const type_hints[] = {
	[OPTION_FLAG] = "",
	[OPTION_TEXT] = "it needs a value",
	[OPTION_TEXTS] = "it needs a value",
	[OPTION_DAY] = "it takes a day such as 2026-11-23",
	[OPTION_SPAN] = "it takes a length of time such as 90d, 6w, 3m or 2y",
	[OPTION_NUMBER] = "it takes a number from 1 to 1000000",
};

static bool read_value(const struct option_row *row, const char *text, struct option_value *value)
{
	switch (row->type) {
	case OPTION_FLAG:
		return text == NULL;
	case OPTION_TEXT:
	case OPTION_TEXTS:
		return text[0] != '\0';
	case OPTION_DAY:
		return day_parse(text, &value->day);
	case OPTION_SPAN:
		return span_parse(text, &value->span);
	case OPTION_NUMBER:
		return read_number(text, &value->number);
	}
	return false;
}

static bool may_come_again(const struct option_row *row, const struct option_value *value,
			   struct text *error)
{
	if (!value->is_set || row->type == OPTION_FLAG ||
	    (row->type == OPTION_TEXTS && value->text_count < OPTION_TEXTS_MAX))
		return true;
	if (row->type == OPTION_TEXTS)
		text_addf(error, "--%s is given more than %d times", row->name, OPTION_TEXTS_MAX);
	else
		text_addf(error, "--%s is given twice: once is enough", row->name);
	return false;
}

bool option_read(const struct option_row *row, const char *text, struct option_value *ret_value,
		 struct text *error)
{
	struct option_value value = {.is_set = true, .text = text};

	if (row->type != OPTION_FLAG && text == NULL) {
		text_addf(error, "--%s: %s", row->name, type_hints[row->type]);
		return false;
	}
	if (!may_come_again(row, ret_value, error))
		return false;
	if (!read_value(row, text, &value)) {
		if (row->type == OPTION_FLAG)
			text_addf(error, "--%s takes no value", row->name);
		else
			text_addf(error, "--%s \"%s\": %s", row->name, text, type_hints[row->type]);
		return false;
	}
	if (row->type == OPTION_TEXTS) {
		memcpy(value.texts, ret_value->texts, sizeof(value.texts));
		value.text_count = ret_value->text_count;
		value.texts[value.text_count++] = text;
	}
	*ret_value = value;
	return true;
}

void option_help(const struct option_rows *rows, struct text *out)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct option_row *row = &rows->items[i];
		struct text head = {0};

		text_addf(&head, "  --%s%s%s", row->name, row->value == NULL ? "" : " ",
			  row->value == NULL ? "" : row->value);
		wrap_entry(out, text_string(&head), row->help, WRAP_ENTRY);
		if (text_failed(&head))
			out->failed = true;
		text_done(&head);
	}
}
