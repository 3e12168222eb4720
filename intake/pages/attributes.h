/*
 * Attributes of HTML elements, as libxml2's SAX interface gives them: name, value, name, value …,
 * NULL; a value can be NULL, and so can all of it.
 */
#ifndef RENEWD_INTAKE_PAGES_ATTRIBUTES_H
#define RENEWD_INTAKE_PAGES_ATTRIBUTES_H

#include <libxml/xmlstring.h>
#include <stdbool.h>
#include <stddef.h>

/* The value of an attribute ("" when it has none), or NULL. Valid as long as the attributes. */
const char *attributes_get(const xmlChar *const *attributes, const char *name);

/* A number from 0 to limit: 1 when the attribute is missing or no number, limit for more. */
unsigned int attributes_number(const xmlChar *const *attributes, const char *name,
			       unsigned int limit);

/* Whether "role" is that one, in any case. */
bool attributes_have_role(const xmlChar *const *attributes, const char *role);

/* Whether the element is not shown (hidden, display: none). */
bool attributes_hide(const xmlChar *const *attributes);

/* Whether its text is bold by its style. */
bool attributes_embolden(const xmlChar *const *attributes);

/*
 * Whether an address leads somewhere on the web: http, https, ftp, or one relative to its page;
 * not a place on the same page, a script or a mailbox.
 */
bool attributes_is_web_address(const char *address, size_t length);

#endif
