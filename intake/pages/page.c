/*
 * libxml2 calls start_element(), add_characters() and end_element() in the order of the page; each
 * start has its end, also where the page leaves tags out.
 */
#include "intake/pages/page.h"

#include <errno.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "intake/pages/attributes.h"
#include "intake/pages/page_builder.h"
#include "intake/pages/page_tags.h"

/* What an element that is open changes until its end. */
struct frame {
	enum element_kind kind;
	bool is_skipped;
	bool is_aside;
	bool is_table;		    /* it opened one */
	bool is_flat;		    /* a table too deep for that, read as text */
	struct block_manner manner; /* that was in force before it */
};

struct page_parser {
	htmlParserCtxtPtr context;
	struct problems *problems;
	const char *name;
	struct page_builder builder;
	unsigned int skipped, aside, verbatim, flat; /* how many such elements are open */
	size_t depth;
	struct frame frames[PAGE_DEPTH_MAX];
	int result;
};

static void refuse(struct page_parser *parser, const char *code, const char *what, int limit)
{
	int result = problems_add(parser->problems, PROBLEM_ERROR, parser->name,
				  parser->builder.line, 0, code,
				  "more than %d %s: save what is needed of the page as a page of "
				  "its own",
				  limit, what);

	parser->result = result < 0 ? result : 1;
	xmlStopParser(parser->context);
}

/* Whether reading goes on; sets the line. */
static bool goes_on(struct page_parser *parser)
{
	int line = xmlSAX2GetLineNumber(parser->context);

	if (parser->result != 0)
		return false;
	parser->builder.line = line < 1 ? 1 : (unsigned int)line;
	return true;
}

/* Stops the parser when the builder cannot go on. */
static void check(struct page_parser *parser)
{
	if (parser->builder.result == 0 || parser->result != 0)
		return;
	if (parser->builder.result == PAGE_TOO_MANY) {
		refuse(parser, "too_many_rows", "cells and paragraphs", PAGE_PIECES_MAX);
		return;
	}
	parser->result = parser->builder.result;
	xmlStopParser(parser->context);
}

static void start_table(struct page_parser *parser, struct frame *frame, const xmlChar **attributes)
{
	bool is_layout = parser->aside > 0 || attributes_have_role(attributes, "presentation") ||
			 attributes_have_role(attributes, "none");

	frame->is_flat = parser->flat > 0 || parser->builder.nesting >= PAGE_NESTING_MAX;
	frame->is_table = !frame->is_flat;
	if (frame->is_table)
		page_builder_start_table(&parser->builder, attributes_get(attributes, "summary"),
					 is_layout);
	else
		page_builder_end_line(&parser->builder, /* has_gap= */ true);
}

/* An address that can be opened on the web, as it stands there; NULL: it is none. */
static const char *take_link(struct page_builder *builder, const xmlChar **attributes)
{
	const char *address = attributes_get(attributes, "href");
	const char *link;
	size_t length;

	if (address == NULL)
		return NULL;
	address += strspn(address, " \t\n\f");
	length = strcspn(address, " \t\n\f");
	if (!attributes_is_web_address(address, length) || length > PAGE_LINK_MAX)
		return NULL;
	link = arena_copy_n(builder->arena, address, length);
	if (link == NULL)
		builder->result = -ENOMEM;
	return link;
}

/* Parts of tables, within a table. */
static void start_part(struct page_parser *parser, const struct element *element,
		       const xmlChar **attributes)
{
	struct page_builder *builder = &parser->builder;
	unsigned int columns;

	page_builder_end_line(builder, /* has_gap= */ true);
	if (builder->table == NULL || parser->flat > 0)
		return;
	if (element->kind == ELEMENT_SECTION) {
		page_builder_start_section(builder, (enum table_section)element->number);
	} else if (element->kind == ELEMENT_ROW) {
		page_builder_start_row(builder);
	} else if (element->kind == ELEMENT_CELL) {
		columns = attributes_number(attributes, "colspan", PAGE_SPAN_MAX);
		page_builder_start_cell(builder, element->number == 1, columns == 0 ? 1 : columns,
					attributes_number(attributes, "rowspan", PAGE_ROWSPAN_MAX));
	} else {
		page_builder_start_caption(builder);
	}
}

