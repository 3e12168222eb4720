/* Goal: a channel gets the settings of its type, and no secret stands in a file or in a complaint. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "tests/config/reader.h"

/* A file whose only channel is the one given, and is used. */
#define WITH(channel) OFFICE "channels:\n  c: {" channel "}\n" CONTACTS

static const struct setting *find(const struct config *config, const char *key)
{
	return settings_find(&config->channels[0].settings, key);
}

static void expect_text(const struct config *config, const char *key, const char *text)
{
	const struct setting *setting = find(config, key);

	assert_non_null(setting);
	assert_int_equal(setting->kind, SETTING_TEXT);
	assert_string_equal(setting->text, text);
}

static void expect_reference(const struct config *config, const char *key, enum setting_kind kind,
			     const char *text)
{
	const struct setting *setting = find(config, key);

	assert_non_null(setting);
	assert_int_equal(setting->kind, kind);
	assert_string_equal(setting->text, text);
}

static void expect_number(const struct config *config, const char *key, int64_t number)
{
	const struct setting *setting = find(config, key);

	assert_non_null(setting);
	assert_int_equal(setting->kind, SETTING_NUMBER);
	assert_int_equal(setting->number, number);
}

static void defaults_are_filled_in_and_nothing_else(void **state)
{
	struct config *config =
		reader_good(WITH("type: smtp, url: \"smtp://mail.example.edu\", from: a@b.c"));

	(void)state;
	assert_string_equal(config->channels[0].name, "c");
	assert_int_equal(config->channels[0].type, CHANNEL_SMTP);
	assert_int_equal(config->channels[0].settings.count, 5);
	expect_text(config, "url", "smtp://mail.example.edu");
	expect_text(config, "tls", "required");
	expect_text(config, "from", "a@b.c");
	expect_text(config, "auth", "any");
	expect_number(config, "timeout", 60);
	config_free(config);
	config = reader_good(WITH("type: maildir, path: /mail"));
	assert_int_equal(config->channels[0].settings.count, 2);
	expect_text(config, "path", "/mail");
	expect_text(config, "from", "renewd@localhost");
	config_free(config);
	config = reader_good(WITH("type: slack, url: {env: SLACK_URL}"));
	assert_int_equal(config->channels[0].settings.count, 2);
	expect_reference(config, "url", SETTING_ENV, "SLACK_URL");
	expect_number(config, "timeout", 30);
	config_free(config);
	config = reader_good(WITH("type: webhook, url: \"https://example.edu/hook\""));
	assert_int_equal(config->channels[0].settings.count, 2);
	expect_text(config, "url", "https://example.edu/hook");
	config_free(config);
}

static void every_key_of_every_type_arrives(void **state)
{
	struct config *config =
		reader_good(WITH("type: SMTP, url: \"smtps://mail.example.edu:465\", from: \"Ä Ö "
				 "<a@b.c>\", username: "
				 "u, password: {credential: smtp-password}, auth: cram-md5, ehlo: "
				 "office.example.edu, "
				 "timeout: 600, ca_file: /etc/ssl/ca.pem, tls: required"));

	(void)state;
	assert_int_equal(config->channels[0].settings.count, 9);
	expect_text(config, "from", "Ä Ö <a@b.c>");
	expect_text(config, "username", "u");
	expect_reference(config, "password", SETTING_CREDENTIAL, "smtp-password");
	expect_text(config, "auth", "cram-md5");
	expect_text(config, "ehlo", "office.example.edu");
	expect_text(config, "ca_file", "/etc/ssl/ca.pem");
	expect_number(config, "timeout", 600);
	config_free(config);
	config = reader_good(
		WITH("type: webhook, url: {file: /etc/renewd/url}, secret: {credential: "
		     "k1}, previous_secret: {credential: k0}, timeout: 5, ca_file: /ca"));
	assert_int_equal(config->channels[0].settings.count, 5);
	expect_reference(config, "url", SETTING_FILE, "/etc/renewd/url");
	expect_reference(config, "secret", SETTING_CREDENTIAL, "k1");
	expect_reference(config, "previous_secret", SETTING_CREDENTIAL, "k0");
	config_free(config);
}

