#include "courier/transport.h"

#include <string.h>

static const struct transport *const transports[] = {
	&transport_smtp,
	&transport_slack,
	&transport_webhook,
	&transport_maildir,
};

const struct transport *transport_find(const char *type)
{
	for (size_t i = 0; i < sizeof(transports) / sizeof(transports[0]); i++) {
		if (strcmp(transports[i]->name, type) == 0)
			return transports[i];
	}
	return NULL;
}
