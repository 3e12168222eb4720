#include "config/channels.h"

#include <string.h>

#include "config/section.h"
#include "config/url.h"
#include "config/value.h"
#include "core/text.h"

const char *const channels_types[] = {
	[CHANNEL_SMTP] = "smtp",
	[CHANNEL_SLACK] = "slack",
	[CHANNEL_WEBHOOK] = "webhook",
	[CHANNEL_MAILDIR] = "maildir",
	NULL,
};

#define SECTION "channels.*"

/* The bit of the channel's type, 0 when that is missing or wrong. */
static unsigned int type_bit_of(const struct node *node)
{
	const struct node *type = node_get(node, "type");

	if (type == NULL || type->kind != NODE_TEXT)
		return 0;
	for (unsigned int i = 0; channels_types[i] != NULL; i++) {
		if (text_compare_case(channels_types[i], type->text) == 0)
			return 1u << i;
	}
	return 0;
}

static bool check_tls(struct reading *reading, const struct raw_channel *channel)
{
	const struct node *node = node_get(channel->node, "tls");
	struct url url;

	if (channel->url == NULL || channel->tls == NULL || strcmp(channel->tls, "none") != 0 ||
	    url_fault(channel->url, &url) != NULL)
		return true;
	if (url_is(&url, "smtps")) {
		reading_error(reading, node, "tls", "smtps:// is always encrypted; remove the key");
		return false;
	}
	if (url_is_local(&url))
		return true;
	reading_error(reading, node, "tls",
		      "none is for a mail server on this machine only (localhost); over a network, "
		      "anybody on the way could read mails and password");
	return false;
}

/* Complains when the first key is there and the second is not. */
static bool check_pair(struct reading *reading, const struct node *node, const char *first,
		       const char *second)
{
	if (node_get(node, first) == NULL || node_get(node, second) != NULL)
		return true;
	reading_key_error(reading, node_get(node, first), "incomplete", "needs %s beside it",
			  second);
	return false;
}

static bool check_keys(struct reading *reading, const struct raw_channel *channel)
{
	bool is_good = true;

	if (channel->type_bit == 1u << CHANNEL_SMTP) {
		is_good = check_tls(reading, channel);
		is_good &= check_pair(reading, channel->node, "username", "password");
		is_good &= check_pair(reading, channel->node, "password", "username");
	} else if (channel->type_bit == 1u << CHANNEL_WEBHOOK) {
		is_good = check_pair(reading, channel->node, "previous_secret", "secret");
	}
	return is_good;
}

static bool read_channel(struct reading *reading, struct raw_channel *channel)
{
	const struct node *node = channel->node;
	const char *fault = value_key_fault(node->key);
	bool is_good;

	if (fault != NULL) {
		reading_key_error(reading, node, "bad_key", "the name of a channel %s", fault);
		return false;
	}
	if (node->kind == NODE_MAP && channel->type_bit == 0)
		/* The other keys depend on it: complaints about them would be noise. */
		return section_read_key(reading, node, schema_next(SECTION, 0, NULL), 0, channel);
	is_good = section_read(reading, node, SECTION, channel->type_bit, channel);
	return check_keys(reading, channel) && is_good;
}

bool channels_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	struct raw_channels *channels = place;
	bool is_good = true;

	if (node->kind != NODE_MAP || node->count == 0) {
		reading_error(reading, node, "bad_value",
			      "must be a group of channels, each with its name (mail: …)");
		return false;
	}
	if (node->count > (size_t)key->max) {
		reading_key_error(reading, node, "too_many",
				  "holds %zu channels; at most %lld are allowed", node->count,
				  (long long)key->max);
		return false;
	}
	channels->items = reading_take(reading, node->count, sizeof(*channels->items));
	if (channels->items == NULL)
		return false;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		struct raw_channel *channel = &channels->items[channels->count++];

		channel->node = child;
		channel->type_bit = type_bit_of(child);
		channel->is_good = read_channel(reading, channel);
		is_good = is_good && channel->is_good;
	}
	return is_good;
}

/* False when the channel's file says nothing about the key and there is no default. */
static bool make_setting(const struct key *key, const struct raw_channel *raw,
			 struct setting *ret_setting)
{
	const void *place = (const char *)raw + key->offset;
	struct setting setting = {.kind = SETTING_TEXT};

	if (key->type == KEY_NUMBER) {
		setting.kind = SETTING_NUMBER;
		setting.number = *(const int64_t *)place;
	} else if (key->type == KEY_SECRET || key->type == KEY_SECRET_URL) {
		setting = *(const struct setting *)place;
	} else {
		setting.text = *(const char *const *)place;
	}
	setting.key = schema_name(key);
	if (setting.kind != SETTING_NUMBER && setting.text == NULL)
		return false;
	*ret_setting = setting;
	return true;
}

static bool make_channel(struct reading *reading, const struct raw_channel *raw,
			 struct channel *channel)
{
	struct setting *items;
	size_t n = 0;

	for (const struct key *key = schema_next(SECTION, raw->type_bit, NULL); key != NULL;
	     key = schema_next(SECTION, raw->type_bit, key))
		n++;
	items = reading_take(reading, n, sizeof(*items));
	channel->name = reading_copy(reading, raw->node->key);
	if (items == NULL || channel->name == NULL)
		return false;
	channel->type = (enum channel_type)__builtin_ctz(raw->type_bit);
	n = 0;
	for (const struct key *key = schema_next(SECTION, raw->type_bit, NULL); key != NULL;
	     key = schema_next(SECTION, raw->type_bit, key)) {
		if (strcmp(schema_name(key), "type") != 0 && make_setting(key, raw, &items[n]))
			n++;
	}
	channel->settings = (struct settings){items, n};
	return true;
}

void channels_make(struct reading *reading, const struct raw *raw, struct config *config)
{
	struct channel *channels = reading_take(reading, raw->channels.count, sizeof(*channels));

	if (channels == NULL)
		return;
	for (size_t i = 0; i < raw->channels.count; i++) {
		if (!make_channel(reading, &raw->channels.items[i], &channels[i]))
			return;
	}
	config->channels = channels;
	config->channel_count = raw->channels.count;
}