static void only_this_machine_may_be_reached_without_tls(void **state)
{
	(void)state;
	config_free(reader_good(
		WITH("type: smtp, url: \"smtp://localhost:2525\", tls: none, from: a@b.c")));
	config_free(reader_good(WITH("type: webhook, url: \"http://127.0.0.1:8080/hook\"")));
	reader_complains(
		WITH("type: smtp, url: \"smtp://mail.example.edu\", tls: none, from: a@b.c"),
		"3:56: channels.c.tls: none is for a mail server on this machine only (localhost); "
		"over a network, anybody on the way could read mails and password\n");
	reader_complains(WITH("type: smtp, url: \"smtps://localhost\", tls: none, from: a@b.c"),
			 "3:50: channels.c.tls: smtps:// is always encrypted; remove the key\n");
	reader_complains(
		WITH("type: webhook, url: \"http://example.edu/\""),
		"3:27: channels.c.url: the URL cannot be used: http:// is for this machine "
		"only; use https://\n");
}

static void a_mail_servers_url_is_host_and_port(void **state)
{
	static const char *const bare[] = {
		WITH("type: smtp, url: mail.example.edu, from: a@b.c"),
		WITH("type: smtp, url: \"mail.example.edu:587\", from: a@b.c"),
	};

	(void)state;
	reader_complains(
		WITH("type: smtp, url: \"smtp://mail.example.edu/\", from: a@b.c"),
		"3:24: channels.c.url: the URL cannot be used: nothing may stand behind the "
		"host and the port\n");
	reader_complains(
		WITH("type: smtp, url: \"https://mail.example.edu\", from: a@b.c"),
		"3:24: channels.c.url: the URL cannot be used: it must begin with smtp:// or "
		"smtps://\n");
	for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++)
		reader_complains(bare[i],
				 "3:24: channels.c.url: the URL cannot be used: smtp:// or "
				 "smtps:// is missing; write it like smtp://mail.example.edu:587 "
				 "or smtps://mail.example.edu:465\n");
}

static void a_secret_that_is_written_out_is_refused_and_never_repeated(void **state)
{
	static const char *const files[] = {
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: "
		     "hunter2"),
		WITH("type: smtp, url: \"smtp://u:hunter2@a.b\", from: a@b.c"),
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password:hunter2"),
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: "
		     "{hunter2}"),
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: "
		     "{credential: "
		     "\"hunter2 !\"}"),
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: {file: "
		     "hunter2}"),
		WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u, password: "
		     "[hunter2]"),
		WITH("type: slack, url: \"https://hooks.slack.com/services/hunter2\""),
		WITH("type: webhook, url: \"ftp://a.b/hunter2\""),
		WITH("type: webhook, url: \"https://a.b/ hunter2\""),
		WITH("type: webhook, url: \"https://a.b/x\", secret: whsec_hunter2"),
		OFFICE CONTACTS "channels:\n  c:\n    type: smtp\n    password:hunter2\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		CLEANUP(problems_done) struct problems problems = {0};
		struct config *config = NULL;

		if (config_parse(files[i], strlen(files[i]), "f", &problems, &config) != 1)
			print_error("accepted: %s", files[i]);
		assert_true(problems.errors > 0);
		for (size_t k = 0; k < problems.count; k++) {
			if (strstr(problems.items[k].text, "hunter2") != NULL)
				print_error("%s\n", problems.items[k].text);
			assert_null(strstr(problems.items[k].text, "hunter2"));
		}
	}
}

static void the_cure_for_a_literal_secret_is_told(void **state)
{
	(void)state;
	reader_complains(
		WITH("type: slack, url: \"https://hooks.slack.com/services/T0\""),
		"3:25: channels.c.url: a secret must not stand in this file; keep it as a "
		"credential or in a file of its own and write here: url: {credential: NAME} "
		"or {file: /PATH} or {env: NAME}\n");
	reader_complains(
		WITH("type: slack, url: {vault: x}"),
		"3:25: channels.c.url: must be one of {credential: NAME}, {file: /PATH} and "
		"{env: NAME}\n");
	reader_complains(
		WITH("type: slack, url: {credential: a, env: B}"),
		"3:25: channels.c.url: must be one of {credential: NAME}, {file: /PATH} and "
		"{env: NAME}\n");
	reader_complains(
		WITH("type: slack, url: {credential: ../a}"),
		"3:38: channels.c.url.credential: must be the name of a credential: letters, "
		"digits, '-', '_' and '.'\n");
	reader_complains(WITH("type: slack, url: {env: 1A}"),
			 "3:31: channels.c.url.env: must be the name of an environment variable: "
			 "letters, digits and '_'\n");
}

static void keys_that_need_each_other_are_asked_for(void **state)
{
	(void)state;
	reader_complains(WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, username: u"),
			 "3:51: channels.c.username: needs password beside it\n");
	reader_complains(WITH("type: smtp, url: \"smtp://a.b\", from: a@b.c, password: {env: P}"),
			 "3:51: channels.c.password: needs username beside it\n");
	reader_complains(WITH("type: webhook, url: {env: U}, previous_secret: {env: P}"),
			 "3:37: channels.c.previous_secret: needs secret beside it\n");
}

