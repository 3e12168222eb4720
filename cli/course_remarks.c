/* What is odd about a course. */
#include "cli/course.h"

#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "message/words.h"

static bool tells_anybody(const struct course *course, const struct policy *policy)
{
	for (size_t i = 0; i < course->entry_count; i++) {
		if (course->entries[i].policy == policy &&
		    course->entries[i].outcome == OUTCOME_NOTICE)
			return true;
	}
	return false;
}

static int say_text(const struct text *sentence, course_say *say, void *context)
{
	return text_failed(sentence) ? -ENOMEM : say(context, text_string(sentence));
}

static int say_policies(const struct course *course, course_say *say, void *context)
{
	const struct policies *policies = &course->simulation.rules.policies;
	int r = 0;

	for (size_t i = 0; i < policies->count && r == 0; i++) {
		CLEANUP(text_done) struct text sentence = {0};

		if (tells_anybody(course, &policies->items[i]))
			continue;
		text_addf(&sentence, "Policy %s tells nobody anything in this time.",
			  policies->items[i].name);
		r = say_text(&sentence, say, context);
	}
	return r;
}

/* The day on which most messages go to one place. */
struct flood {
	struct day day;
	size_t messages;
	struct day last; /* the day that is counted */
	size_t count;
};

static void count_message(struct flood *flood, struct day day)
{
	if (flood->count == 0 || day_compare(flood->last, day) != 0)
		flood->count = 0;
	flood->last = day;
	flood->count++;
	if (flood->count > flood->messages) {
		flood->messages = flood->count;
		flood->day = day;
	}
}

static int say_flood(const struct course_place *place, const struct flood *flood, course_say *say,
		     void *context)
{
	CLEANUP(text_done) struct text sentence = {0};

	if (flood->messages <= COURSE_MESSAGES_MAX)
		return 0;
	course_place_words(&sentence, place);
	text_addf(&sentence, " would get %zu messages over %s on ", flood->messages,
		  place->address.channel);
	words_weekday(&sentence, flood->day);
	text_add_char(&sentence, '.');
	return say_text(&sentence, say, context);
}

static int say_floods(const struct course *course, course_say *say, void *context)
{
	CLEANUP(free_memory)
	struct flood *floods = calloc(course->place_count + 1, sizeof(*floods));
	int r = 0;

	if (floods == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < course->message_count; i++)
		count_message(&floods[course->messages[i].place], course->messages[i].day);
	for (size_t i = 0; i < course->place_count && r == 0; i++)
		r = say_flood(&course->places[i], &floods[i], say, context);
	return r;
}

int course_remarks(const struct course *course, course_say *say, void *context)
{
	int r;

	if (course->notices == 0)
		return say(context, "Nobody is reminded of anything in this time.");
	r = say_policies(course, say, context);
	return r == 0 ? say_floods(course, say, context) : r;
}
