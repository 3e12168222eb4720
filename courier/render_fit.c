#include "courier/render_fit.h"

#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"

/* Puts the body with shown entries into *best when it fits. */
static int try_body(render_fit_body *body, const void *context, size_t shown, char **best,
		    bool *ret_fits)
{
	char *bytes = body(context, shown, ret_fits);

	if (bytes == NULL)
		return -ENOMEM;
	if (*ret_fits) {
		free(*best);
		*best = bytes;
	} else {
		free(bytes);
	}
	return 0;
}

/* Halves the range from none, which fits, to most until the largest that fits is in *best. */
static int search(render_fit_body *body, const void *context, size_t most, char **best)
{
	size_t least = 0;

	while (least < most) {
		size_t shown = most - (most - least) / 2;
		bool fits = false;
		int result = try_body(body, context, shown, best, &fits);

		if (result < 0)
			return result;
		if (fits)
			least = shown;
		else
			most = shown - 1;
	}
	return 0;
}

int render_fit(render_fit_body *body, const void *context, size_t count, struct text *out)
{
	CLEANUP(free_memory) char *best = NULL;
	bool fits = false;
	int result = try_body(body, context, count, &best, &fits);

	if (result == 0 && !fits) {
		result = try_body(body, context, 0, &best, &fits);
		if (result == 0 && !fits)
			return -EMSGSIZE;
		if (result == 0)
			result = search(body, context, count - 1, &best);
	}
	if (result < 0)
		return result;
	text_add(out, best);
	return text_failed(out) ? -ENOMEM : 0;
}
