/*
 * What a row of an HTML table is.
 */
#ifndef RENEWD_INTAKE_PAGES_ROW_KIND_H
#define RENEWD_INTAKE_PAGES_ROW_KIND_H

#include "intake/pages/page.h"
#include "intake/pages/spans.h"
#include "intake/record.h"

/* What tells the rows of one table apart. */
struct row_kinds {
	size_t column_count; /* of its longest row */
	bool has_headings;   /* <th> tells headings from rows in it */
};

struct row_kinds row_kinds_of(const struct page_table *table);

/* Whether nothing stands in a row of its own: it makes no record. */
bool row_kind_is_blank(const struct page_row *row);

/* What a row is that is not blank. */
enum record_kind row_kind(struct row_kinds kinds, const struct page_row *row,
			  const struct spans_row *spans);

#endif
