#include "core/step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More than the days of the calendar. */
#define TIMES_MAX 4000000

struct step step_on(enum step_kind kind, struct day deadline, struct day milestone)
{
	return (struct step){kind, {1, SPAN_DAYS}, day_diff(deadline, milestone)};
}

bool step_is_scheduled(struct step step)
{
	return step.kind < STEP_RESUMES;
}

struct day step_milestone(struct step step, struct day deadline)
{
	if (!step_is_scheduled(step))
		return day_add_days(deadline, step.times);
	if (step.kind == STEP_AFTER)
		return span_after(deadline, step.span, step.times);
	return span_before(deadline, step.span);
}

static const struct {
	enum step_kind kind;
	const char *word;
} words[] = {
	{STEP_BEFORE, "before "},	 {STEP_AFTER, "after "},     {STEP_WINDOW_OPENS, "opens "},
	{STEP_WINDOW_CLOSES, "closes "}, {STEP_RESUMES, "resumes "}, {STEP_ESCALATES, "escalates "},
	{STEP_RENEWED, "renewed "},
};

char *step_format(struct step step, char text[static STEP_TEXT_SIZE])
{
	char span[SPAN_TEXT_SIZE];
	const char *word = words[step.kind].word;

	span_format(step.span, span);
	if (!step_is_scheduled(step))
		snprintf(text, STEP_TEXT_SIZE, "%s%ld", word, (long)step.times);
	else if (step.kind == STEP_AFTER && step.times != 1)
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

/* "-30", "0", "12". */
static bool parse_days(const char *text, struct step *step)
{
	char *end;
	long days = strtol(text, &end, 10);

	if (end == text || *end != '\0' || days > TIMES_MAX || days < -TIMES_MAX)
		return false;
	step->span = (struct span){1, SPAN_DAYS};
	step->times = (int32_t)days;
	return true;
}

static bool parse_rest(const char *text, struct step *step)
{
	if (!step_is_scheduled(*step))
		return parse_days(text, step);
	return step->kind == STEP_AFTER ? parse_times(text, step) : span_parse(text, &step->span);
}

bool step_parse(const char *text, struct step *ret_step)
{
	char again[STEP_TEXT_SIZE];

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i].word);
		struct step step = {.kind = words[i].kind, .times = 1};

		if (strncmp(text, words[i].word, length) != 0)
			continue;
		if (!parse_rest(text + length, &step))
			return false;
		/* One step, one text: no "1x14d", no "014d", no "+3". */
		if (strcmp(step_format(step, again), text) != 0)
			return false;
		*ret_step = step;
		return true;
	}
	return false;
}
