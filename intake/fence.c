#include "intake/fence.h"

#include <errno.h>
#include <string.h>

#include "intake/cells.h"

void fence_init(struct fence *fence, const struct profile *profile)
{
	*fence = (struct fence){.profile = profile, .has_started = profile->start == NULL};
}

void fence_done(struct fence *fence)
{
	text_done(&fence->line);
}

static bool is_stripped(const struct profile *profile, const char *line)
{
	for (size_t i = 0; i < profile->strip.count; i++) {
		if (text_matches(profile->strip.items[i], line))
			return true;
	}
	return false;
}

/* Takes one line in: whether it is left out. */
static bool leaves_line_out(struct fence *fence, const char *line)
{
	const struct profile *profile = fence->profile;

	if (!fence->has_started) {
		fence->has_started = text_matches(profile->start, line);
		return true;
	}
	if (!fence->has_stopped && profile->stop != NULL)
		fence->has_stopped = text_matches(profile->stop, line);
	return fence->has_stopped || is_stripped(profile, line);
}

int fence_leaves_out(struct fence *fence, const struct record *record)
{
	const struct profile *profile = fence->profile;
	const char *at = record->text, *end = record->text + record->length;
	bool is_left_out = false;

	if (profile->start == NULL && profile->stop == NULL && profile->strip.count == 0)
		return 0;
	do {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		struct cell line = {.text = at};

		line.length = (size_t)((line_end == NULL ? end : line_end) - at);
		(void)cells_text(&line, CELLS_NAME, &fence->line);
		if (text_failed(&fence->line))
			return -ENOMEM;
		is_left_out |= leaves_line_out(fence, text_string(&fence->line));
		at += line.length + 1;
	} while (at < end);
	return is_left_out;
}
