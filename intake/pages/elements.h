/*
 * Elements: what the tags of HTML mean for somebody who reads the page.
 */
#ifndef RENEWD_INTAKE_PAGES_ELEMENTS_H
#define RENEWD_INTAKE_PAGES_ELEMENTS_H

enum element_kind {
	ELEMENT_INLINE, /* part of the text around it; unknown elements too */
	ELEMENT_BLOCK,	/* on lines of its own */
	ELEMENT_BREAK,	/* a line end */
	ELEMENT_HEADING,
	ELEMENT_BOLD,
	ELEMENT_ITEM,
	ELEMENT_TERM,	  /* of a list of definitions */
	ELEMENT_VERBATIM, /* its line ends count */
	ELEMENT_ASIDE,	  /* navigation and the like: not what the page is about */
	ELEMENT_SKIPPED,  /* nothing of it is read on the page */
	ELEMENT_LINK,
	ELEMENT_IMAGE,
	ELEMENT_TABLE,
	ELEMENT_CAPTION,
	ELEMENT_SECTION,
	ELEMENT_ROW,
	ELEMENT_CELL
};

enum table_section { SECTION_BODY, SECTION_HEAD, SECTION_FOOT };

struct element {
	const char *name;
	enum element_kind kind;
	unsigned int number; /* a heading's level, a section's enum table_section, 1: <th> */
};

/* Never NULL: an element that is not known is ELEMENT_INLINE. */
const struct element *element_find(const char *name);

#endif
