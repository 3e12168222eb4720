/*
 * Names in a part of XML: spreadsheets have a few hundred, and the library keeps all of them and
 * gets slow with many.
 */
#ifndef RENEWD_INTAKE_SHEETS_XML_NAMES_H
#define RENEWD_INTAKE_SHEETS_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XML_NAMES_MAX	2000 /* of elements, attributes, prefixes and namespaces together */
#define XML_NAMES_SLOTS 4096 /* a power of two */

/* Zero is "none". */
struct xml_names {
	uint64_t slots[XML_NAMES_SLOTS];
	size_t count;
};

/* Takes in a name by the one address that the library has for it. False: too many. */
bool xml_names_add(struct xml_names *names, const void *name);

/* The same by what it says, where each element has a copy; NULL says nothing. */
bool xml_names_add_text(struct xml_names *names, const char *text);

#endif
