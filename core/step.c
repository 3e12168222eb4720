#include "core/step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than the days of the calendar. */
#define TIMES_MAX 4000000

struct day step_milestone(struct step step, struct day deadline)
{
	if (step.kind == STEP_AFTER)
		return span_after(deadline, step.span, step.times);
	return span_before(deadline, step.span);
}

static const struct {
	enum step_kind kind;
	const char *word;
} words[] = {
	{STEP_BEFORE, "before "},
	{STEP_AFTER, "after "},
	{STEP_WINDOW_OPENS, "opens "},
	{STEP_WINDOW_CLOSES, "closes "},
};

char *step_format(struct step step, char text[static STEP_TEXT_SIZE])
{
	char span[SPAN_TEXT_SIZE];
	const char *word = words[step.kind].word;

	span_format(step.span, span);
	if (step.kind == STEP_AFTER && step.times != 1)
		snprintf(text, STEP_TEXT_SIZE, "%s%ldx%s", word, (long)step.times, span);
	else
		snprintf(text, STEP_TEXT_SIZE, "%s%s", word, span);
	return text;
}

/* "3x14d" or "14d". */
static bool parse_times(const char *text, struct step *step)
{
	const char *x = strchr(text, 'x');
	char *end;
	long times;

	if (x == NULL)
		return span_parse(text, &step->span);
	if (*text < '0' || *text > '9')
		return false;
	times = strtol(text, &end, 10);
	if (end != x || times > TIMES_MAX)
		return false;
	step->times = (int32_t)times;
	return span_parse(x + 1, &step->span);
}

bool step_parse(const char *text, struct step *ret_step)
{
	char again[STEP_TEXT_SIZE];

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i].word);
		struct step step = {.kind = words[i].kind, .times = 1};

		if (strncmp(text, words[i].word, length) != 0)
			continue;
		if (step.kind == STEP_AFTER ? !parse_times(text + length, &step)
					    : !span_parse(text + length, &step.span))
			return false;
		/* One step, one text: no "1x14d", no "014d". */
		if (strcmp(step_format(step, again), text) != 0)
			return false;
		*ret_step = step;
		return true;
	}
	return false;
}
