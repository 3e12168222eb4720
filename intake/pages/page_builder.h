/*
 * A page in the making: puts blocks, tables, rows and cells where they belong, in the order in
 * which its parser meets them. Text gathers in a block until its line ends. A block goes to the
 * cell that is open, or to the page.
 */
#ifndef RENEWD_INTAKE_PAGES_PAGE_BUILDER_H
#define RENEWD_INTAKE_PAGES_PAGE_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "intake/pages/block_writer.h"
#include "intake/pages/page.h"

/*
 * Whoever builds sets line, manner, style, level and is_aside as they are where the page is read.
 */
struct page_builder {
	struct arena *arena;
	unsigned int line;
	struct block_manner manner;
	enum block_style style;
	unsigned int level; /* of the heading that is open; 0: none */
	bool is_aside;

	struct page page;
	struct page_table *table; /* the innermost one that is open, or NULL */
	unsigned int nesting;	  /* how many are */
	size_t pieces;
	struct block_writer writer;
	const char *image; /* what stands for the first image of the cell, or NULL */
	bool has_gap;	   /* before the next block */
	int result;	   /* 0; -ENOMEM; PAGE_TOO_MANY: nothing is added any more */
};

#define PAGE_TOO_MANY 1 /* over PAGE_PIECES_MAX */

void page_builder_add(struct page_builder *builder, const char *characters, size_t length);

/* A text whose line ends count. */
void page_builder_add_lines(struct page_builder *builder, const char *characters, size_t length);

/* A line ends, if one was begun; has_gap: so does its paragraph. */
void page_builder_end_line(struct page_builder *builder, bool has_gap);

/* <br> */
void page_builder_break(struct page_builder *builder);

/* What an image says (the text is copied), and an address that the page links to (in the arena). */
void page_builder_image(struct page_builder *builder, const char *text);
void page_builder_link(struct page_builder *builder, const char *link);

/* summary is copied, or NULL. The caller sees to PAGE_NESTING_MAX. */
void page_builder_start_table(struct page_builder *builder, const char *summary, bool is_layout);
void page_builder_end_table(struct page_builder *builder);

/* Within a table. Rows and cells that were left open are ended. */
void page_builder_start_caption(struct page_builder *builder);
void page_builder_end_caption(struct page_builder *builder);
void page_builder_start_section(struct page_builder *builder, enum table_section section);
void page_builder_start_row(struct page_builder *builder);
void page_builder_end_row(struct page_builder *builder);
/* columns from 1; rows from 0: all that follow. */
void page_builder_start_cell(struct page_builder *builder, bool is_heading, unsigned int columns,
			     unsigned int rows);
void page_builder_end_cell(struct page_builder *builder);

void page_builder_done(struct page_builder *builder);

#endif
