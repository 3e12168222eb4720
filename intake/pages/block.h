/*
 * A block: a piece of a page's text that stands for itself, such as a paragraph or a heading.
 */
#ifndef RENEWD_INTAKE_PAGES_BLOCK_H
#define RENEWD_INTAKE_PAGES_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

enum block_style {
	BLOCK_PLAIN,
	BLOCK_HEADING,
	BLOCK_BOLD, /* all of it is bold: often a heading that nobody marked as one */
	BLOCK_TERM, /* of a list of definitions */
	BLOCK_ITEM  /* of a list */
};

/* Its text is UTF-8 without line ends, with single blanks, never empty. */
struct block {
	const char *text;
	size_t length;
	const char *link;  /* the first one in it, or NULL */
	unsigned int line; /* of the file: where its text starts */
	unsigned int last_line;
	enum block_style style;
	unsigned int level; /* of a heading: 1 to 6; else 0 */
	unsigned int gap;   /* how many lines stand empty before it; of a page: 0 or 1 */
	bool is_aside;	    /* navigation, a footer */
	bool is_linked;	    /* all of it is a link */
};

#endif
