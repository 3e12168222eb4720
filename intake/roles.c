#include "intake/roles.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "intake/cell.h"
#include "intake/dates.h"

/*
 * A heading is compared in small letters, punctuation as blanks, with one blank at each end,
 * so that "* city *" does not find "capacity". The first row that matches says the role; of two
 * columns with one role, the one whose row stands first here has it.
 */
static const struct heading {
	const char *pattern;
	enum role role;
} headings[] = {
	{"* signed by *", ROLE_NONE},
	{"* signatory *", ROLE_NONE},
	{"* signatories *", ROLE_NONE},
	{"* ranking *", ROLE_NONE},
	{"* logo *", ROLE_NONE},
	{"* mail *", ROLE_NONE},
	{"* email *", ROLE_NONE},
	{"* e mail *", ROLE_NONE},
	{"* phone *", ROLE_NONE},
	{"* website *", ROLE_NONE},
	{"* web site *", ROLE_NONE},
	{"* url *", ROLE_NONE},
	{"* link *", ROLE_NONE},

	{"* registration number *", ROLE_REGISTRATION_NUMBER},
	{"* registration no *", ROLE_REGISTRATION_NUMBER},
	{"* registration nr *", ROLE_REGISTRATION_NUMBER},
	{"* registration № *", ROLE_REGISTRATION_NUMBER},
	{"* registry number *", ROLE_REGISTRATION_NUMBER},
	{"* registry no *", ROLE_REGISTRATION_NUMBER},
	{"* reg number *", ROLE_REGISTRATION_NUMBER},
	{"* reg no *", ROLE_REGISTRATION_NUMBER},
	{"* agreement number *", ROLE_REGISTRATION_NUMBER},
	{"* agreement no *", ROLE_REGISTRATION_NUMBER},
	{"* agreement id *", ROLE_REGISTRATION_NUMBER},
	{"* number of agreement *", ROLE_REGISTRATION_NUMBER},
	{"* number of the agreement *", ROLE_REGISTRATION_NUMBER},
	{"* contract number *", ROLE_REGISTRATION_NUMBER},
	{"* contract no *", ROLE_REGISTRATION_NUMBER},
	{"* contract id *", ROLE_REGISTRATION_NUMBER},
	{"* document number *", ROLE_REGISTRATION_NUMBER},
	{"* document no *", ROLE_REGISTRATION_NUMBER},
	{"* reference number *", ROLE_REGISTRATION_NUMBER},
	{"* reference no *", ROLE_REGISTRATION_NUMBER},
	{" reference ", ROLE_REGISTRATION_NUMBER},
	{"* ref no *", ROLE_REGISTRATION_NUMBER},
	{" ref ", ROLE_REGISTRATION_NUMBER},
	{" registration ", ROLE_REGISTRATION_NUMBER},
	{"* file number *", ROLE_REGISTRATION_NUMBER},

	{"* date of agreement *", ROLE_SIGNED},
	{"* date of the agreement *", ROLE_SIGNED},
	{"* agreement date *", ROLE_SIGNED},
	{"* contract date *", ROLE_SIGNED},
	{"* date of signing *", ROLE_SIGNED},
	{"* date of signature *", ROLE_SIGNED},
	{"* date signed *", ROLE_SIGNED},
	{"* signing date *", ROLE_SIGNED},
	{"* signature date *", ROLE_SIGNED},
	{"* signing *", ROLE_SIGNED},
	{"* signed *", ROLE_SIGNED},
	{"* conclusion *", ROLE_SIGNED},
	{"* concluded *", ROLE_SIGNED},
	{"* commencement *", ROLE_SIGNED},
	{"* effective from *", ROLE_SIGNED},
	{"* effective date *", ROLE_SIGNED},
	{"* valid from *", ROLE_SIGNED},
	{"* start date *", ROLE_SIGNED},
	{"* date of start *", ROLE_SIGNED},
	{" start ", ROLE_SIGNED},
	{" from ", ROLE_SIGNED},
	{" date ", ROLE_SIGNED},
	{"* registration date *", ROLE_SIGNED},
	{"* date of registration *", ROLE_SIGNED},
	{" year ", ROLE_SIGNED},

	{"* last day *", ROLE_LAST_DAY},
	{"* valid until *", ROLE_LAST_DAY},
	{"* valid till *", ROLE_LAST_DAY},
	{"* valid through *", ROLE_LAST_DAY},
	{"* valid to *", ROLE_LAST_DAY},
	{"* until *", ROLE_LAST_DAY},
	{"* expiration *", ROLE_LAST_DAY},
	{"* expiry *", ROLE_LAST_DAY},
	{"* expires *", ROLE_LAST_DAY},
	{"* end date *", ROLE_LAST_DAY},
	{"* date of end *", ROLE_LAST_DAY},
	{"* ending date *", ROLE_LAST_DAY},
	{"* termination date *", ROLE_LAST_DAY},
	{"* date of termination *", ROLE_LAST_DAY},
	{" ends ", ROLE_LAST_DAY},
	{" ends on ", ROLE_LAST_DAY},
	{" end ", ROLE_LAST_DAY},
	{" to ", ROLE_LAST_DAY},
	{"* validity *", ROLE_LAST_DAY},
	{"* duration *", ROLE_LAST_DAY},
	{" term ", ROLE_LAST_DAY},
	{"* term of *", ROLE_LAST_DAY},
	{" period ", ROLE_LAST_DAY},

	{"* country *", ROLE_COUNTRY},
	{"* countries *", ROLE_COUNTRY},

	{"* city *", ROLE_CITY},
	{"* town *", ROLE_CITY},
	{" location ", ROLE_CITY},
	{" place ", ROLE_CITY},

	{"* initiating *", ROLE_OWNER},
	{"* initiator *", ROLE_OWNER},
	{"* initiated by *", ROLE_OWNER},
	{"* owner *", ROLE_OWNER},
	{"* responsible *", ROLE_OWNER},
	{"* in charge *", ROLE_OWNER},
	{"* coordinator *", ROLE_OWNER},
	{" department ", ROLE_OWNER},
	{" faculty ", ROLE_OWNER},
	{" unit ", ROLE_OWNER},
	{" contact person ", ROLE_OWNER},

	{"* partner *", ROLE_PARTNER},
	{"* partners *", ROLE_PARTNER},
	{"* counterparty *", ROLE_PARTNER},
	{"* other party *", ROLE_PARTNER},
	{"* university *", ROLE_PARTNER},
	{"* universities *", ROLE_PARTNER},
	{"* institution *", ROLE_PARTNER},
	{"* institutions *", ROLE_PARTNER},
	{"* organisation *", ROLE_PARTNER},
	{"* organization *", ROLE_PARTNER},
	{"* company *", ROLE_PARTNER},
	{" party ", ROLE_PARTNER},
	{" parties ", ROLE_PARTNER},
	{" name ", ROLE_PARTNER},

	{"* type *", ROLE_TYPE},
	{"* kind *", ROLE_TYPE},
	{"* category *", ROLE_TYPE},
	{" agreement ", ROLE_TYPE},
	{" document ", ROLE_TYPE},
	{" subject ", ROLE_TYPE},

	{" no ", ROLE_NUMBER},
	{" nr ", ROLE_NUMBER},
	{" n ", ROLE_NUMBER},
	{" num ", ROLE_NUMBER},
	{" number ", ROLE_NUMBER},
	{" # ", ROLE_NUMBER},
	{" № ", ROLE_NUMBER},
	{" s no ", ROLE_NUMBER},
	{" sl no ", ROLE_NUMBER},
	{" sr no ", ROLE_NUMBER},
	{"* serial *", ROLE_NUMBER},
	{" item ", ROLE_NUMBER},
	{" row ", ROLE_NUMBER},
	{" id ", ROLE_NUMBER},
};

