#include "config/profile_schema.h"

#include <stddef.h>

#include "config/list.h"
#include "config/scalar.h"
#include "config/section.h"

#define IN_FILE(field)	   offsetof(struct raw_profile, field)
#define IN(section, field) offsetof(struct raw_profile_##section, field)

#define PATTERNS_MAX 100

static const char *const formats[] = {"find", "separated", "xlsx", "ods",
				      "html", "running",   "list", NULL};
static const char *const encodings[] = {"utf-8",	"utf-16le",	"utf-16be", "windows-1251",
					"windows-1252", "windows-1254", NULL};
const char *const profile_order_words[] = {"day/month", "month/day", NULL};

/* clang-format off */
const struct key profile_keys[] = {
	{.path = "profile.name", .type = KEY_TEXT, .min = 1, .max = 200, .unit = "characters",
	 .offset = IN_FILE(name), .read = scalar_text, .help = "What the profile is for"},
	{.path = "profile.format", .type = KEY_WORD, .words = formats, .fallback = "find",
	 .offset = IN_FILE(format), .read = scalar_word,
	 .help = "How the file is built; found out when absent"},
	{.path = "profile.encoding", .type = KEY_WORD, .words = encodings,
	 .offset = IN_FILE(encoding), .read = scalar_word,
	 .help = "How its text is encoded; found out when absent"},
	{.path = "profile.sheet", .type = KEY_TEXT, .min = 1, .max = 200, .unit = "characters",
	 .offset = IN_FILE(sheet), .read = scalar_text,
	 .help = "The one sheet of a spreadsheet to read; all when absent"},
	{.path = "profile.columns", .type = KEY_COLUMNS, .min = 1, .max = PROFILE_COLUMNS_MAX,
	 .unit = "columns", .offset = IN_FILE(profile), .read = profile_columns,
	 .help = "What columns say: heading, or \"column\" and a number, and role"},
	{.path = "profile.dates", .type = KEY_SECTION, .offset = IN_FILE(dates),
	 .read = section_group, .help = "How dates are written"},
	{.path = "profile.dates.order", .type = KEY_WORD, .words = profile_order_words,
	 .offset = IN(dates, order), .read = scalar_word,
	 .help = "Whether 3/4/2025 is 3 April or 4 March; each column says so itself when absent"},
	{.path = "profile.phrases", .type = KEY_PHRASES, .min = 1, .max = PROFILE_PHRASES_MAX,
	 .unit = "phrases", .offset = IN_FILE(profile), .read = profile_phrases,
	 .help = "What phrases in cells about dates mean"},
	{.path = "profile.types", .type = KEY_TEXTS, .min = 1, .max = PATTERNS_MAX,
	 .unit = "items", .offset = IN_FILE(types), .read = list_texts,
	 .help = "Names of types of agreement, beyond the usual ones"},
	{.path = "profile.strip", .type = KEY_TEXTS, .min = 1, .max = PATTERNS_MAX,
	 .unit = "items", .offset = IN_FILE(strip), .read = list_texts,
	 .help = "Patterns of lines that belong to no row: titles, footers"},
	{.path = "profile.start", .type = KEY_TEXT, .min = 1, .max = 200, .unit = "characters",
	 .offset = IN_FILE(start), .read = scalar_text,
	 .help = "Pattern of the line behind which the register starts"},
	{.path = "profile.stop", .type = KEY_TEXT, .min = 1, .max = 200, .unit = "characters",
	 .offset = IN_FILE(stop), .read = scalar_text,
	 .help = "Pattern of the line before which it ends"},
	{.path = "profile.defaults", .type = KEY_SECTION, .offset = IN_FILE(defaults),
	 .read = section_group, .help = "What is taken where the register says nothing"},
	{.path = "profile.defaults.type", .type = KEY_TEXT, .min = 1, .max = 200,
	 .unit = "characters", .offset = IN(defaults, type), .read = scalar_text,
	 .help = "The type of agreement"},
	{.path = "profile.defaults.owner", .type = KEY_TEXT, .min = 1, .max = 200,
	 .unit = "characters", .offset = IN(defaults, owner), .read = scalar_text,
	 .help = "The owner"},
	{.path = "profile.defaults.country", .type = KEY_COUNTRIES, .min = 1, .max = 1,
	 .unit = "items", .offset = IN(defaults, country), .read = list_countries,
	 .help = "The partner's country"},
	{.path = "profile.defaults.term", .type = KEY_SPAN, .min = 1, .max = 36500, .unit = "days",
	 .offset = IN(defaults, term), .read = scalar_span,
	 .help = "The term of an agreement without a last day: 5y"},
};
/* clang-format on */

const size_t profile_key_count = sizeof(profile_keys) / sizeof(profile_keys[0]);
