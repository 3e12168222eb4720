#include "config/contacts.h"

#include <string.h>

#include "config/absence.h"
#include "config/section.h"
#include "config/value.h"

static bool read_contact(struct reading *reading, struct raw_contact *contact)
{
	const struct node *node = contact->node;
	const char *fault = value_key_fault(node->key);

	if (fault != NULL) {
		reading_key_error(reading, node, "bad_key", "the key of a contact %s", fault);
		return false;
	}
	if (strcmp(node->key, CONTACTS_OWNER) == 0) {
		reading_key_error(reading, node, "bad_key",
				  "no contact may be called 'owner': that stands for whoever owns "
				  "an agreement");
		return false;
	}
	contact->absence.from = DAY_NONE;
	if (!section_read(reading, node, "contacts.*", SCHEMA_ANY_CHANNEL, contact))
		return false;
	if (contact->name == NULL)
		contact->name = reading_copy(reading, node->key);
	return contact->name != NULL;
}

bool contacts_read(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	struct raw_contacts *contacts = place;
	bool is_good = true;

	if (node->kind != NODE_MAP || node->count == 0) {
		reading_error(reading, node, "bad_value",
			      "must be a group of contacts, each with its key (registry: …)");
		return false;
	}
	if (node->count > (size_t)key->max) {
		reading_key_error(reading, node, "too_many",
				  "holds %zu contacts; at most %lld are allowed", node->count,
				  (long long)key->max);
		return false;
	}
	contacts->items = reading_take(reading, node->count, sizeof(*contacts->items));
	if (contacts->items == NULL)
		return false;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		struct raw_contact *contact = &contacts->items[contacts->count++];

		contact->node = child;
		contact->is_good = read_contact(reading, contact);
		is_good = is_good && contact->is_good;
	}
	return is_good;
}

/* The channels of a contact; without any, the only channel of the file is meant. */
static size_t channel_count_of(const struct raw_contact *contact, const struct raw *raw)
{
	if (contact->channels.count > 0)
		return contact->channels.count;
	return raw->channels.count == 1 ? 1 : 0;
}

static const struct raw_channel *channel_of(const struct raw_contact *contact,
					    const struct raw *raw, size_t index)
{
	if (contact->channels.count == 0)
		return &raw->channels.items[0];
	for (size_t i = 0; i < raw->channels.count; i++) {
		if (strcmp(raw->channels.items[i].node->key, contact->channels.items[index]) == 0)
			return &raw->channels.items[i];
	}
	return NULL;
}

static bool is_mail(const struct raw_channel *channel)
{
	return (channel->type_bit & (1u << CHANNEL_SMTP | 1u << CHANNEL_MAILDIR)) != 0;
}

static size_t address_count_on(const struct raw_contact *contact, const struct raw_channel *channel)
{
	return is_mail(channel) ? contact->email.count : 1;
}

static void complain_unreachable(struct reading *reading, const struct raw_contact *contact,
				 bool is_keeper, const char *what)
{
	if (is_keeper)
		reading_key_error(reading, contact->node, "unreachable",
				  "the keeper must be reachable, but %s", what);
	else
		reading_warning(reading, contact->node, "unreachable",
				"%s: it can be told nothing, and the keeper is told instead", what);
}

static void check_reachable(struct reading *reading, const struct raw_contact *contact,
			    const struct raw *raw, bool is_keeper)
{
	size_t count = channel_count_of(contact, raw);

	/* Channels that could not be read have their complaint. */
	if (raw->channels.count == 0)
		return;
	if (count == 0)
		complain_unreachable(reading, contact, is_keeper,
				     "the contact has no key 'channels', and there are several");
	for (size_t i = 0; i < count; i++) {
		const struct raw_channel *channel = channel_of(contact, raw, i);

		if (channel == NULL || !is_mail(channel) || contact->email.count > 0)
			continue;
		if (contact->channels.count == 0) {
			complain_unreachable(reading, contact, is_keeper,
					     "the contact has no key 'email'");
			continue;
		}
		reading_error(reading, node_get(contact->node, "channels"), "no_email",
			      "the channel '%s' sends mail, but the contact has no key 'email'",
			      channel->node->key);
	}
}

const struct raw_contact *contacts_raw(const struct raw *raw, const char *key)
{
	for (size_t i = 0; i < raw->contacts.count; i++) {
		if (strcmp(raw->contacts.items[i].node->key, key) == 0)
			return &raw->contacts.items[i];
	}
	return NULL;
}

