#include "intake/pages/elements.h"

#include <stdlib.h>
#include <string.h>

/* By name. HTML Living Standard, section 15.3 (rendering), says which ones are blocks. */
static const struct element table[] = {
	{"a", ELEMENT_LINK, 0},
	{"address", ELEMENT_BLOCK, 0},
	{"applet", ELEMENT_SKIPPED, 0},
	{"article", ELEMENT_BLOCK, 0},
	{"aside", ELEMENT_ASIDE, 0},
	{"audio", ELEMENT_SKIPPED, 0},
	{"b", ELEMENT_BOLD, 0},
	{"blockquote", ELEMENT_BLOCK, 0},
	{"body", ELEMENT_BLOCK, 0},
	{"br", ELEMENT_BREAK, 0},
	{"button", ELEMENT_BLOCK, 0},
	{"canvas", ELEMENT_SKIPPED, 0},
	{"caption", ELEMENT_CAPTION, 0},
	{"center", ELEMENT_BLOCK, 0},
	{"datalist", ELEMENT_SKIPPED, 0},
	{"dd", ELEMENT_ITEM, 0},
	{"details", ELEMENT_BLOCK, 0},
	{"dialog", ELEMENT_BLOCK, 0},
	{"dir", ELEMENT_BLOCK, 0},
	{"div", ELEMENT_BLOCK, 0},
	{"dl", ELEMENT_BLOCK, 0},
	{"dt", ELEMENT_TERM, 0},
	{"fieldset", ELEMENT_BLOCK, 0},
	{"figcaption", ELEMENT_BLOCK, 0},
	{"figure", ELEMENT_BLOCK, 0},
	{"footer", ELEMENT_ASIDE, 0},
	{"form", ELEMENT_BLOCK, 0},
	{"frameset", ELEMENT_SKIPPED, 0},
	{"h1", ELEMENT_HEADING, 1},
	{"h2", ELEMENT_HEADING, 2},
	{"h3", ELEMENT_HEADING, 3},
	{"h4", ELEMENT_HEADING, 4},
	{"h5", ELEMENT_HEADING, 5},
	{"h6", ELEMENT_HEADING, 6},
	{"header", ELEMENT_BLOCK, 0},
	{"hgroup", ELEMENT_BLOCK, 0},
	{"hr", ELEMENT_BLOCK, 0},
	{"html", ELEMENT_BLOCK, 0},
	{"iframe", ELEMENT_SKIPPED, 0},
	{"img", ELEMENT_IMAGE, 0},
	{"legend", ELEMENT_BLOCK, 0},
	{"li", ELEMENT_ITEM, 0},
	{"listing", ELEMENT_VERBATIM, 0},
	{"main", ELEMENT_BLOCK, 0},
	{"map", ELEMENT_SKIPPED, 0},
	{"math", ELEMENT_SKIPPED, 0},
	{"menu", ELEMENT_BLOCK, 0},
	{"nav", ELEMENT_ASIDE, 0},
	{"noframes", ELEMENT_SKIPPED, 0},
	{"noscript", ELEMENT_SKIPPED, 0},
	{"object", ELEMENT_SKIPPED, 0},
	{"ol", ELEMENT_BLOCK, 0},
	{"optgroup", ELEMENT_SKIPPED, 0},
	{"option", ELEMENT_SKIPPED, 0},
	{"p", ELEMENT_BLOCK, 0},
	{"plaintext", ELEMENT_VERBATIM, 0},
	{"pre", ELEMENT_VERBATIM, 0},
	{"rp", ELEMENT_SKIPPED, 0},
	{"rt", ELEMENT_SKIPPED, 0},
	{"script", ELEMENT_SKIPPED, 0},
	{"search", ELEMENT_ASIDE, 0},
	{"section", ELEMENT_BLOCK, 0},
	{"select", ELEMENT_SKIPPED, 0},
	{"strong", ELEMENT_BOLD, 0},
	{"style", ELEMENT_SKIPPED, 0},
	{"summary", ELEMENT_BLOCK, 0},
	{"svg", ELEMENT_SKIPPED, 0},
	{"table", ELEMENT_TABLE, 0},
	{"tbody", ELEMENT_SECTION, SECTION_BODY},
	{"td", ELEMENT_CELL, 0},
	{"template", ELEMENT_SKIPPED, 0},
	{"textarea", ELEMENT_SKIPPED, 0},
	{"tfoot", ELEMENT_SECTION, SECTION_FOOT},
	{"th", ELEMENT_CELL, 1},
	{"thead", ELEMENT_SECTION, SECTION_HEAD},
	{"title", ELEMENT_SKIPPED, 0},
	{"tr", ELEMENT_ROW, 0},
	{"ul", ELEMENT_BLOCK, 0},
	{"video", ELEMENT_SKIPPED, 0},
	{"xmp", ELEMENT_VERBATIM, 0},
};

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct element *)item)->name);
}

const struct element *element_find(const char *name)
{
	static const struct element unknown = {"", ELEMENT_INLINE, 0};
	const struct element *found;

	found = bsearch(name, table, sizeof(table) / sizeof(table[0]), sizeof(table[0]), compare);
	return found == NULL ? &unknown : found;
}
