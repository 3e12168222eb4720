/*
 * Roles: what a column of a register says about each agreement.
 */
#ifndef RENEWD_CORE_ROLE_H
#define RENEWD_CORE_ROLE_H

#include <stdbool.h>

enum role {
	ROLE_NONE,   /* kept verbatim, not understood */
	ROLE_NUMBER, /* of the row */
	ROLE_REGISTRATION_NUMBER,
	ROLE_PARTNER,
	ROLE_CITY,
	ROLE_COUNTRY,
	ROLE_TYPE,
	ROLE_SIGNED,
	ROLE_EFFECTIVE, /* from when the term counts */
	ROLE_LAST_DAY,
	ROLE_TERM,    /* "5 years", beside or instead of a last day */
	ROLE_RENEWAL, /* whether it renews itself */
	ROLE_NOTICE,  /* the notice period */
	ROLE_OWNER,
	ROLE_STATUS, /* what became of it */
	ROLE_LINK,   /* an address on the web */
	ROLE_NOTE    /* anything worth keeping */
};

#define ROLE_COUNT (ROLE_NOTE + 1)

/* As profiles and JSON write it: "last_day". */
const char *role_name(enum role role);
bool role_parse(const char *name, enum role *ret_role);

/* As people say it: "last day". */
const char *role_words(enum role role);

#endif
