#include "intake/sheets/xlsx_styles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/sheets/xml.h"

/* A format that the file declares. */
struct xlsx_code {
	uint64_t id;
	struct number_format format;
};

static const char title[] = "the table of styles";

DEFINE_FREE(struct xml, xml_close);

/* Room for one more item: the array, moved perhaps, or NULL. */
static void *grow(void *items, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
	void *moved;

	if (count < *capacity)
		return items;
	moved = realloc(items, wanted * size);
	if (moved != NULL)
		*capacity = wanted;
	return moved;
}

static int too_many(struct archive *archive)
{
	return archive_refuse(archive, "too_large", "%s has over %d entries; that is no register",
			      title, XLSX_STYLES_MAX);
}

static int take_code(struct archive *archive, struct xml *xml, struct arena *arena,
		     struct xlsx_styles *styles)
{
	const char *code = xml_attribute(xml, NULL, "formatCode");
	struct xlsx_code *codes;

	if (code == NULL)
		return 0;
	if (styles->code_count == XLSX_STYLES_MAX)
		return too_many(archive);
	codes = grow(styles->codes, styles->code_count, &styles->code_capacity, sizeof(*codes));
	if (codes == NULL)
		return -ENOMEM;
	styles->codes = codes;
	codes += styles->code_count++;
	codes->id = xml_number(xml, NULL, "numFmtId", 0);
	return number_format_read(code, arena, &codes->format);
}

static int compare(const void *a, const void *b)
{
	const struct xlsx_code *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* A declared format wins over the built-in one of its id. */
static struct number_format format_of(const struct xlsx_styles *styles, uint64_t id)
{
	struct xlsx_code key = {.id = id};
	const struct xlsx_code *code = NULL;

	if (styles->code_count > 0)
		code = bsearch(&key, styles->codes, styles->code_count, sizeof(*styles->codes),
			       compare);
	if (code != NULL)
		return code->format;
	return number_format_built_in(id > 1000 ? 0 : (unsigned int)id);
}

static int take_style(struct archive *archive, struct xml *xml, struct xlsx_styles *styles)
{
	struct number_format *formats;

	if (styles->count == XLSX_STYLES_MAX)
		return too_many(archive);
	formats = grow(styles->formats, styles->count, &styles->capacity, sizeof(*formats));
	if (formats == NULL)
		return -ENOMEM;
	styles->formats = formats;
	formats[styles->count++] = format_of(styles, xml_number(xml, NULL, "numFmtId", 0));
	return 0;
}

static int take_codes(struct archive *archive, struct xml *xml, struct arena *arena,
		      struct xlsx_styles *styles)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		if (!xml_is(xml, NULL, "numFmt"))
			continue;
		result = take_code(archive, xml, arena, styles);
		if (result != 0)
			return result;
	}
	if (result == 0 && styles->code_count > 0)
		qsort(styles->codes, styles->code_count, sizeof(*styles->codes), compare);
	return result;
}

static int take_styles(struct archive *archive, struct xml *xml, struct xlsx_styles *styles)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		if (!xml_is(xml, NULL, "xf"))
			continue;
		result = take_style(archive, xml, styles);
		if (result != 0)
			return result;
	}
	return result;
}

/* numFmts stand before cellXfs (18.8.39). */
static int take_all(struct archive *archive, struct xml *xml, struct arena *arena,
		    struct xlsx_styles *styles)
{
	int result = xml_child(xml, 0);

	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (xml_is(xml, NULL, "numFmts"))
			result = take_codes(archive, xml, arena, styles);
		else if (xml_is(xml, NULL, "cellXfs"))
			result = take_styles(archive, xml, styles);
		else
			continue;
		if (result != 0)
			return result;
		result = 1;
	}
	return result;
}

int xlsx_styles_read(struct archive *archive, const char *part, struct arena *arena,
		     struct xlsx_styles *styles)
{
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result = xml_open(archive, part, title, &xml);

	*styles = (struct xlsx_styles){0};
	if (result == ARCHIVE_NO_PART)
		return 0;
	return result != 0 ? result : take_all(archive, xml, arena, styles);
}

const struct number_format *xlsx_styles_format(const struct xlsx_styles *styles, uint64_t style)
{
	static const struct number_format plain = {.kind = NUMBER_PLAIN};

	return style < styles->count ? &styles->formats[style] : &plain;
}

void xlsx_styles_done(struct xlsx_styles *styles)
{
	free(styles->codes);
	free(styles->formats);
	*styles = (struct xlsx_styles){0};
}
