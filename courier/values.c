#include "courier/values.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "courier/secret.h"

/* Adds one setting; the items have room for it. */
static int add(struct values *values, const struct setting *setting, struct why *why)
{
	struct value value = {.key = setting->key, .number = setting->number};
	int r = 0;

	if (secret_is_reference(setting)) {
		r = secret_read(setting, &value.text, why);
		value.is_secret = true;
	} else if (setting->kind == SETTING_TEXT) {
		value.text = strdup(setting->text);
		r = value.text == NULL ? -ENOMEM : 0;
	}
	if (r == 0)
		values->items[values->count++] = value;
	return r;
}

static int fill(const struct settings *settings, bool with_secrets, struct values *ret_values,
		struct why *why)
{
	struct values values = {calloc(settings->count + 1, sizeof(*values.items)), 0};
	int r = 0;

	if (values.items == NULL)
		return -ENOMEM;
	for (size_t i = 0; i < settings->count && r == 0; i++) {
		if (with_secrets || !secret_is_reference(&settings->items[i]))
			r = add(&values, &settings->items[i], why);
	}
	if (r == 0)
		*ret_values = values;
	else
		values_done(&values);
	return r;
}

int values_resolve(const struct settings *settings, struct values *ret_values, struct why *why)
{
	return fill(settings, /* with_secrets= */ true, ret_values, why);
}

int values_plain(const struct settings *settings, struct values *ret_values)
{
	return fill(settings, /* with_secrets= */ false, ret_values, NULL);
}

const struct value *values_find(const struct values *values, const char *key)
{
	for (size_t i = 0; i < values->count; i++) {
		if (strcmp(values->items[i].key, key) == 0)
			return &values->items[i];
	}
	return NULL;
}

const char *values_text(const struct values *values, const char *key)
{
	const struct value *value = values_find(values, key);

	return value == NULL ? NULL : value->text;
}

void values_done(struct values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		if (values->items[i].is_secret)
			secret_free(values->items[i].text);
		else
			free(values->items[i].text);
	}
	free(values->items);
	*values = (struct values){0};
}