static void start_text(struct page_parser *parser, const struct element *element,
		       const xmlChar **attributes)
{
	struct page_builder *builder = &parser->builder;
	const char *image;

	switch (element->kind) {
	case ELEMENT_BREAK:
		page_builder_break(builder);
		return;
	case ELEMENT_LINK:
		page_builder_link(builder, take_link(builder, attributes));
		return;
	case ELEMENT_IMAGE:
		image = attributes_get(attributes, "alt");
		if (image != NULL)
			page_builder_image(builder, image);
		return;
	case ELEMENT_INLINE:
	case ELEMENT_BOLD:
		return;
	default:
		break;
	}
	page_builder_end_line(builder, /* has_gap= */ true);
	if (element->kind == ELEMENT_HEADING)
		builder->level = element->number;
	else if (element->kind == ELEMENT_ITEM || element->kind == ELEMENT_TERM)
		builder->style = element->kind == ELEMENT_ITEM ? BLOCK_ITEM : BLOCK_TERM;
	else
		parser->verbatim += element->kind == ELEMENT_VERBATIM;
}

/*
 * Whether an element is left out when the page hides it. Rows and whole blocks are not: that is how
 * pages keep what they show on a click.
 */
static bool can_be_hidden(const struct page_parser *parser, const struct element *element)
{
	const struct page_table *table = parser->builder.table;

	return (table != NULL && table->cell != NULL) || element->kind == ELEMENT_CELL ||
	       element->kind == ELEMENT_INLINE || element->kind == ELEMENT_BOLD ||
	       element->kind == ELEMENT_LINK;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct page_parser *parser = data;
	const struct element *element = element_find((const char *)name);
	struct frame *frame;

	if (!goes_on(parser))
		return;
	if (parser->depth >= PAGE_DEPTH_MAX) {
		refuse(parser, "too_deep", "elements within each other", PAGE_DEPTH_MAX);
		return;
	}
	frame = &parser->frames[parser->depth++];
	*frame = (struct frame){.kind = element->kind, .manner = parser->builder.manner};
	frame->is_skipped = element->kind == ELEMENT_SKIPPED ||
			    (can_be_hidden(parser, element) && attributes_hide(attributes));
	frame->is_aside =
		element->kind == ELEMENT_ASIDE || attributes_have_role(attributes, "navigation");
	if (parser->skipped == 0 && !frame->is_skipped) {
		if (element->kind == ELEMENT_TABLE)
			start_table(parser, frame, attributes);
		else if (element->kind >= ELEMENT_CAPTION)
			start_part(parser, element, attributes);
		else
			start_text(parser, element, attributes);
	}
	if (element->kind == ELEMENT_BOLD || attributes_embolden(attributes))
		parser->builder.manner.is_bold = true;
	parser->skipped += frame->is_skipped;
	parser->aside += frame->is_aside;
	parser->flat += frame->is_flat;
	parser->builder.is_aside = parser->aside > 0;
	check(parser);
}

static void end_part(struct page_builder *builder, enum element_kind kind)
{
	if (kind == ELEMENT_CELL)
		page_builder_end_cell(builder);
	else if (kind == ELEMENT_ROW)
		page_builder_end_row(builder);
	else if (kind == ELEMENT_CAPTION)
		page_builder_end_caption(builder);
}

/* What an element's end ends, when it was not skipped. */
static void end_kind(struct page_parser *parser, const struct frame *frame)
{
	struct page_builder *builder = &parser->builder;

	if (frame->kind == ELEMENT_INLINE || frame->kind == ELEMENT_BOLD ||
	    frame->kind == ELEMENT_LINK || frame->kind == ELEMENT_IMAGE ||
	    frame->kind == ELEMENT_BREAK)
		return;
	if (builder->table != NULL && parser->flat == 0)
		end_part(builder, frame->kind);
	page_builder_end_line(builder, /* has_gap= */ true);
	if (frame->kind == ELEMENT_HEADING)
		builder->level = 0;
	else if (frame->kind == ELEMENT_ITEM || frame->kind == ELEMENT_TERM)
		builder->style = BLOCK_PLAIN;
	else if (frame->kind == ELEMENT_VERBATIM)
		parser->verbatim--;
	else if (frame->is_table)
		page_builder_end_table(builder);
}

