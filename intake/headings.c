#include "intake/headings.h"

#include <string.h>

/* The first row that matches says the role. */
static const struct heading table[] = {
	{"* status *", ROLE_NONE, CLAIM_SURE},
	{" state ", ROLE_NONE, CLAIM_SURE},
	{"* signed by *", ROLE_NONE, CLAIM_SURE},
	{"* signatory *", ROLE_NONE, CLAIM_SURE},
	{"* signatories *", ROLE_NONE, CLAIM_SURE},
	{"* ranking *", ROLE_NONE, CLAIM_SURE},
	{"* logo *", ROLE_NONE, CLAIM_SURE},
	{"* mail *", ROLE_NONE, CLAIM_SURE},
	{"* email *", ROLE_NONE, CLAIM_SURE},
	{"* e mail *", ROLE_NONE, CLAIM_SURE},
	{"* phone *", ROLE_NONE, CLAIM_SURE},
	{"* website *", ROLE_NONE, CLAIM_SURE},
	{"* web site *", ROLE_NONE, CLAIM_SURE},
	{"* url *", ROLE_NONE, CLAIM_SURE},
	{"* link *", ROLE_NONE, CLAIM_SURE},

	{"* registration number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* registration no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* registration nr *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* registration № *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* registry number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* registry no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* reg number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* reg no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* agreement number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* agreement no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* agreement id *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* number of agreement *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* number of the agreement *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* contract number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* contract no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* contract id *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* document number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* document no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* reference number *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{"* reference no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{" reference ", ROLE_REGISTRATION_NUMBER, CLAIM_POOR},
	{"* ref no *", ROLE_REGISTRATION_NUMBER, CLAIM_SURE},
	{" ref ", ROLE_REGISTRATION_NUMBER, CLAIM_POOR},
	{" registration ", ROLE_REGISTRATION_NUMBER, CLAIM_POOR},
	{"* file number *", ROLE_REGISTRATION_NUMBER, CLAIM_POOR},

	{"* date of agreement *", ROLE_SIGNED, CLAIM_SURE},
	{"* date of the agreement *", ROLE_SIGNED, CLAIM_SURE},
	{"* agreement date *", ROLE_SIGNED, CLAIM_SURE},
	{"* contract date *", ROLE_SIGNED, CLAIM_SURE},
	{"* date of signing *", ROLE_SIGNED, CLAIM_SURE},
	{"* date of signature *", ROLE_SIGNED, CLAIM_SURE},
	{"* date signed *", ROLE_SIGNED, CLAIM_SURE},
	{"* signing date *", ROLE_SIGNED, CLAIM_SURE},
	{"* signature date *", ROLE_SIGNED, CLAIM_SURE},
	{"* signing *", ROLE_SIGNED, CLAIM_SURE},
	{"* signed *", ROLE_SIGNED, CLAIM_SURE},
	{"* conclusion *", ROLE_SIGNED, CLAIM_SURE},
	{"* concluded *", ROLE_SIGNED, CLAIM_SURE},
	{"* commencement *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* effective from *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* effective date *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* valid from *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* start date *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* date of start *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* contract start *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* agreement start *", ROLE_SIGNED, CLAIM_LIKELY},
	{"* start of *", ROLE_SIGNED, CLAIM_LIKELY},
	{" start ", ROLE_SIGNED, CLAIM_POOR},
	{" from ", ROLE_SIGNED, CLAIM_POOR},
	{" date ", ROLE_SIGNED, CLAIM_POOR},
	{"* registration date *", ROLE_SIGNED, CLAIM_POOR},
	{"* date of registration *", ROLE_SIGNED, CLAIM_POOR},
	{" year ", ROLE_SIGNED, CLAIM_POOR},

	{"* last day *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* valid until *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* valid till *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* valid through *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* valid to *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* until *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* expiration *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* expiry *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* expires *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* end date *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* date of end *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* ending date *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* termination date *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* date of termination *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* contract end *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* agreement end *", ROLE_LAST_DAY, CLAIM_SURE},
	{"* end of *", ROLE_LAST_DAY, CLAIM_SURE},
	{" ends ", ROLE_LAST_DAY, CLAIM_SURE},
	{" ends on ", ROLE_LAST_DAY, CLAIM_SURE},
	{" end ", ROLE_LAST_DAY, CLAIM_POOR},
	{" to ", ROLE_LAST_DAY, CLAIM_POOR},
	{"* validity *", ROLE_LAST_DAY, CLAIM_LIKELY},
	{"* duration *", ROLE_LAST_DAY, CLAIM_LIKELY},
	{" term ", ROLE_LAST_DAY, CLAIM_LIKELY},
	{"* term of *", ROLE_LAST_DAY, CLAIM_LIKELY},
	{" period ", ROLE_LAST_DAY, CLAIM_LIKELY},

	{"* country *", ROLE_COUNTRY, CLAIM_SURE},
	{"* countries *", ROLE_COUNTRY, CLAIM_SURE},

	{"* city *", ROLE_CITY, CLAIM_SURE},
	{"* town *", ROLE_CITY, CLAIM_SURE},
	{" location ", ROLE_CITY, CLAIM_POOR},
	{" place ", ROLE_CITY, CLAIM_POOR},

	{"* initiating *", ROLE_OWNER, CLAIM_SURE},
	{"* initiator *", ROLE_OWNER, CLAIM_SURE},
	{"* initiated by *", ROLE_OWNER, CLAIM_SURE},
	{"* owner *", ROLE_OWNER, CLAIM_SURE},
	{"* agreement holder *", ROLE_OWNER, CLAIM_SURE},
	{"* contract holder *", ROLE_OWNER, CLAIM_SURE},
	{" holder ", ROLE_OWNER, CLAIM_SURE},
	{"* responsible *", ROLE_OWNER, CLAIM_LIKELY},
	{"* in charge *", ROLE_OWNER, CLAIM_LIKELY},
	{"* coordinator *", ROLE_OWNER, CLAIM_LIKELY},
	{"* home department *", ROLE_OWNER, CLAIM_LIKELY},
	{"* home faculty *", ROLE_OWNER, CLAIM_LIKELY},
	{"* home unit *", ROLE_OWNER, CLAIM_LIKELY},
	{" department ", ROLE_OWNER, CLAIM_POOR},
	{" faculty ", ROLE_OWNER, CLAIM_POOR},
	{" unit ", ROLE_OWNER, CLAIM_POOR},
	{" contact ", ROLE_OWNER, CLAIM_POOR},
	{" contact person ", ROLE_OWNER, CLAIM_POOR},

	{"* partner *", ROLE_PARTNER, CLAIM_SURE},
	{"* partners *", ROLE_PARTNER, CLAIM_SURE},
	{"* counterparty *", ROLE_PARTNER, CLAIM_SURE},
	{"* other party *", ROLE_PARTNER, CLAIM_SURE},
	{"* university *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* universities *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* institution *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* institutions *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* organisation *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* organization *", ROLE_PARTNER, CLAIM_LIKELY},
	{"* company *", ROLE_PARTNER, CLAIM_LIKELY},
	{" party ", ROLE_PARTNER, CLAIM_POOR},
	{" parties ", ROLE_PARTNER, CLAIM_POOR},
	{" name ", ROLE_PARTNER, CLAIM_POOR},

	{"* type *", ROLE_TYPE, CLAIM_SURE},
	{"* kind *", ROLE_TYPE, CLAIM_LIKELY},
	{"* category *", ROLE_TYPE, CLAIM_LIKELY},
	{" agreement ", ROLE_TYPE, CLAIM_LIKELY},
	{" document ", ROLE_TYPE, CLAIM_POOR},
	{" subject ", ROLE_TYPE, CLAIM_POOR},

	{" no ", ROLE_NUMBER, CLAIM_SURE},
	{" nr ", ROLE_NUMBER, CLAIM_SURE},
	{" n ", ROLE_NUMBER, CLAIM_SURE},
	{" num ", ROLE_NUMBER, CLAIM_SURE},
	{" number ", ROLE_NUMBER, CLAIM_SURE},
	{" # ", ROLE_NUMBER, CLAIM_SURE},
	{" № ", ROLE_NUMBER, CLAIM_SURE},
	{" s no ", ROLE_NUMBER, CLAIM_SURE},
	{" sl no ", ROLE_NUMBER, CLAIM_SURE},
	{" sr no ", ROLE_NUMBER, CLAIM_SURE},
	{"* serial *", ROLE_NUMBER, CLAIM_SURE},
	{" item ", ROLE_NUMBER, CLAIM_POOR},
	{" row ", ROLE_NUMBER, CLAIM_POOR},
	{" id ", ROLE_NUMBER, CLAIM_POOR},
};

#define HEADING_COUNT (sizeof(table) / sizeof(table[0]))
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

const struct heading *headings_find(const char *text)
{
	char heading[HEADING_MAX + 3];

	normalise(text, heading);
	for (size_t i = 0; i < HEADING_COUNT; i++) {
		if (matches(table[i].pattern, heading))
			return &table[i];
	}
	return NULL;
}

const struct heading *headings_at(size_t index)
{
	return index < HEADING_COUNT ? &table[index] : NULL;
}

bool headings_is_status(const char *text)
{
	char heading[HEADING_MAX + 3];

	normalise(text, heading);
	return matches("* status *", heading) || matches(" state ", heading);
}
