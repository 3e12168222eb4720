#include "core/role.h"

#include "core/names.h"

static const char *const names[ROLE_COUNT] = {
	[ROLE_NONE] = "none",
	[ROLE_NUMBER] = "number",
	[ROLE_REGISTRATION_NUMBER] = "registration_number",
	[ROLE_PARTNER] = "partner",
	[ROLE_CITY] = "city",
	[ROLE_COUNTRY] = "country",
	[ROLE_TYPE] = "type",
	[ROLE_SIGNED] = "signed",
	[ROLE_EFFECTIVE] = "effective",
	[ROLE_LAST_DAY] = "last_day",
	[ROLE_TERM] = "term",
	[ROLE_RENEWAL] = "renewal",
	[ROLE_NOTICE] = "notice",
	[ROLE_OWNER] = "owner",
	[ROLE_STATUS] = "status",
	[ROLE_LINK] = "link",
	[ROLE_NOTE] = "note",
};

static const char *const words[ROLE_COUNT] = {
	[ROLE_NONE] = "not used",
	[ROLE_NUMBER] = "number",
	[ROLE_REGISTRATION_NUMBER] = "registration number",
	[ROLE_PARTNER] = "partner",
	[ROLE_CITY] = "city",
	[ROLE_COUNTRY] = "country",
	[ROLE_TYPE] = "type",
	[ROLE_SIGNED] = "signing date",
	[ROLE_EFFECTIVE] = "effective date",
	[ROLE_LAST_DAY] = "last day",
	[ROLE_TERM] = "term",
	[ROLE_RENEWAL] = "renewal",
	[ROLE_NOTICE] = "notice period",
	[ROLE_OWNER] = "owner",
	[ROLE_STATUS] = "status",
	[ROLE_LINK] = "link",
	[ROLE_NOTE] = "note",
};

const char *role_name(enum role role)
{
	return names[role];
}

bool role_parse(const char *name, enum role *ret_role)
{
	unsigned int index;

	if (!names_find(NAMES(names), name, &index))
		return false;
	*ret_role = (enum role)index;
	return true;
}

const char *role_words(enum role role)
{
	return words[role];
}
