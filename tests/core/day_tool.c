/*
 * Answers questions about days, one a line, for a comparison with another implementation:
 *
 *	months DAY N                        DAY + N months
 *	days DAY N                          DAY + N days
 *	weekday DAY                         0 (Monday) to 6
 *	before DAY SPAN, after DAY SPAN N   as a policy counts
 *	term DAY SPAN ENDS                  the last day; ENDS: anniversary, day_before
 *	rolled DAY SPAN EVERY TIMES ENDS    that of the term after TIMES more; SPAN 0d: DAY ends it
 *	deadline DAY SPAN EVERY TIMES ENDS NOTICE…  until when notice can be given in it
 *	reckon VAGUE SIGNED                 by the rule of anniversaries; SIGNED: a day, or -
 *	working DAY WEEKDAYS [HOLIDAY…]     the working days on or before and on or after it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/renewal.h"
#include "core/term.h"

#define WORDS_MAX 64

/* A line, cut into words. */
struct question {
	char *words[WORDS_MAX];
	size_t count;
};

static const char *word(const struct question *question, size_t index)
{
	if (index >= question->count) {
		fprintf(stderr, "too few words\n");
		exit(2);
	}
	return question->words[index];
}

static struct day day_at(const struct question *question, size_t index)
{
	struct day day = DAY_NONE;

	if (!day_parse(word(question, index), &day)) {
		fprintf(stderr, "no day: %s\n", word(question, index));
		exit(2);
	}
	return day;
}

static int number_at(const struct question *question, size_t index)
{
	return atoi(word(question, index));
}

static struct span span_at(const struct question *question, size_t index)
{
	struct span span = {0};

	if (!span_parse(word(question, index), &span)) {
		fprintf(stderr, "no span: %s\n", word(question, index));
		exit(2);
	}
	return span;
}

static void say(struct day day)
{
	char text[DAY_TEXT_SIZE];

	puts(day_format(day, text));
}

static void months(const struct question *question)
{
	say(day_add_months(day_at(question, 1), number_at(question, 2)));
}

static void days(const struct question *question)
{
	say(day_add_days(day_at(question, 1), number_at(question, 2)));
}

static void weekday(const struct question *question)
{
	printf("%d\n", (int)day_weekday(day_at(question, 1)));
}

static void before(const struct question *question)
{
	say(span_before(day_at(question, 1), span_at(question, 2)));
}

static void after(const struct question *question)
{
	say(span_after(day_at(question, 1), span_at(question, 2), number_at(question, 3)));
}

static void term(const struct question *question)
{
	struct vague start = vague_of_day(day_at(question, 1));
	struct term asked = {.start = start, .length = span_at(question, 2)};
	struct dates dates = {VAGUE_ANNIVERSARY, TERM_ENDS_ANNIVERSARY};

	if (strcmp(word(question, 3), "day_before") == 0)
		dates.term_ends = TERM_ENDS_DAY_BEFORE;
	say(term_last_day(&asked, start, &dates).reckoned);
}

static void rolled(const struct question *question)
{
	struct vague start = vague_of_day(day_at(question, 1));
	struct term asked = {.start = start, .length = span_at(question, 2)};
	struct dates dates = {.vague = VAGUE_LAST};

	if (asked.length.n == 0)
		asked.last_day = start;
	if (strcmp(word(question, 5), "day_before") == 0)
		dates.term_ends = TERM_ENDS_DAY_BEFORE;
	say(term_rolled_last_day(&asked, start, &dates, span_at(question, 3),
				 number_at(question, 4))
		    .reckoned);
}

/* The words from `first` on, as they stood. */
static struct notice notice_at(const struct question *question, size_t first)
{
	char text[NOTICE_TEXT_SIZE] = "";
	struct notice notice = {0};

	for (size_t i = first; i < question->count; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s",
			 i > first ? " " : "", question->words[i]);
	if (!notice_parse(text, &notice)) {
		fprintf(stderr, "no notice: %s\n", text);
		exit(2);
	}
	return notice;
}

static void deadline(const struct question *question)
{
	struct vague start = vague_of_day(day_at(question, 1));
	struct term asked = {.start = start, .length = span_at(question, 2)};
	struct dates dates = {.vague = VAGUE_LAST};
	struct agreement agreement = {.renewal = RENEWAL_TACIT,
				      .renews = {.every = span_at(question, 3)},
				      .notice = notice_at(question, 6),
				      .terms = &asked,
				      .term_count = 1};
	struct self_renewal renewal;

	if (asked.length.n == 0)
		asked.last_day = start;
	if (strcmp(word(question, 5), "day_before") == 0)
		dates.term_ends = TERM_ENDS_DAY_BEFORE;
	renewal = renewal_of(&agreement, &dates);
	say(renewal_deadline(&renewal, number_at(question, 4)));
}

static void reckon(const struct question *question)
{
	struct vague vague = {0}, signed_on = {0};

	if (!vague_parse(word(question, 1), &vague))
		exit(2);
	if (strcmp(word(question, 2), "-") != 0)
		signed_on = vague_of_day(day_at(question, 2));
	say(vague_reckon(vague, signed_on, VAGUE_ANNIVERSARY));
}

static void working(const struct question *question)
{
	struct day holidays[WORDS_MAX];
	struct calendar calendar = {.weekdays = (uint8_t)number_at(question, 2),
				    .holidays = holidays};
	char one[DAY_TEXT_SIZE], other[DAY_TEXT_SIZE];

	for (size_t i = 3; i < question->count; i++)
		holidays[calendar.holiday_count++] = day_at(question, i);
	printf("%s %s\n", day_format(calendar_on_or_before(&calendar, day_at(question, 1)), one),
	       day_format(calendar_on_or_after(&calendar, day_at(question, 1)), other));
}

static const struct {
	const char *name;
	void (*answer)(const struct question *question);
} answers[] = {
	{"months", months},   {"days", days},	      {"weekday", weekday}, {"before", before},
	{"after", after},     {"term", term},	      {"rolled", rolled},   {"reckon", reckon},
	{"working", working}, {"deadline", deadline},
};

static void answer(char *line)
{
	struct question question = {.count = 0};

	for (char *next = strtok(line, " \n"); next != NULL && question.count < WORDS_MAX;
	     next = strtok(NULL, " \n"))
		question.words[question.count++] = next;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (strcmp(word(&question, 0), answers[i].name) == 0) {
			answers[i].answer(&question);
			return;
		}
	}
	fprintf(stderr, "no such question: %s\n", word(&question, 0));
	exit(2);
}

int main(void)
{
	char line[4096];

	while (fgets(line, sizeof(line), stdin) != NULL)
		answer(line);
	return ferror(stdin) ? 3 : 0;
}
