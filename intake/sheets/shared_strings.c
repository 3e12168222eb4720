#include "intake/sheets/shared_strings.h"

#include <errno.h>
#include <stdlib.h>

#include "core/cleanup.h"
#include "intake/sheets/rich_text.h"
#include "intake/sheets/xml.h"

static const char title[] = "the table of texts";

DEFINE_FREE(struct xml, xml_close);

/* Room for one more offset. */
static int grow(struct shared_strings *strings)
{
	size_t capacity = strings->capacity == 0 ? 256 : strings->capacity * 2;
	uint32_t *offsets;

	if (strings->count + 1 < strings->capacity)
		return 0;
	offsets = realloc(strings->offsets, capacity * sizeof(*offsets));
	if (offsets == NULL)
		return -ENOMEM;
	strings->offsets = offsets;
	strings->capacity = capacity;
	return 0;
}

static int take_string(struct archive *archive, struct xml *xml, struct shared_strings *strings)
{
	int result;

	if (strings->count == SHARED_STRINGS_MAX || strings->text.length > SHARED_STRINGS_SIZE_MAX)
		return archive_refuse(archive, "too_large",
				      "%s has over 256 MiB, or %d texts; save the file as CSV, "
				      "which needs no such table",
				      title, SHARED_STRINGS_MAX);
	if (grow(strings) < 0)
		return -ENOMEM;
	strings->offsets[strings->count] = (uint32_t)strings->text.length;
	result = rich_text_read(xml, &strings->text);
	if (result != 0)
		return result;
	strings->count++;
	strings->offsets[strings->count] = (uint32_t)strings->text.length;
	return text_failed(&strings->text) ? -ENOMEM : 0;
}

int shared_strings_read(struct archive *archive, const char *part, struct shared_strings *strings)
{
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result = xml_open(archive, part, title, &xml);

	*strings = (struct shared_strings){0};
	if (result == ARCHIVE_NO_PART)
		return archive_refuse(archive, "damaged_file",
				      "%s (%s) is missing; open the file in a spreadsheet program "
				      "and save it again",
				      title, part);
	if (result != 0)
		return result;
	result = xml_child(xml, 0);
	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (!xml_is(xml, NULL, "si"))
			continue;
		result = take_string(archive, xml, strings);
		if (result != 0)
			return result;
		result = 1;
	}
	return result;
}

const char *shared_strings_at(const struct shared_strings *strings, uint64_t number,
			      size_t *ret_length)
{
	if (number >= strings->count)
		return NULL;
	*ret_length = strings->offsets[number + 1] - strings->offsets[number];
	return text_string(&strings->text) + strings->offsets[number];
}

void shared_strings_done(struct shared_strings *strings)
{
	free(strings->offsets);
	text_done(&strings->text);
	*strings = (struct shared_strings){0};
}
