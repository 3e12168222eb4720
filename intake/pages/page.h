/*
 * A page: what an HTML file shows, taken apart into blocks of text and tables.
 *
 * It is read by libxml2's HTML parser, from a text in memory: no network, no entities but those of
 * HTML, scripts never run. What cells hide is left out; hidden rows and paragraphs are read, as
 * they are often shown on a click.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_H
#define RENEWD_INTAKE_PAGES_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/problem.h"
#include "intake/pages/block.h"
#include "intake/pages/elements.h"

#define PAGE_DEPTH_MAX	    1000    /* elements within each other */
#define PAGE_NESTING_MAX    32	    /* tables within each other; deeper ones are read as text */
#define PAGE_PIECES_MAX	    2000000 /* blocks, rows and cells */
#define PAGE_ATTRIBUTES_MAX 2000    /* of one tag */
#define PAGE_SPAN_MAX	    1000    /* columns of a cell, as HTML has it */
#define PAGE_ROWSPAN_MAX    65534   /* rows of a cell, as HTML has it */
#define PAGE_LINK_MAX	    2048    /* bytes of an address; a longer one is left out */

/* Blocks and tables in their order. */
struct page_flow {
	struct page_piece *first;
	struct page_piece *last;
};

struct page_piece {
	struct page_piece *next;
	struct page_table *table; /* NULL: it is a block */
	struct block block;
};

struct page_cell {
	struct page_cell *next;
	struct page_flow flow;
	const char *text; /* of its blocks, a line each; NULL until page_table_finish() */
	size_t length;
	const char *link; /* the first address that it links to, or NULL */
	unsigned int line;
	unsigned int columns; /* from 1 */
	unsigned int rows;    /* from 1 */
	bool is_heading;      /* <th> */
};

struct page_row {
	struct page_row *next;
	struct page_cell *first;
	struct page_cell *last;
	size_t cell_count;
	unsigned int line;
	unsigned int last_line;
	enum table_section section;
	bool starts_section; /* cells of rows before it do not reach down to it */
};

struct page_table {
	struct page_table *outer; /* the one around it, or NULL */
	struct page_row *first;
	struct page_row *last;
	size_t row_count;
	struct page_flow caption;
	const char *summary; /* its attribute, or NULL */
	unsigned int line;
	bool is_layout; /* it says itself that it is no table of data, or stands aside */
	bool is_data;	/* set by page_table_finish(), as the next two */
	bool is_small;
	bool holds_data; /* a table within it is data */
	/* While it is being read. */
	struct page_row *row;
	struct page_cell *cell;
	enum table_section section;
	bool starts_section;
	bool in_caption;
};

struct page {
	struct page_flow flow;
	unsigned int line_count; /* of the file */
};

/*
 * Reads a page of length bytes of UTF-8, which is changed (line ends become '\n', NUL a blank).
 * Texts of the page are put into the arena. name stands for the file in problems. 0; -ENOMEM; 1
 * with a problem (too_deep, too_many_rows, damaged_file).
 */
int page_read(char *text, size_t length, const char *name, struct arena *arena,
	      struct problems *problems, struct page *ret_page);

#endif
