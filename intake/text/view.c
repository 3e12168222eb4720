#include "intake/text/view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "intake/text/decoder.h"

#define CAPACITY_FIRST (256 * 1024)

struct view view_of(struct decoder *decoder)
{
	return (struct view){.decoder = decoder};
}

/* Makes room for as much again as is seen, and at least for a few characters. */
static int grow(struct view *view)
{
	size_t capacity = view->capacity == 0 ? CAPACITY_FIRST : view->capacity * 2;
	char *text = realloc(view->text, capacity);

	if (text == NULL)
		return -ENOMEM;
	view->text = text;
	view->capacity = capacity;
	return 0;
}

int view_more(struct view *view)
{
	int64_t n;

	if (view->start > 0) {
		view->length -= view->start;
		memmove(view->text, view->text + view->start, view->length);
		view->start = 0;
	}
	if (view->capacity - view->length <= view->capacity / 2 && grow(view) < 0)
		return -ENOMEM;
	n = decoder_read(view->decoder, view->text + view->length, view->capacity - view->length);
	if (n < 0)
		return (int)n;
	view->is_whole = n == 0;
	view->length += (size_t)n;
	return 0;
}

void view_clear(struct view *view)
{
	view->start = view->length = 0;
	view->is_whole = false;
}

void view_done(struct view *view)
{
	free(view->text);
	*view = (struct view){0};
}
