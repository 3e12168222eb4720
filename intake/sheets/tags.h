/*
 * Tags of XML, watched as its bytes go by. libxml2 takes time that grows with the square of the
 * number of an element's attributes, and keeps all comments and processing instructions: too many
 * of them are found before the library sees them.
 */
#ifndef RENEWD_INTAKE_SHEETS_TAGS_H
#define RENEWD_INTAKE_SHEETS_TAGS_H

#include <stddef.h>

#define TAGS_ATTRIBUTES_MAX 500 /* of one element; no spreadsheet has more than a hundred */

#define TAGS_REMARKS_MAX 10000 /* comments and instructions; programs write one at most */

enum tags_state {
	TAGS_TEXT,
	TAGS_OPEN,	  /* behind "<" */
	TAGS_DECLARATION, /* behind "<!" */
	TAGS_COMMENT,	  /* up to "-->" */
	TAGS_CDATA,	  /* up to "]]>" */
	TAGS_INSTRUCTION, /* up to "?>" */
	TAGS_TAG,
	TAGS_VALUE /* in quotation marks, in a tag */
};

/* Zero is the start of a part, in UTF-8. */
struct tags {
	enum tags_state state;
	char quote;		  /* TAGS_VALUE: what ends it */
	char before, long_before; /* the last bytes, where a longer end is looked for */
	unsigned int attributes;  /* TAGS_TAG: so far */
	unsigned int remarks;	  /* comments and instructions so far */
};

/* Takes the next bytes of a part. NULL, or what there is too much of, for people (static). */
const char *tags_pass(struct tags *tags, const char *bytes, size_t length);

#endif
