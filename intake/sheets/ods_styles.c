#include "intake/sheets/ods_styles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/sheets/ods_names.h"

#define PARENTS_MAX 20

/* A style of cells names a style of data, which says what a date shows. */
enum style_kind { STYLE_OF_CELLS, STYLE_OF_DATES };

struct ods_style {
	enum style_kind kind;
	const char *name;
	const char *data;   /* STYLE_OF_CELLS: name of its style of data, or NULL */
	const char *parent; /* STYLE_OF_CELLS: what it is a kind of, or NULL */
	enum precision precision;
	size_t order; /* how many were there before */
};

DEFINE_FREE(struct xml, xml_close);

static struct ods_style *new_style(struct ods_styles *styles)
{
	if (styles->count == styles->capacity) {
		size_t capacity = styles->capacity == 0 ? 64 : styles->capacity * 2;
		struct ods_style *items = realloc(styles->items, capacity * sizeof(*items));

		if (items == NULL)
			return NULL;
		styles->items = items;
		styles->capacity = capacity;
	}
	styles->items[styles->count] = (struct ods_style){.order = styles->count};
	return &styles->items[styles->count++];
}

/* Copies an attribute when there is one. 0, -ENOMEM. */
static int keep(struct ods_styles *styles, const struct xml *xml, const char *name,
		const char **place)
{
	const char *value = xml_attribute(xml, ODS_STYLE, name);

	*place = arena_copy(&styles->arena, value);
	return value != NULL && *place == NULL ? -ENOMEM : 0;
}

static int take_cell_style(struct ods_styles *styles, struct xml *xml)
{
	const char *family = xml_attribute(xml, ODS_STYLE, "family");
	struct ods_style *style;

	if (family == NULL || strcmp(family, "table-cell") != 0 ||
	    xml_attribute(xml, ODS_STYLE, "name") == NULL)
		return 0;
	style = new_style(styles);
	if (style == NULL)
		return -ENOMEM;
	style->kind = STYLE_OF_CELLS;
	if (keep(styles, xml, "name", &style->name) < 0 ||
	    keep(styles, xml, "data-style-name", &style->data) < 0 ||
	    keep(styles, xml, "parent-style-name", &style->parent) < 0)
		return -ENOMEM;
	return 0;
}

/* A day is shown, or else a month, or else a year. */
static enum precision larger(enum precision precision, const struct xml *xml)
{
	static const struct part {
		const char *name;
		enum precision precision;
	} parts[] = {
		{"year", PRECISION_YEAR},   {"era", PRECISION_YEAR}, {"quarter", PRECISION_MONTH},
		{"month", PRECISION_MONTH}, {"day", PRECISION_DAY},  {"day-of-week", PRECISION_DAY},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (xml_is(xml, ODS_NUMBER, parts[i].name) && parts[i].precision > precision)
			return parts[i].precision;
	}
	return precision;
}

static int take_date_style(struct ods_styles *styles, struct xml *xml)
{
	enum precision precision = PRECISION_NONE;
	unsigned int depth = xml_depth(xml);
	struct ods_style *style;
	int result;

	if (xml_attribute(xml, ODS_STYLE, "name") == NULL)
		return 0;
	style = new_style(styles);
	if (style == NULL)
		return -ENOMEM;
	style->kind = STYLE_OF_DATES;
	if (keep(styles, xml, "name", &style->name) < 0)
		return -ENOMEM;
	while ((result = xml_child(xml, depth)) == 1)
		precision = larger(precision, xml);
	style->precision = precision;
	return result;
}

static int compare_names(const void *a, const void *b)
{
	const struct ods_style *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Of one name, the one that came last is first. */
static int compare(const void *a, const void *b)
{
	const struct ods_style *x = a, *y = b;
	int names = compare_names(a, b);

	return names != 0 ? names : x->order > y->order ? -1 : x->order < y->order;
}

static void sort(struct ods_styles *styles)
{
	size_t kept = 0;

	if (styles->count == 0)
		return;
	qsort(styles->items, styles->count, sizeof(*styles->items), compare);
	for (size_t i = 1; i < styles->count; i++) {
		if (compare_names(&styles->items[kept], &styles->items[i]) != 0)
			styles->items[++kept] = styles->items[i];
	}
	styles->count = kept + 1;
	for (size_t i = 0; i < styles->count; i++)
		styles->items[i].order = i;
}

int ods_styles_take(struct ods_styles *styles, struct archive *archive, struct xml *xml)
{
	unsigned int depth = xml_depth(xml);
	int result;

	while ((result = xml_child(xml, depth)) == 1) {
		if (styles->count == ODS_STYLES_MAX)
			return archive_refuse(archive, "too_large",
					      "the spreadsheet has over %d styles; that is no "
					      "register",
					      ODS_STYLES_MAX);
		if (xml_is(xml, ODS_STYLE, "style"))
			result = take_cell_style(styles, xml);
		else if (xml_is(xml, ODS_NUMBER, "date-style"))
			result = take_date_style(styles, xml);
		else
			continue;
		if (result != 0)
			return result;
	}
	if (result == 0)
		sort(styles);
	return result;
}

int ods_styles_read(struct ods_styles *styles, struct archive *archive)
{
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result = xml_open(archive, "styles.xml", "the table of styles", &xml);

	if (result == ARCHIVE_NO_PART)
		return 0;
	if (result == 0)
		result = xml_child(xml, 0);
	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (!xml_is(xml, ODS_OFFICE, "styles") &&
		    !xml_is(xml, ODS_OFFICE, "automatic-styles"))
			continue;
		result = ods_styles_take(styles, archive, xml);
		if (result != 0)
			return result;
		result = 1;
	}
	return result;
}

static const struct ods_style *find(const struct ods_styles *styles, enum style_kind kind,
				    const char *name)
{
	struct ods_style key = {.kind = kind, .name = name};

	if (name == NULL || styles->count == 0)
		return NULL;
	return bsearch(&key, styles->items, styles->count, sizeof(*styles->items), compare_names);
}

enum precision ods_styles_precision(const struct ods_styles *styles, const char *name)
{
	const struct ods_style *style = find(styles, STYLE_OF_CELLS, name);

	for (int i = 0; style != NULL && i < PARENTS_MAX; i++) {
		const struct ods_style *data = find(styles, STYLE_OF_DATES, style->data);

		if (data != NULL)
			return data->precision;
		style = find(styles, STYLE_OF_CELLS, style->parent);
	}
	return PRECISION_NONE;
}

void ods_styles_done(struct ods_styles *styles)
{
	free(styles->items);
	arena_done(&styles->arena);
	*styles = (struct ods_styles){0};
}
