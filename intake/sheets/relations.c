#include "intake/sheets/relations.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/sheets/xml.h"

DEFINE_FREE(struct xml, xml_close);

/* "xl/workbook.xml": "xl/_rels/workbook.xml.rels". */
static void name_of(const char *part, struct text *out)
{
	const char *slash = strrchr(part, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - part) + 1;

	text_add_n(out, part, folder);
	text_addf(out, "_rels/%s.rels", part + folder);
}

/* Takes the last folder, and its slash, off a path. */
static void leave_folder(struct text *path, size_t length)
{
	while (length > 0 && path->data[length - 1] != '/')
		length--;
	path->length = length;
	if (path->data != NULL)
		path->data[length] = '\0';
}

/* A target as seen from a part: "../media/a.png" from "xl/worksheets/b.xml". */
static void resolve(const char *part, const char *target, struct text *out)
{
	if (*target != '/') {
		text_add(out, part);
		if (!text_failed(out))
			leave_folder(out, out->length);
	}
	while (*target != '\0' && !text_failed(out)) {
		size_t length = strcspn(target, "/\\");
		bool is_last = target[length] == '\0';

		if (length == 2 && memcmp(target, "..", 2) == 0) {
			leave_folder(out, out->length == 0 ? 0 : out->length - 1);
		} else if (length > 0 && (length != 1 || *target != '.')) {
			text_add_n(out, target, length);
			if (!is_last)
				text_add_char(out, '/');
		}
		target += length + !is_last;
	}
}

static struct relation *new_relation(struct relations *relations)
{
	if (relations->count == relations->capacity) {
		size_t capacity = relations->capacity == 0 ? 16 : relations->capacity * 2;
		struct relation *items =
			realloc(relations->items, capacity * sizeof(*relations->items));

		if (items == NULL)
			return NULL;
		relations->items = items;
		relations->capacity = capacity;
	}
	return &relations->items[relations->count++];
}

static const char *last_segment(const char *address)
{
	const char *slash = strrchr(address, '/');

	return slash == NULL ? address : slash + 1;
}

static int take_relation(struct xml *xml, const char *part, struct arena *arena,
			 struct relations *relations)
{
	const char *id = xml_attribute(xml, NULL, "Id");
	const char *type = xml_attribute(xml, NULL, "Type");
	const char *target = xml_attribute(xml, NULL, "Target");
	const char *mode = xml_attribute(xml, NULL, "TargetMode");
	CLEANUP(text_done) struct text resolved = {0};
	struct relation *relation;

	if (id == NULL || type == NULL || target == NULL)
		return 0;
	relation = new_relation(relations);
	if (relation == NULL)
		return -ENOMEM;
	relation->is_external = mode != NULL && strcmp(mode, "External") == 0;
	if (!relation->is_external) {
		resolve(part, target, &resolved);
		target = text_string(&resolved);
	}
	relation->id = arena_copy(arena, id);
	relation->type = arena_copy(arena, last_segment(type));
	relation->target = arena_copy(arena, target);
	return text_failed(&resolved) || relation->id == NULL || relation->type == NULL ||
			       relation->target == NULL
		       ? -ENOMEM
		       : 0;
}

static int compare(const void *a, const void *b)
{
	const struct relation *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static int take_all(struct archive *archive, struct xml *xml, const char *part, const char *title,
		    struct arena *arena, struct relations *relations)
{
	int result = xml_child(xml, 0);

	while (result == 1 && (result = xml_child(xml, 1)) == 1) {
		if (!xml_is(xml, NULL, "Relationship"))
			continue;
		if (relations->count == RELATIONS_MAX)
			return archive_refuse(archive, "too_large",
					      "%s has over %d links; that is no register", title,
					      RELATIONS_MAX);
		result = take_relation(xml, part, arena, relations);
		if (result < 0)
			return result;
		result = 1;
	}
	return result;
}

int relations_read(struct archive *archive, const char *part, const char *title,
		   struct arena *arena, struct relations *ret_relations)
{
	CLEANUP(text_done) struct text name = {0};
	CLEANUP(xml_closep) struct xml *xml = NULL;
	int result;

	*ret_relations = (struct relations){0};
	name_of(part, &name);
	if (text_failed(&name))
		return -ENOMEM;
	result = xml_open(archive, text_string(&name), title, &xml);
	if (result == ARCHIVE_NO_PART)
		return 0;
	if (result == 0)
		result = take_all(archive, xml, part, title, arena, ret_relations);
	if (result != 0)
		return result;
	if (ret_relations->count > 0)
		qsort(ret_relations->items, ret_relations->count, sizeof(*ret_relations->items),
		      compare);
	return 0;
}

const struct relation *relations_by_id(const struct relations *relations, const char *id)
{
	struct relation key = {.id = id};

	if (relations->count == 0)
		return NULL;
	return bsearch(&key, relations->items, relations->count, sizeof(*relations->items),
		       compare);
}

const struct relation *relations_by_type(const struct relations *relations, const char *type)
{
	for (size_t i = 0; i < relations->count; i++) {
		if (!relations->items[i].is_external && strcmp(relations->items[i].type, type) == 0)
			return &relations->items[i];
	}
	return NULL;
}

void relations_done(struct relations *relations)
{
	free(relations->items);
	*relations = (struct relations){0};
}
