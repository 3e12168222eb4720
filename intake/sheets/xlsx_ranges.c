#include "intake/sheets/xlsx_ranges.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/sheets/relations.h"
#include "intake/sheets/xml.h"

#define LINK_MAX 8192 /* bytes; Excel allows 2079 characters */

/* What is searched at once, and how much of what was before: a word may be cut. */
#define CHUNK	(64 * 1024)
#define OVERLAP 16

DEFINE_FREE(struct xml, xml_close);
DEFINE_FREE(struct archive_part, archive_part_close);

/* The start of a text in which cells are named: "$B$2"; *text goes behind it. */
static bool take_cell(const char **text, unsigned int *ret_line, unsigned int *ret_column)
{
	const char *c = *text;
	unsigned int line = 0, column = 0;

	c += *c == '$';
	for (; (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z'); c++) {
		if (column > 1000000)
			return false;
		column = column * 26 + ((unsigned int)*c & 0x1f);
	}
	c += *c == '$';
	for (; *c >= '0' && *c <= '9'; c++) {
		if (line > 100000000)
			return false;
		line = line * 10 + (unsigned int)(*c - '0');
	}
	if (line == 0 || column == 0)
		return false;
	*text = c;
	*ret_line = line;
	*ret_column = column;
	return true;
}

static void sort_two(unsigned int *a, unsigned int *b)
{
	if (*a > *b) {
		unsigned int larger = *a;

		*a = *b;
		*b = larger;
	}
}

bool xlsx_range_parse(const char *text, struct xlsx_range *ret_range)
{
	struct xlsx_range range = {0};

	if (!take_cell(&text, &range.top, &range.left))
		return false;
	range.bottom = range.top;
	range.right = range.left;
	if (*text == ':') {
		text++;
		if (!take_cell(&text, &range.bottom, &range.right))
			return false;
	}
	if (*text != '\0')
		return false;
	sort_two(&range.top, &range.bottom);
	sort_two(&range.left, &range.right);
	*ret_range = range;
	return true;
}

static int add(struct archive *archive, const char *title, struct xlsx_ranges *ranges,
	       const struct xlsx_range *range)
{
	if (ranges->count == XLSX_RANGES_MAX)
		return archive_refuse(archive, "too_large",
				      "%s has over %d merged ranges and links; that is no register",
				      title, XLSX_RANGES_MAX);
	if (ranges->count == ranges->capacity) {
		size_t capacity = ranges->capacity == 0 ? 64 : ranges->capacity * 2;
		struct xlsx_range *items = realloc(ranges->items, capacity * sizeof(*items));

		if (items == NULL)
			return -ENOMEM;
		ranges->items = items;
		ranges->capacity = capacity;
	}
	ranges->items[ranges->count++] = *range;
	return 0;
}

/* The range that an element names; false: none that counts. */
static bool range_of(struct xml *xml, struct xlsx_range *ret_range)
{
	const char *text = xml_attribute(xml, NULL, "ref");

	return text != NULL && xlsx_range_parse(text, ret_range);
}

/* A link inside the file itself is no address. */
static int take_link(struct archive *archive, struct xml *xml, const char *title,
		     const struct relations *relations, struct xlsx_ranges *ranges)
{
	const char *id = xml_attribute(xml, NULL, "id");
	const char *place = xml_attribute(xml, NULL, "location");
	const struct relation *relation = id == NULL ? NULL : relations_by_id(relations, id);
	CLEANUP(text_done) struct text address = {0};
	struct xlsx_range range;

	if (relation == NULL || !relation->is_external || !range_of(xml, &range))
		return 0;
	text_add(&address, relation->target);
	if (place != NULL && place[0] != '\0')
		text_addf(&address, "#%s", place);
	if (address.length == 0 || address.length > LINK_MAX)
		return 0;
	range.link = arena_copy(&ranges->links, text_string(&address));
	if (text_failed(&address) || range.link == NULL)
		return -ENOMEM;
	return add(archive, title, ranges, &range);
}

static int take_links(struct archive *archive, struct xml *xml, const char *title,
		      const struct relations *relations, struct xlsx_ranges *ranges)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		result = take_link(archive, xml, title, relations, ranges);
		if (result != 0)
			return result;
	}
	return result;
}

static int take_merged(struct archive *archive, struct xml *xml, const char *title,
		       struct xlsx_ranges *ranges)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		struct xlsx_range range;

		result = range_of(xml, &range) ? add(archive, title, ranges, &range) : 0;
		if (result != 0)
			return result;
	}
	return result;
}

static int take_all(struct archive *archive, struct xml *xml, const char *title,
		    const struct relations *relations, struct xlsx_ranges *ranges)
{
	int result = xml_child(xml, 0);

	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (xml_is(xml, NULL, "mergeCells"))
			result = take_merged(archive, xml, title, ranges);
		else if (xml_is(xml, NULL, "hyperlinks"))
			result = take_links(archive, xml, title, relations, ranges);
		else
			continue;
		if (result != 0)
			return result;
		result = 1;
	}
	return result;
}

static int compare(const void *a, const void *b)
{
	const struct xlsx_range *x = a, *y = b;

	return x->top < y->top ? -1 : x->top > y->top;
}

/*
 * Whether bytes that overlap with those before by OVERLAP hold the name of an element with
 * ranges. Text that looks like one only costs time.
 */
static bool names_ranges(const char *bytes, size_t length)
{
	static const char *const words[] = {"mergeCell", "hyperlink"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (memmem(bytes, length, words[i], strlen(words[i])) != NULL)
			return true;
	}
	return false;
}

/*
 * Parsing takes ten times as long as searching, and most sheets have no ranges. 1, 0; as
 * xml_open().
 */
static int may_have_ranges(struct archive *archive, const char *part, const char *title)
{
	CLEANUP(archive_part_closep) struct archive_part *bytes = NULL;
	CLEANUP(free_memory) char *buffer = malloc(OVERLAP + CHUNK);
	size_t kept = 0;
	int result = archive_part_open(archive, part, title, &bytes);
	int length;

	if (buffer == NULL)
		return -ENOMEM;
	if (result != 0)
		return result == ARCHIVE_NO_PART ? 0 : result;
	while ((length = archive_part_read(bytes, buffer + kept, CHUNK)) > 0) {
		size_t n = kept + (size_t)length;

		if (names_ranges(buffer, n))
			return 1;
		kept = n < OVERLAP ? n : OVERLAP;
		memmove(buffer, buffer + n - kept, kept);
	}
	return archive_part_result(bytes);
}

int xlsx_ranges_read(struct archive *archive, const char *part, const char *title,
		     struct xlsx_ranges *ranges)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(relations_done) struct relations relations = {0};
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result;

	*ranges = (struct xlsx_ranges){0};
	result = may_have_ranges(archive, part, title);
	if (result != 1)
		return result;
	result = relations_read(archive, part, title, &arena, &relations);
	if (result != 0)
		return result;
	result = xml_open(archive, part, title, &xml);
	if (result != 0)
		return result;
	result = take_all(archive, xml, title, &relations, ranges);
	if (result == 0 && ranges->count > 0)
		qsort(ranges->items, ranges->count, sizeof(*ranges->items), compare);
	return result;
}

void xlsx_ranges_done(struct xlsx_ranges *ranges)
{
	free(ranges->items);
	arena_done(&ranges->links);
	*ranges = (struct xlsx_ranges){0};
}
