#include "config/cover.h"

#include <string.h>

#include "core/text.h"

static bool has_many_stars(const char *pattern)
{
	const char *star = strchr(pattern, '*');

	return star != NULL && strchr(star + 1, '*') != NULL;
}

/*
 * b is taken as a text: whatever its stars stand for lies under a star of a then. The price is
 * that of text_matches().
 */
static bool covers(const char *a, const char *b, int64_t *budget)
{
	size_t cost = strlen(b) + 1;

	if (has_many_stars(a))
		cost *= strlen(a);
	*budget -= (int64_t)cost;
	return *budget > 0 && text_matches(a, b);
}

static bool covered(const struct patterns *a, const char *b, int64_t *budget)
{
	for (size_t i = 0; i < a->count; i++) {
		if (covers(a->items[i], b, budget))
			return true;
	}
	return false;
}

static bool cover_patterns(const struct patterns *a, const struct patterns *b, int64_t *budget)
{
	/* No pattern is any value, also a missing one, which only "*" matches. */
	if (a->count == 0)
		return true;
	if (b->count == 0)
		return covered(a, "*", budget);
	for (size_t i = 0; i < b->count; i++) {
		if (!covered(a, b->items[i], budget))
			return false;
	}
	return true;
}

bool cover_match(const struct match *a, const struct match *b, int64_t *budget)
{
	*budget -= 1;
	return *budget > 0 && cover_patterns(&a->country, &b->country, budget) &&
	       cover_patterns(&a->register_name, &b->register_name, budget) &&
	       cover_patterns(&a->owner, &b->owner, budget) &&
	       cover_patterns(&a->type, &b->type, budget);
}