static void a_key_of_another_type_of_channel_is_refused(void **state)
{
	(void)state;
	reader_complains(WITH("type: maildir, path: /mail, password: {env: P}, patch: 1"),
			 "3:35: channels.c.password: a channel of this type has no such key\n"
			 "3:55: channels.c.patch: unknown key (did you mean 'path'?)\n");
}

static void without_a_type_nothing_else_is_said(void **state)
{
	(void)state;
	reader_complains(WITH("url: x, from: y"),
			 "3:3: channels.c.type: is missing (What kind of channel it is)\n");
	reader_complains(
		WITH("type: smpt, url: x"),
		"3:13: channels.c.type: 'smpt' is none of: smtp, slack, webhook, maildir (did "
		"you mean 'smtp'?)\n");
}

static void values_of_settings_are_checked(void **state)
{
	(void)state;
	reader_complains(
		WITH("type: smtp, url: \"smtp://a.b\", from: nobody, timeout: 4, auth: xoauth, "
		     "ehlo: ä.example, ca_file: ca.pem"),
		"3:44: channels.c.from: 'nobody' is no sender (Name <address>): there is no "
		"'@'\n"
		"3:61: channels.c.timeout: must be a whole number of seconds from 5 to 600\n"
		"3:70: channels.c.auth: 'xoauth' is none of: any, plain, login, cram-md5\n"
		"3:84: channels.c.ehlo: 'ä.example' is no host name: letters beyond ASCII "
		"must be written as an A-label (xn--...)\n"
		"3:104: channels.c.ca_file: 'ca.pem' is no absolute path (it must begin with "
		"'/')\n");
	reader_complains(
		WITH("type: slack, url: {env: U}, timeout: 99999999999999999999"),
		"3:44: channels.c.timeout: must be a whole number of seconds from 5 to 120\n");
	reader_complains(
		WITH("type: slack, url: {env: U}, timeout: 30s"),
		"3:44: channels.c.timeout: must be a whole number of seconds from 5 to 120\n");
}

static void names_and_number_of_channels_are_checked(void **state)
{
	CLEANUP(text_done) struct text yaml = {0};

	(void)state;
	reader_complains(
		OFFICE CONTACTS "channels: {}\n",
		"3:11: channels: must be a group of channels, each with its name (mail: …)\n");
	reader_complains(
		OFFICE CONTACTS "channels: {\"a b\": {type: maildir, path: /mail}}\n",
		"3:12: channels.a b: the name of a channel may hold letters (a to z), digits, "
		"'-' and '_' only\n");
	text_add(&yaml, OFFICE CONTACTS "channels:\n");
	for (int i = 0; i < 33; i++)
		text_addf(&yaml, "  c%d: {type: maildir, path: /mail}\n", i);
	reader_complains(yaml.data, "3:1: channels: holds 33 channels; at most 32 are allowed\n");
}

static void types_have_names(void **state)
{
	(void)state;
	assert_string_equal(channel_type_name(CHANNEL_SMTP), "smtp");
	assert_string_equal(channel_type_name(CHANNEL_SLACK), "slack");
	assert_string_equal(channel_type_name(CHANNEL_WEBHOOK), "webhook");
	assert_string_equal(channel_type_name(CHANNEL_MAILDIR), "maildir");
	assert_true(channel_type_is_mail(CHANNEL_SMTP));
	assert_true(channel_type_is_mail(CHANNEL_MAILDIR));
	assert_false(channel_type_is_mail(CHANNEL_SLACK));
	assert_false(channel_type_is_mail(CHANNEL_WEBHOOK));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_are_filled_in_and_nothing_else),
		cmocka_unit_test(every_key_of_every_type_arrives),
		cmocka_unit_test(only_this_machine_may_be_reached_without_tls),
		cmocka_unit_test(a_mail_servers_url_is_host_and_port),
		cmocka_unit_test(a_secret_that_is_written_out_is_refused_and_never_repeated),
		cmocka_unit_test(the_cure_for_a_literal_secret_is_told),
		cmocka_unit_test(keys_that_need_each_other_are_asked_for),
		cmocka_unit_test(a_key_of_another_type_of_channel_is_refused),
		cmocka_unit_test(without_a_type_nothing_else_is_said),
		cmocka_unit_test(values_of_settings_are_checked),
		cmocka_unit_test(names_and_number_of_channels_are_checked),
		cmocka_unit_test(types_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
