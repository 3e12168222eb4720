/*
 * What a block of a list is, by itself.
 */
#ifndef RENEWD_INTAKE_PAGES_LIST_KIND_H
#define RENEWD_INTAKE_PAGES_LIST_KIND_H

#include "intake/pages/block.h"

enum list_kind {
	LIST_FURNITURE, /* navigation, contact, copyright, sentences of an introduction */
	LIST_TABLE,	/* "Table 2: …" */
	LIST_TITLE,	/* "Our partners:", a heading that is no place and no partner */
	LIST_REGION,
	LIST_COUNTRY,
	LIST_NAME,   /* of a partner */
	LIST_MAYBE,  /* a name, or else what is done: its neighbours decide */
	LIST_NOTE,   /* what is done together */
	LIST_ADDRESS /* "Bonn, Germany": of the name before it */
};

/* Never LIST_ADDRESS: that takes the whole list to see. */
enum list_kind list_kind_of(const struct block *block);

#endif