bool contacts_can_be_told(const struct raw *raw, const struct raw_contact *contact)
{
	size_t count = channel_count_of(contact, raw);

	if (raw->channels.count == 0 || !contact->is_good)
		return true;
	for (size_t i = 0; i < count; i++) {
		const struct raw_channel *channel = channel_of(contact, raw, i);

		if (channel == NULL || address_count_on(contact, channel) > 0)
			return true;
	}
	return false;
}

void contacts_check_named(struct reading *reading, const struct raw *raw, const struct node *node,
			  const struct patterns *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct raw_contact *contact = contacts_raw(raw, names->items[i]);

		if (contact != NULL && !contacts_can_be_told(raw, contact))
			reading_warning(reading, node, "unreachable",
					"'%s' can be told nothing, and the keeper is told instead",
					names->items[i]);
	}
}

static void check_trial(struct reading *reading, const struct raw *raw)
{
	const struct node *to = node_get(node_get(reading->root, "trial"), "to");
	const struct raw_contact *contact =
		raw->trial.to == NULL ? NULL : contacts_raw(raw, raw->trial.to);

	if (contact != NULL && !contacts_can_be_told(raw, contact))
		reading_error(reading, to, "unreachable",
			      "'%s' gets everything in the trial, but can be told nothing: it "
			      "lacks email or channels",
			      raw->trial.to);
}

void contacts_check(struct reading *reading, const struct raw *raw)
{
	check_trial(reading, raw);
	absence_check(reading, raw);
	for (size_t i = 0; i < raw->contacts.count; i++) {
		const struct raw_contact *contact = &raw->contacts.items[i];
		bool is_keeper = raw->office.keeper != NULL &&
				 strcmp(raw->office.keeper, contact->node->key) == 0;

		if (contact->is_good)
			check_reachable(reading, contact, raw, is_keeper);
	}
}

bool contacts_use(const struct raw *raw, const struct raw_channel *channel)
{
	for (size_t i = 0; i < raw->contacts.count; i++) {
		const struct raw_contact *contact = &raw->contacts.items[i];

		for (size_t k = 0; k < channel_count_of(contact, raw); k++) {
			if (channel_of(contact, raw, k) == channel)
				return true;
		}
	}
	return false;
}

/* Writes the contact's addresses on a channel; how many. */
static size_t add_addresses(const struct raw_contact *contact, const struct raw_channel *channel,
			    const char *channel_name, struct address *addresses)
{
	size_t count = address_count_on(contact, channel);

	for (size_t i = 0; i < count; i++)
		addresses[i] = (struct address){
			.channel = channel_name,
			.address = is_mail(channel) ? contact->email.items[i] : "",
		};
	return count;
}

/* The name as config->channels has it. */
static const char *name_of(const struct config *config, const struct raw_channel *channel,
			   const struct raw *raw)
{
	return config->channels[channel - raw->channels.items].name;
}

static bool make_contact(struct reading *reading, const struct raw *raw,
			 const struct raw_contact *from, const struct config *config,
			 struct contact *contact)
{
	size_t channels = channel_count_of(from, raw);
	struct address *addresses;
	size_t n = 0;

	for (size_t i = 0; i < channels; i++)
		n += address_count_on(from, channel_of(from, raw, i));
	addresses = reading_take(reading, n, sizeof(*addresses));
	contact->key = reading_copy(reading, from->node->key);
	if (addresses == NULL || contact->key == NULL)
		return false;
	contact->name = from->name;
	contact->aliases = from->aliases.items;
	contact->alias_count = from->aliases.count;
	contact->addresses = addresses;
	contact->address_count = n;
	for (size_t i = 0; i < channels; i++) {
		const struct raw_channel *channel = channel_of(from, raw, i);

		addresses += add_addresses(from, channel, name_of(config, channel, raw), addresses);
	}
	return true;
}

void contacts_make(struct reading *reading, const struct raw *raw, struct config *config)
{
	struct contact *items = reading_take(reading, raw->contacts.count, sizeof(*items));

	if (items == NULL)
		return;
	for (size_t i = 0; i < raw->contacts.count; i++) {
		if (!make_contact(reading, raw, &raw->contacts.items[i], config, &items[i]))
			return;
	}
	absence_make(raw, items);
	config->contacts.items = items;
	config->contacts.count = raw->contacts.count;
	config->contacts.keeper = contacts_by_key(&config->contacts, raw->office.keeper);
	if (raw->trial.to != NULL)
		config->contacts.trial = &items[contacts_by_key(&config->contacts, raw->trial.to)];
}
