#include "config/channels.h"
#include "config/config.h"
#include "config/schema.h"

static void describe_channels(const struct key *key, struct text *out)
{
	const char *separator = "";

	if (key->channels == 0)
		return;
	text_add(out, " (");
	for (unsigned int i = 0; channels_types[i] != NULL; i++) {
		if ((key->channels & 1u << i) == 0)
			continue;
		text_addf(out, "%s%s", separator, channels_types[i]);
		separator = ", ";
	}
	text_add(out, ")");
}

static void describe_words(const struct key *key, struct text *out)
{
	text_add(out, ": ");
	for (size_t i = 0; key->words[i] != NULL; i++)
		text_addf(out, "%s%s", i > 0 ? " | " : "", key->words[i]);
}

static void describe_value(const struct key *key, struct text *out)
{
	text_add(out, schema_type_name(key->type));
	if (key->words != NULL)
		describe_words(key, out);
	if (key->unit != NULL)
		text_addf(out, ", %lld to %lld %s", (long long)key->min, (long long)key->max,
			  key->unit);
	if (key->need == KEY_REQUIRED)
		text_add(out, ", required");
	if (key->fallback != NULL)
		text_addf(out, ", default %s", key->fallback);
}

void config_describe(struct text *out)
{
	for (size_t i = 0; i < schema_key_count; i++) {
		const struct key *key = &schema_keys[i];

		text_add(out, key->path);
		describe_channels(key, out);
		text_add(out, "\n    ");
		describe_value(key, out);
		text_addf(out, "\n    %s\n", key->help);
	}
}
