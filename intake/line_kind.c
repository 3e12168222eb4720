#include "intake/intake.h"

static const char *const names[LINE_KINDS] = {
	[LINE_ROW] = "row",	[LINE_HEADING] = "heading", [LINE_FURNITURE] = "furniture",
	[LINE_BLANK] = "blank", [LINE_PROBLEM] = "problem", [LINE_CONTINUATION] = "continuation",
};

const char *line_kind_name(enum line_kind kind)
{
	return names[kind];
}
