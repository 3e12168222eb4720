/*
 * XML of a part of an archive, read as a stream: it costs the same whatever the length.
 *
 * Nothing outside of the part is ever read and nothing is expanded: a part with a document type
 * is refused, so that there are no entities but those of XML itself. Names are compared without
 * their prefix; where a namespace matters, it is asked for.
 *
 *	while ((result = xml_child(xml, depth)) == 1) {
 *		if (xml_is(xml, NULL, "row"))
 *			… xml_child(xml, xml_depth(xml)) …
 *	}
 */
#ifndef RENEWD_INTAKE_SHEETS_XML_H
#define RENEWD_INTAKE_SHEETS_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"
#include "intake/sheets/archive.h"

#define XML_LEVELS_MAX 100	     /* elements inside each other */
#define XML_TEXT_MAX   (1024 * 1024) /* bytes of the text of one element */

struct xml;

/*
 * Opens a part, in UTF-8, as all programs write it. title as for archive_part_open(). 0; -ENOMEM
 * …; ARCHIVE_NO_PART; READER_REFUSED with a problem.
 */
int xml_open(struct archive *archive, const char *name, const char *title, struct xml **ret_xml);

void xml_close(struct xml *xml); /* NULL is allowed */

enum xml_event {
	XML_AT_NOTHING, /* nothing was read yet */
	XML_AT_START,	/* an element begins */
	XML_AT_END,	/* an element ends; one without content ends, too */
	XML_AT_TEXT
};

/*
 * Goes on to the next event. 1; 0 at the end of the part; -ENOMEM, -EIO …; READER_REFUSED with a
 * problem (damaged_file, too_large), once and then again without another.
 */
int xml_next(struct xml *xml);

enum xml_event xml_event(const struct xml *xml);

/* How many elements are open; an element that begins or ends is one of them. */
unsigned int xml_depth(const struct xml *xml);

/*
 * Goes on to the next element inside the one that is open at depth, past everything of the child
 * before it that was not read: 1; 0 when the element at depth ends; else as xml_next(). depth 0
 * finds the root.
 */
int xml_child(struct xml *xml, unsigned int depth);

/* Whether the element has that name, and that namespace (NULL: any). */
bool xml_is(const struct xml *xml, const char *space, const char *name);

/* Whether the element has that namespace. */
bool xml_in_space(const struct xml *xml, const char *space);

/* Goes on to the end of the element that begins. 0; as xml_next(). */
int xml_leave(struct xml *xml);

/*
 * An attribute of the element that begins, in a namespace (NULL: any, or none); NULL: it has none.
 * Valid until the next event.
 */
const char *xml_attribute(const struct xml *xml, const char *space, const char *name);

/* As xml_attribute(), a number in decimal digits; otherwise, when it is absent or none. */
uint64_t xml_number(const struct xml *xml, const char *space, const char *name, uint64_t otherwise);

/* As xml_attribute(), xsd:boolean or on/off; otherwise, when it is absent or none. */
bool xml_claims(const struct xml *xml, const char *space, const char *name, bool otherwise);

/* The text at XML_AT_TEXT. Valid until the next event. */
const char *xml_piece(const struct xml *xml);

/*
 * Appends the text of the element that begins, and of all elements in it, and goes on to its end.
 * 0; as xml_next() (line_too_long when it is over XML_TEXT_MAX). Memory: text_failed(out).
 */
int xml_text(struct xml *xml, struct text *out);

/* Refuses a text of more than XML_TEXT_MAX bytes. 0; READER_REFUSED with a problem; -ENOMEM. */
int xml_check_length(struct xml *xml, size_t length);

/* Bytes of the part that were read so far. */
int64_t xml_done(const struct xml *xml);

#endif
