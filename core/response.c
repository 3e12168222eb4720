#include "core/response.h"

#include "core/names.h"

bool response_counts(enum response_kind kind)
{
	return kind != RESPONSE_UNDECIDED;
}

static const char *const kind_names[] = {
	[RESPONSE_ACKNOWLEDGED] = "acknowledged", [RESPONSE_RENEW] = "renew",
	[RESPONSE_RENEGOTIATE] = "renegotiate",	  [RESPONSE_LAPSE] = "lapse",
	[RESPONSE_UNDECIDED] = "undecided",
};

const char *response_kind_name(enum response_kind kind)
{
	return kind_names[kind];
}

bool response_kind_parse(const char *name, enum response_kind *ret_kind)
{
	unsigned int index;

	if (!names_find(NAMES(kind_names), name, &index))
		return false;
	*ret_kind = (enum response_kind)index;
	return true;
}
