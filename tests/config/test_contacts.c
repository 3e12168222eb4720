/* Goal: whoever a file names can be told, is told apart, and gets an address on each channel. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

#define TWO_CHANNELS                                                                               \
	"channels:\n"                                                                              \
	"  mail: {type: smtp, url: \"smtp://mail.example.edu\", from: a@b.c}\n"                    \
	"  slack: {type: slack, url: {env: SLACK}}\n"

static const struct contact *contact(const struct config *config, const char *key)
{
	size_t index = contacts_by_key(&config->contacts, key);

	assert_int_not_equal(index, CONTACT_NOT_FOUND);
	return &config->contacts.items[index];
}

static void expect_address(const struct contact *who, size_t index, const char *channel,
			   const char *address)
{
	assert_true(index < who->address_count);
	assert_string_equal(who->addresses[index].channel, channel);
	assert_string_equal(who->addresses[index].address, address);
}

static void each_email_is_an_address_on_each_mail_channel(void **state)
{
	struct config *config =
		reader_good(OFFICE TWO_CHANNELS
			    "contacts:\n"
			    "  registry: {email: [a@b.c, d@e.f], channels: [mail, slack]}\n"
			    "  law: {name: Faculty of Law, aliases: Jura, channels: slack}\n");
	const struct contact *registry = contact(config, "registry");
	const struct contact *law = contact(config, "law");

	(void)state;
	assert_int_equal(registry->address_count, 3);
	expect_address(registry, 0, "mail", "a@b.c");
	expect_address(registry, 1, "mail", "d@e.f");
	expect_address(registry, 2, "slack", "");
	assert_string_equal(registry->name, "registry");
	assert_int_equal(law->address_count, 1);
	expect_address(law, 0, "slack", "");
	assert_string_equal(law->name, "Faculty of Law");
	assert_int_equal(law->alias_count, 1);
	assert_string_equal(law->aliases[0], "Jura");
	assert_int_equal(config->contacts.keeper, contacts_by_key(&config->contacts, "registry"));
	config_free(config);
}

static void the_only_channel_is_meant_when_none_is_named(void **state)
{
	struct config *config = reader_good(MINIMAL);

	(void)state;
	expect_address(contact(config, "registry"), 0, "local", "registry@example.edu");
	config_free(config);
}

static void a_contact_that_can_be_told_nothing_is_a_warning(void **state)
{
	(void)state;
	reader_complains(OFFICE TWO_CHANNELS
			 "contacts:\n  registry: {email: a@b.c, channels: [mail, slack]}\n"
			 "  law: {email: a@b.c}\n",
			 "7:3: warning: contacts.law: the contact has no key 'channels', and there "
			 "are several: it can be told nothing, and the keeper is told instead\n");
	reader_complains(
		OFFICE CHANNELS "contacts:\n  registry: {email: a@b.c}\n  law: {}\n",
		"5:3: warning: contacts.law: the contact has no key 'email': it can be told "
		"nothing, and the keeper is told instead\n");
}

static void a_keeper_that_can_be_told_nothing_is_an_error(void **state)
{
	(void)state;
	reader_complains(
		OFFICE TWO_CHANNELS "contacts:\n  registry: {email: a@b.c}\n"
				    "  law: {email: a@b.c, channels: [mail, slack]}\n",
		"6:3: contacts.registry: the keeper must be reachable, but the contact has "
		"no key 'channels', and there are several\n");
	reader_complains(
		OFFICE CHANNELS "contacts: {registry: {}}\n",
		"3:12: contacts.registry: the keeper must be reachable, but the contact has "
		"no key 'email'\n");
	reader_complains(
		OFFICE TWO_CHANNELS "contacts: {registry: {channels: [mail, slack]}}\n",
		"5:33: contacts.registry.channels: the channel 'mail' sends mail, but the contact "
		"has no key 'email'\n");
	reader_complains(OFFICE CHANNELS "contacts: {law: {email: a@b.c}}\n",
			 "1:55: office.keeper: there is no contact 'registry' in contacts\n");
}

static void a_mail_channel_needs_an_email(void **state)
{
	(void)state;
	reader_complains(
		OFFICE TWO_CHANNELS "contacts:\n  registry: {email: a@b.c, channels: [mail]}\n"
				    "  law: {channels: [slack, mail]}\n",
		"7:19: contacts.law.channels: the channel 'mail' sends mail, but the contact "
		"has no key 'email'\n");
}

static void a_channel_that_nobody_uses_is_a_warning(void **state)
{
	(void)state;
	reader_complains(OFFICE TWO_CHANNELS
			 "contacts: {registry: {email: a@b.c, channels: [mail]}}\n",
			 "4:3: warning: channels.slack: no contact uses this channel\n");
}

static void a_channel_that_does_not_exist_is_an_error(void **state)
{
	(void)state;
	reader_complains(OFFICE TWO_CHANNELS
			 "contacts: {registry: {email: a@b.c, channels: [mial, slack, teams]}}\n",
			 "5:48: contacts.registry.channels[1]: there is no channel 'mial' (did you "
			 "mean 'mail'?)\n"
			 "5:61: contacts.registry.channels[3]: there is no channel 'teams' in "
			 "channels\n");
}

static void two_contacts_cannot_have_one_name(void **state)
{
	(void)state;
	reader_complains(OFFICE CHANNELS "contacts:\n"
					 "  registry: {email: a@b.c, aliases: [Faculty of  LAW]}\n"
					 "  law: {name: faculty of law, email: a@b.c}\n"
					 "  LAW: {name: Деканат, email: a@b.c}\n"
					 "  dean: {aliases: [деканат, Dean], email: a@b.c}\n"
					 "  beef: {name: İzmir, email: a@b.c}\n"
					 "  cafe: {name: izmir, email: a@b.c}\n",
			 "5:3: contacts.law: 'faculty of law' is also a name of the contact "
			 "'registry'\n"
			 "6:3: contacts.LAW: 'LAW' is also a name of the contact 'law'\n"
			 "7:3: contacts.dean: 'деканат' is also a name of the contact 'LAW'\n"
			 "9:3: contacts.cafe: 'izmir' is also a name of the contact 'beef'\n");
}

static void a_name_may_be_its_own_alias(void **state)
{
	(void)state;
	config_free(reader_good(OFFICE CHANNELS "contacts: {registry: {name: Registry, aliases: "
						"[REGISTRY, archive], email: a@b.c}}\n"));
}

static void what_is_there_twice_counts_once(void **state)
{
	(void)state;
	reader_complains(OFFICE TWO_CHANNELS
			 "contacts: {registry: {email: [a@b.c, A@b.c], channels: "
			 "[mail, slack, mail]}}\n",
			 "5:38: warning: contacts.registry.email[2]: 'A@b.c' is there twice\n"
			 "5:70: warning: contacts.registry.channels[3]: 'mail' is there twice\n");
}

static void keys_are_simple_and_owner_is_taken(void **state)
{
	(void)state;
	reader_complains(
		OFFICE CHANNELS "contacts:\n  registry: {email: a@b.c}\n"
				"  owner: {email: a@b.c}\n  faculty of law: {email: a@b.c}\n",
		"5:3: contacts.owner: no contact may be called 'owner': that stands for "
		"whoever owns an agreement\n"
		"6:3: contacts.faculty of law: the key of a contact may hold letters (a to "
		"z), digits, '-' and '_' only\n");
}

static void lists_have_limits(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};

	(void)state;
	text_add(&yaml, OFFICE CHANNELS "contacts: {registry: {email: [");
	for (int i = 0; i < 21; i++)
		text_addf(&yaml, "a%d@b.c, ", i);
	text_add(&yaml, "]}}\n");
	reader_complains(yaml.data,
			 "3:30: contacts.registry.email: holds 21 values; at most 20 are "
			 "allowed\n");
	text_clear(&yaml);
	text_add(&yaml, OFFICE CHANNELS "contacts:\n");
	for (int i = 0; i < 2001; i++)
		text_addf(&yaml, "  c%d: {}\n", i);
	reader_complains(yaml.data,
			 "1:55: office.keeper: there is no contact 'registry' in contacts\n"
			 "3:1: contacts: holds 2001 contacts; at most 2000 are allowed\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_email_is_an_address_on_each_mail_channel),
		cmocka_unit_test(the_only_channel_is_meant_when_none_is_named),
		cmocka_unit_test(a_contact_that_can_be_told_nothing_is_a_warning),
		cmocka_unit_test(a_keeper_that_can_be_told_nothing_is_an_error),
		cmocka_unit_test(a_mail_channel_needs_an_email),
		cmocka_unit_test(a_channel_that_nobody_uses_is_a_warning),
		cmocka_unit_test(a_channel_that_does_not_exist_is_an_error),
		cmocka_unit_test(two_contacts_cannot_have_one_name),
		cmocka_unit_test(a_name_may_be_its_own_alias),
		cmocka_unit_test(what_is_there_twice_counts_once),
		cmocka_unit_test(keys_are_simple_and_owner_is_taken),
		cmocka_unit_test(lists_have_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
