#include "message/words_trouble.h"

#include "core/cleanup.h"
#include "message/tidy.h"
#include "message/words.h"

/* Characters of a name, of the name of who was not reached, of a subject, of what a server said. */
#define NAME_MAX_CHARACTERS    160
#define UNREACHED_MAX	       40
#define SUBJECT_MAX_CHARACTERS 160
#define REASON_MAX_CHARACTERS  500

bool words_is_of_channel(const struct document *document)
{
	const struct document_trouble *trouble = document->trouble;

	return trouble->recipient == NULL && trouble->address[0] == '\0' &&
	       document->entry_count == 0 && document->problem_count == 0 &&
	       document->undelivered_count == 0;
}

void words_unreached(struct text *out, const struct document_trouble *trouble)
{
	const char *name = trouble->recipient;

	if (name == NULL || name[0] == '\0')
		name = trouble->address[0] == '\0' ? trouble->channel : trouble->address;
	tidy_add_short(out, name, UNREACHED_MAX);
}

void words_reason(struct text *out, const char *reason)
{
	CLEANUP(text_done) struct text shown = {0};
	size_t length;

	tidy_add_short(&shown, reason, REASON_MAX_CHARACTERS);
	out->failed |= shown.failed;
	length = shown.length;
	while (length > 0 && (shown.data[length - 1] == '.' || shown.data[length - 1] == ' '))
		length--;
	text_add_n(out, text_string(&shown), length);
}

void words_undelivered_subject(struct text *out, const struct run_undelivered *undelivered)
{
	if (undelivered->subject == NULL || undelivered->subject[0] == '\0')
		text_add(out, "A message");
	else
		tidy_add_short(out, undelivered->subject, SUBJECT_MAX_CHARACTERS);
}

void words_undelivered(struct text *out, const struct run_undelivered *undelivered)
{
	if (undelivered->recipient != NULL && undelivered->recipient[0] != '\0') {
		text_add(out, "To ");
		tidy_add_short(out, undelivered->recipient, NAME_MAX_CHARACTERS);
		text_add(out, " over ");
	} else {
		text_add(out, "Over ");
	}
	tidy_add_short(out, undelivered->channel, NAME_MAX_CHARACTERS);
	text_add(out, ", since ");
	words_day(out, undelivered->since);
	text_add(out, undelivered->is_given_up ? "; given up" : "; is tried again");
	if (undelivered->reason != NULL && undelivered->reason[0] != '\0') {
		text_add(out, ": ");
		words_reason(out, undelivered->reason);
	}
	text_add(out, ".");
}