#define HEADING_COUNT (sizeof(headings) / sizeof(headings[0]))
#define HEADING_MAX   120 /* bytes: longer texts are no headings */

static bool is_punctuation(char c)
{
	return c > ' ' && c < 0x7f && c != '#' && !(c >= '0' && c <= '9') &&
	       !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
}

/* The text of a heading as the patterns expect it: "" when it is too long for one. */
static void normalise(const char *text, char heading[static HEADING_MAX + 3])
{
	size_t n = 0;

	heading[n++] = ' ';
	for (; *text != '\0' && n <= HEADING_MAX; text++) {
		char c = is_punctuation(*text) ? ' ' : *text;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (c != ' ' || heading[n - 1] != ' ')
			heading[n++] = c;
	}
	if (*text != '\0')
		n = 0;
	else if (heading[n - 1] != ' ')
		heading[n++] = ' ';
	heading[n] = '\0';
}

/* Whether a pattern is the heading or, with a '*' at both ends, stands within it. */
static bool matches(const char *pattern, const char *heading)
{
	size_t length = strlen(pattern);

	if (pattern[0] != '*')
		return strcmp(pattern, heading) == 0;
	return memmem(heading, strlen(heading), pattern + 1, length - 2) != NULL;
}

/* The index of the first row that matches; HEADING_COUNT: none. */
static size_t find_heading(const char *text)
{
	char heading[HEADING_MAX + 3];
	size_t i = 0;

	normalise(text, heading);
	while (i < HEADING_COUNT && !matches(headings[i].pattern, heading))
		i++;
	return i;
}

