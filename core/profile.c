#include "core/profile.h"

static const char *const formats[] = {
	[FORMAT_FIND] = "find", [FORMAT_SEPARATED] = "separated", [FORMAT_XLSX] = "xlsx",
	[FORMAT_ODS] = "ods",	[FORMAT_HTML] = "html",		  [FORMAT_RUNNING] = "running",
	[FORMAT_LIST] = "list",
};

static const char *const meanings[] = {
	[PHRASE_OPEN_ENDED] = "open_ended",
	[PHRASE_UNSPECIFIED] = "unspecified",
	[PHRASE_PENDING] = "pending",
	[PHRASE_TACIT] = "tacit",
	[PHRASE_TERM] = "term",
	[PHRASE_NOTHING] = "nothing",
};

const char *register_format_name(enum register_format format)
{
	return formats[format];
}

const char *phrase_meaning_name(enum phrase_meaning meaning)
{
	return meanings[meaning];
}
