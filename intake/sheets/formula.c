#include "intake/sheets/formula.h"

#include <string.h>

bool formula_link(const char *formula, struct text *out)
{
	static const char name[] = "HYPERLINK(";
	const char *start;

	text_clear(out);
	formula += strspn(formula, " ");
	if (strncmp(formula, "of:", 3) == 0)
		formula += 3;
	formula += strspn(formula, "=+ ");
	if (strncasecmp(formula, name, sizeof(name) - 1) != 0)
		return false;
	start = formula + sizeof(name) - 1;
	start += strspn(start, " ");
	if (*start++ != '"')
		return false;
	/* A mark within the address is written twice. */
	for (; *start != '\0' && (*start != '"' || start[1] == '"'); start++) {
		start += *start == '"';
		text_add_char(out, *start);
	}
	if (*start != '"' || (start[1] != ')' && strspn(start + 1, ",; )") == 0) ||
	    out->length == 0 || *out->data == '#') {
		text_clear(out);
		return false;
	}
	return true;
}