static void end_element(void *data, const xmlChar *name)
{
	struct page_parser *parser = data;
	const struct frame *frame;

	(void)name;
	if (!goes_on(parser) || parser->depth == 0)
		return;
	frame = &parser->frames[--parser->depth];
	parser->skipped -= frame->is_skipped;
	if (parser->skipped == 0 && !frame->is_skipped)
		end_kind(parser, frame);
	parser->aside -= frame->is_aside;
	parser->flat -= frame->is_flat;
	parser->builder.is_aside = parser->aside > 0;
	parser->builder.manner = frame->manner;
	check(parser);
}

static void add_characters(void *data, const xmlChar *characters, int length)
{
	struct page_parser *parser = data;
	const char *text = (const char *)characters;

	if (!goes_on(parser) || parser->skipped > 0 || length <= 0)
		return;
	if (parser->verbatim > 0)
		page_builder_add_lines(&parser->builder, text, (size_t)length);
	else
		page_builder_add(&parser->builder, text, (size_t)length);
	check(parser);
}

/* Line ends as '\n', NUL as a blank. Returns the new length. */
static size_t normalise(char *text, size_t length, unsigned int *ret_lines)
{
	size_t n = 0;
	unsigned int lines = 0;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (c == '\r') {
			if (i + 1 < length && text[i + 1] == '\n')
				continue;
			c = '\n';
		}
		lines += c == '\n';
		text[n++] = c == '\0' ? ' ' : c;
	}
	text[n] = '\0';
	*ret_lines = lines + (n > 0 && text[n - 1] != '\n');
	return n;
}

static int parse(struct page_parser *parser, const char *text, size_t length)
{
	htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(text, (int)length);

	if (context == NULL)
		return -ENOMEM;
	parser->context = context;
	(void)htmlCtxtUseOptions(context, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
						  HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
	(void)xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
	*context->sax = (htmlSAXHandler){
		.startElement = start_element,
		.endElement = end_element,
		.characters = add_characters,
		.ignorableWhitespace = add_characters,
	};
	context->userData = parser;
	(void)htmlParseDocument(context);
	if (parser->result == 0 && context->errNo == XML_ERR_NO_MEMORY)
		parser->result = -ENOMEM;
	if (parser->result == 0) {
		page_builder_end_line(&parser->builder, /* has_gap= */ true);
		check(parser);
	}
	htmlFreeParserCtxt(context);
	return parser->result;
}

static int refuse_tag(unsigned int line, const char *name, struct problems *problems)
{
	int result = problems_add(problems, PROBLEM_ERROR, name, line, 0, "damaged_file",
				  "a tag with more than %d attributes: this is no web page, or a "
				  "damaged one; save it again",
				  PAGE_ATTRIBUTES_MAX);

	return result < 0 ? result : 1;
}

int page_read(char *text, size_t length, const char *name, struct arena *arena,
	      struct problems *problems, struct page *ret_page)
{
	struct page_parser *parser;
	unsigned int lines, line;
	int result;

	length = normalise(text, length, &lines);
	line = page_tags_check(text, length, PAGE_ATTRIBUTES_MAX);
	if (line > 0)
		return refuse_tag(line, name, problems);
	parser = calloc(1, sizeof(*parser));
	if (parser == NULL)
		return -ENOMEM;
	parser->builder.arena = arena;
	parser->builder.page.line_count = lines;
	parser->problems = problems;
	parser->name = name;
	result = length == 0 ? 0 : parse(parser, text, length);
	if (result == 0)
		*ret_page = parser->builder.page;
	page_builder_done(&parser->builder);
	free(parser);
	return result;
}
