#include "courier/setup.h"

static int hide_secrets(struct setup *setup)
{
	int r = 0;

	for (size_t i = 0; i < setup->values.count && r == 0; i++) {
		if (setup->values.items[i].is_secret)
			r = redact_secret(&setup->redactor, setup->values.items[i].text);
	}
	return r;
}

int setup_open(struct setup *setup, const char *json, size_t length, struct why *why)
{
	int r = wire_settings_decode(json, length, &setup->arena, &setup->settings);

	if (r < 0)
		return r;
	setup->transport = transport_find(setup->settings.type);
	if (setup->transport == NULL)
		return why_refuse(why, "type: there is no type of channel '%s'",
				  setup->settings.type);
	r = values_resolve(&setup->settings.settings, &setup->values, why);
	if (r == 0)
		r = hide_secrets(setup);
	if (r == 0)
		r = setup->transport->open(&setup->values, &setup->redactor, &setup->channel, why);
	if (r == REFUSED)
		redact_text(&setup->redactor, why->text, sizeof(why->text));
	return r;
}

void setup_done(struct setup *setup)
{
	if (setup->channel != NULL)
		setup->transport->close(setup->channel);
	redact_done(&setup->redactor);
	values_done(&setup->values);
	arena_done(&setup->arena);
	*setup = (struct setup){0};
}
