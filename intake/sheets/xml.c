#include "intake/sheets/xml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "intake/sheets/tags.h"
#include "intake/sheets/xml_names.h"

#define COMPLAINT_SIZE 160

struct xml {
	struct archive_part *part;
	struct archive *archive;
	const char *title;
	xmlTextReaderPtr reader;
	xmlNodePtr node; /* the library's node of the event */
	enum xml_event event;
	unsigned int depth;
	bool is_empty; /* the element that begins has no content: its end comes next */
	bool ends;     /* the event before was an end: one element fewer is open */
	int result;    /* 1; else what every xml_next() says from now on */
	struct tags tags;
	struct xml_names names;
	const char *flaw; /* why reading was stopped before the library saw it; NULL: it was not */
	bool lacks_memory;
	int line;			/* of the first complaint */
	char complaint[COMPLAINT_SIZE]; /* the library's first, "" when there is none */
};

/*
 * No DTD is loaded, no entity replaced, nothing fetched; CDATA is text. What a part says about its
 * encoding is not believed: all programs write UTF-8, and tags can be watched in that only.
 */
static const int options =
	XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC;

/* The library takes the start of a text in UTF-16 or EBCDIC for what it is. */
static bool is_utf8(const char *bytes, size_t length)
{
	static const char mark[] = "\xef\xbb\xbf";

	if (length >= 3 && memcmp(bytes, mark, 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	return length == 0 || (strchr("< \t\r\n", bytes[0]) != NULL &&
			       memchr(bytes, '\0', length < 4 ? length : 4) == NULL);
}

static int read_part(void *context, char *buffer, int size)
{
	struct xml *xml = context;

	bool is_first = archive_part_done(xml->part) == 0;
	int length = archive_part_read(xml->part, buffer, size);

	if (length <= 0)
		return length;
	if (is_first && !is_utf8(buffer, (size_t)length))
		xml->flaw = "it is not XML in UTF-8";
	else
		xml->flaw = tags_pass(&xml->tags, buffer, (size_t)length);
	return xml->flaw == NULL ? length : -1;
}

static void complain(void *context, xmlErrorPtr error)
{
	struct xml *xml = context;
	size_t length;

	if (error->code == XML_ERR_NO_MEMORY)
		xml->lacks_memory = true;
	if (error->level < XML_ERR_FATAL || xml->complaint[0] != '\0' || error->message == NULL)
		return;
	length = text_cut(error->message, strlen(error->message), COMPLAINT_SIZE - 1);
	if (!text_is_utf8(error->message, length))
		return;
	memcpy(xml->complaint, error->message, length);
	xml->complaint[length] = '\0';
	xml->complaint[strcspn(xml->complaint, "\r\n")] = '\0';
	xml->line = error->line;
}

static int damaged(struct xml *xml, const char *what)
{
	return archive_refuse(xml->archive, "damaged_file",
			      "%s cannot be read (%s); open the file in a spreadsheet program and "
			      "save it again",
			      xml->title, what);
}

/* Why the library reads no further. */
static int broken(struct xml *xml)
{
	char what[COMPLAINT_SIZE + 40];

	if (archive_part_result(xml->part) != 0)
		return archive_part_result(xml->part);
	if (xml->lacks_memory)
		return -ENOMEM;
	if (xml->flaw != NULL)
		return damaged(xml, xml->flaw);
	if (xml->complaint[0] == '\0')
		return damaged(xml, "its XML is not well-formed");
	(void)snprintf(what, sizeof(what), "line %d of its XML: %s", xml->line, xml->complaint);
	return damaged(xml, what);
}

int xml_open(struct archive *archive, const char *name, const char *title, struct xml **ret_xml)
{
	struct archive_part *part;
	struct xml *xml;
	int result = archive_part_open(archive, name, title, &part);

	if (result != 0)
		return result;
	xml = calloc(1, sizeof(*xml));
	if (xml == NULL) {
		archive_part_close(part);
		return -ENOMEM;
	}
	xml->part = part;
	xml->archive = archive;
	xml->title = title;
	xml->result = 1;
	xml->reader = xmlReaderForIO(read_part, NULL, xml, NULL, "UTF-8", options);
	if (xml->reader == NULL) {
		result =
			archive_part_result(part) != 0 || xml->flaw != NULL ? broken(xml) : -ENOMEM;
		xml_close(xml);
		return result;
	}
	xmlTextReaderSetStructuredErrorHandler(xml->reader, complain, xml);
	*ret_xml = xml;
	return 0;
}

void xml_close(struct xml *xml)
{
	if (xml == NULL)
		return;
	xmlFreeTextReader(xml->reader);
	archive_part_close(xml->part);
	free(xml);
}

/*
 * The library remembers every xml:id for as long as the reader lives; spreadsheets have none in
 * their cells.
 */
static bool has_id(const struct xml *xml)
{
	for (const xmlAttr *a = xml->node->properties; a != NULL; a = a->next) {
		if (a->atype == XML_ATTRIBUTE_ID)
			return true;
	}
	return false;
}

/* Whether there is room for the element's names, among all that were seen. */
static bool add_names(struct xml *xml)
{
	bool is_few = xml_names_add(&xml->names, xml->node->name);

	for (const xmlAttr *a = xml->node->properties; a != NULL && is_few; a = a->next)
		is_few = xml_names_add(&xml->names, a->name);
	for (const xmlNs *ns = xml->node->nsDef; ns != NULL && is_few; ns = ns->next)
		is_few = xml_names_add_text(&xml->names, (const char *)ns->prefix) &&
			 xml_names_add_text(&xml->names, (const char *)ns->href);
	return is_few;
}

static int at_start(struct xml *xml)
{
	xml->event = XML_AT_START;
	xml->depth++;
	xml->is_empty = xmlTextReaderIsEmptyElement(xml->reader) == 1;
	if (xml->depth > XML_LEVELS_MAX)
		return damaged(xml, "over 100 elements stand inside each other");
	if (!add_names(xml))
		return damaged(xml, "it has over 2000 different names");
	if (has_id(xml))
		return damaged(xml, "it has an xml:id, which no spreadsheet has");
	return 1;
}

static int at_end(struct xml *xml)
{
	xml->event = XML_AT_END;
	xml->is_empty = false;
	xml->ends = true;
	return 1;
}

/* 1: an event; 0: nothing that counts; else the end, or a failure. */
static int take_node(struct xml *xml)
{
	xml->node = xmlTextReaderCurrentNode(xml->reader);
	switch (xmlTextReaderNodeType(xml->reader)) {
	case XML_READER_TYPE_ELEMENT:
		return at_start(xml);
	case XML_READER_TYPE_END_ELEMENT:
		return at_end(xml);
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		xml->event = XML_AT_TEXT;
		return 1;
	case XML_READER_TYPE_DOCUMENT_TYPE:
		return damaged(xml, "it declares a document type, which no spreadsheet has");
	case XML_READER_TYPE_ENTITY_REFERENCE:
		return damaged(xml, "it names an entity, which no spreadsheet has");
	default:
		return 0;
	}
}

static int step(struct xml *xml)
{
	int result;

	if (xml->ends) {
		xml->ends = false;
		xml->depth--;
	}
	if (xml->event == XML_AT_START && xml->is_empty)
		return at_end(xml);
	do {
		int read = xmlTextReaderRead(xml->reader);

		if (read < 0)
			return broken(xml);
		if (read == 0)
			return xml->complaint[0] == '\0' ? 0 : broken(xml);
		result = take_node(xml);
	} while (result == 0);
	return result;
}

int xml_next(struct xml *xml)
{
	if (xml->result == 1)
		xml->result = step(xml);
	return xml->result;
}

enum xml_event xml_event(const struct xml *xml)
{
	return xml->event;
}

unsigned int xml_depth(const struct xml *xml)
{
	return xml->depth;
}

int xml_child(struct xml *xml, unsigned int depth)
{
	/* An element that has ended already, or was not opened any more, has no children left. */
	if (xml->depth < depth || (xml->depth == depth && xml->ends))
		return 0;
	for (;;) {
		int result = xml_next(xml);

		if (result != 1)
			return result;
		if (xml->event == XML_AT_START && xml->depth == depth + 1)
			return 1;
		if (xml->event == XML_AT_END && xml->depth == depth)
			return 0;
	}
}

static bool in_space(const xmlNs *ns, const char *space)
{
	return space == NULL || (ns != NULL && strcmp((const char *)ns->href, space) == 0);
}

bool xml_is(const struct xml *xml, const char *space, const char *name)
{
	return strcmp((const char *)xml->node->name, name) == 0 && in_space(xml->node->ns, space);
}

bool xml_in_space(const struct xml *xml, const char *space)
{
	return in_space(xml->node->ns, space);
}

int xml_leave(struct xml *xml)
{
	unsigned int depth = xml->depth;
	int result;

	do
		result = xml_child(xml, depth);
	while (result == 1);
	return result;
}

const char *xml_attribute(const struct xml *xml, const char *space, const char *name)
{
	for (const xmlAttr *a = xml->node->properties; a != NULL; a = a->next) {
		if (strcmp((const char *)a->name, name) != 0 || !in_space(a->ns, space))
			continue;
		if (a->children == NULL || a->children->content == NULL)
			return "";
		return (const char *)a->children->content;
	}
	return NULL;
}

uint64_t xml_number(const struct xml *xml, const char *space, const char *name, uint64_t otherwise)
{
	const char *text = xml_attribute(xml, space, name);
	uint64_t n = 0;

	if (text == NULL || *text == '\0')
		return otherwise;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return otherwise;
		if (n > (UINT64_MAX - 9) / 10)
			return UINT64_MAX;
		n = n * 10 + (uint64_t)(*text - '0');
	}
	return n;
}

bool xml_claims(const struct xml *xml, const char *space, const char *name, bool otherwise)
{
	const char *text = xml_attribute(xml, space, name);

	if (text == NULL)
		return otherwise;
	if (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0)
		return true;
	if (strcmp(text, "0") == 0 || strcmp(text, "false") == 0 || strcmp(text, "off") == 0)
		return false;
	return otherwise;
}

const char *xml_piece(const struct xml *xml)
{
	const char *piece = (const char *)xml->node->content;

	return piece == NULL ? "" : piece;
}

int xml_check_length(struct xml *xml, size_t length)
{
	if (length <= XML_TEXT_MAX)
		return 0;
	return xml->result = archive_refuse(xml->archive, "line_too_long",
					    "%s has a cell of over 1 MiB; that is no register",
					    xml->title);
}

int xml_text(struct xml *xml, struct text *out)
{
	unsigned int depth = xml->depth;
	size_t start = out->length;

	for (;;) {
		int result = xml_next(xml);

		if (result != 1)
			return result == 0 ? damaged(xml, "it breaks off") : result;
		if (xml->event == XML_AT_END && xml->depth == depth)
			return 0;
		if (xml->event == XML_AT_TEXT)
			text_add(out, xml_piece(xml));
		result = xml_check_length(xml, out->length - start);
		if (result != 0)
			return result;
	}
}

int64_t xml_done(const struct xml *xml)
{
	return archive_part_done(xml->part);
}