/* Whether a text belongs to a row, not to a heading: a date or a number. */
static bool is_datum(const char *text)
{
	return text[0] != '\0' &&
	       (strspn(text, "0123456789.,/- ") == strlen(text) || date_read(text).is_written);
}

/* Gives the column its role, unless another column has a better claim. */
static void claim(struct roles *roles, size_t rows[static ROLE_COUNT], size_t column, size_t row)
{
	enum role role = headings[row].role;
	size_t holder = roles->column[role];

	if (holder == ROLE_NO_COLUMN) {
		roles->found++;
	} else {
		bool wins = row < rows[role];

		roles->rival = wins ? holder : column;
		roles->rival_role = role;
		if (!wins)
			return;
		roles->of[holder] = ROLE_NONE;
	}
	roles->of[column] = role;
	roles->column[role] = column;
	rows[role] = row;
}

/* Less than that, prose has too: "partners in several countries, …". */
static bool is_enough(const struct roles *roles)
{
	return roles->column[ROLE_PARTNER] != ROLE_NO_COLUMN &&
	       (roles->found >= 3 || roles->column[ROLE_SIGNED] != ROLE_NO_COLUMN ||
		roles->column[ROLE_LAST_DAY] != ROLE_NO_COLUMN);
}

int roles_read(const struct record *heading, struct text *scratch, struct roles *ret_roles)
{
	struct roles roles = {.rival = ROLE_NO_COLUMN};
	size_t rows[ROLE_COUNT] = {0};

	if (heading->cell_count < 2 || heading->cell_count > INTAKE_COLUMNS_MAX)
		return 0;
	for (size_t role = 0; role < ROLE_COUNT; role++)
		roles.column[role] = ROLE_NO_COLUMN;
	for (size_t i = 0; i < heading->cell_count; i++) {
		struct cell cell = record_cell(heading, i);
		size_t row;

		(void)cell_text(&cell, scratch);
		if (text_failed(scratch))
			return -ENOMEM;
		if (is_datum(text_string(scratch)))
			return 0;
		if (text_string(scratch)[0] == '\0')
			continue;
		roles.column_count = i + 1;
		row = find_heading(text_string(scratch));
		if (row < HEADING_COUNT && headings[row].role != ROLE_NONE)
			claim(&roles, rows, i, row);
	}
	if (!is_enough(&roles))
		return 0;
	*ret_roles = roles;
	return 1;
}

static const char *const names[ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_NUMBER] = "number",
	[ROLE_REGISTRATION_NUMBER] = "registration_number",
	[ROLE_PARTNER] = "partner",
	[ROLE_CITY] = "city",
	[ROLE_COUNTRY] = "country",
	[ROLE_TYPE] = "type",
	[ROLE_SIGNED] = "signed",
	[ROLE_LAST_DAY] = "last_day",
	[ROLE_OWNER] = "owner",
};

const char *role_name(enum role role)
{
	return names[role];
}

void roles_change(struct roles *roles, enum role from, enum role to)
{
	size_t column = roles->column[from];

	if (column == ROLE_NO_COLUMN || roles->column[to] != ROLE_NO_COLUMN)
		return;
	roles->of[column] = to;
	roles->column[to] = column;
	roles->column[from] = ROLE_NO_COLUMN;
}
