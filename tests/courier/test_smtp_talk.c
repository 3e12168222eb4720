/* Goal: from what was said and from libcurl's result follows the right verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "courier/smtp_talk.h"

/* A talk: lines with "C: " go to the server, those with "S: " come from it, "." hands over. */
#define GREETING "S: 220 x\n"
#define HELLO	 GREETING "C: EHLO x\nS: 250-x\nS: 250 AUTH PLAIN\n"
#define STARTTLS GREETING "C: EHLO x\nS: 250-x\nS: 250 STARTTLS\nC: STARTTLS\n"
#define MAIL	 HELLO "C: MAIL FROM:<a>\n"
#define RCPT	 MAIL "S: 250 ok\nC: RCPT TO:<b>\n"
#define DATA	 RCPT "S: 250 ok\nC: DATA\n"
#define DOT	 DATA "S: 354 go\n.\n"

static bool play(struct smtp_talk *talk, const char *script)
{
	bool goes_on = true;

	smtp_talk_begin(talk, talk->needs_utf8);
	smtp_talk_connect(talk);
	while (*script != '\0' && goes_on) {
		char line[100];
		size_t length = strcspn(script, "\n");

		if (script[0] == '.') {
			smtp_talk_handed_over(talk);
		} else {
			int n = snprintf(line, sizeof(line), "%.*s\r\n", (int)length - 3,
					 script + 3);

			if (script[0] == 'C')
				smtp_talk_sent(talk, line, (size_t)n);
			else
				goes_on = smtp_talk_received(talk, line, (size_t)n);
		}
		script += length + 1;
	}
	return goes_on;
}

static const struct {
	int line;
	const char *script;
	CURLcode result;
	enum verdict_class class;
	int code;
} cases[] = {
	{__LINE__, "", CURLE_COULDNT_CONNECT, VERDICT_TRANSIENT, 0},
	{__LINE__, "", CURLE_COULDNT_RESOLVE_HOST, VERDICT_TRANSIENT, 0},
	{__LINE__, "S: 421 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_TRANSIENT, 421},
	{__LINE__, "S: 554 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_CONFIGURATION, 554},
	{__LINE__, "", CURLE_RECV_ERROR, VERDICT_TRANSIENT, 0},
	{__LINE__, "", CURLE_OPERATION_TIMEDOUT, VERDICT_TRANSIENT, 0},
	{__LINE__, HELLO, CURLE_USE_SSL_FAILED, VERDICT_CONFIGURATION, 0},
	{__LINE__, STARTTLS "S: 454 x\n", CURLE_USE_SSL_FAILED, VERDICT_TRANSIENT, 454},
	{__LINE__, STARTTLS "S: 501 x\n", CURLE_USE_SSL_FAILED, VERDICT_CONFIGURATION, 501},
	{__LINE__, STARTTLS "S: 220 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_SECURITY, 0},
	{__LINE__, STARTTLS "S: 220 x\n", CURLE_PEER_FAILED_VERIFICATION, VERDICT_CONFIGURATION, 0},
	{__LINE__, "", CURLE_PEER_FAILED_VERIFICATION, VERDICT_CONFIGURATION, 0},
	{__LINE__, HELLO "C: AUTH PLAIN\nS: 535 x\n", CURLE_LOGIN_DENIED, VERDICT_CONFIGURATION,
	 535},
	{__LINE__, HELLO "C: AUTH PLAIN\nS: 454 x\n", CURLE_LOGIN_DENIED, VERDICT_TRANSIENT, 454},
	{__LINE__, HELLO, CURLE_LOGIN_DENIED, VERDICT_CONFIGURATION, 0},
	{__LINE__, MAIL "S: 451 x\n", CURLE_SEND_ERROR, VERDICT_TRANSIENT, 451},
	{__LINE__, MAIL "S: 550 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 550},
	{__LINE__, MAIL "S: 552 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 552},
	{__LINE__, MAIL "S: 530 x\n", CURLE_SEND_ERROR, VERDICT_CONFIGURATION, 530},
	{__LINE__, RCPT "S: 450 x\n", CURLE_SEND_ERROR, VERDICT_TRANSIENT, 450},
	{__LINE__, RCPT "S: 552 x\n", CURLE_SEND_ERROR, VERDICT_TRANSIENT, 552},
	{__LINE__, RCPT "S: 550 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 550},
	{__LINE__, RCPT "S: 550 x\nC: QUIT\nS: 221 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 550},
	{__LINE__, RCPT "S: 550-a\nS: 550 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 550},
	{__LINE__, RCPT, CURLE_RECV_ERROR, VERDICT_TRANSIENT, 0},
	{__LINE__, DATA "S: 452 x\n", CURLE_SEND_ERROR, VERDICT_TRANSIENT, 452},
	{__LINE__, DATA "S: 554 x\n", CURLE_SEND_ERROR, VERDICT_PERMANENT, 554},
	{__LINE__, DATA "S: 354 x\n", CURLE_SEND_ERROR, VERDICT_TRANSIENT, 0},
	{__LINE__, DATA "S: 354 x\n", CURLE_OPERATION_TIMEDOUT, VERDICT_TRANSIENT, 0},
	{__LINE__, DOT "S: 250 x\n", CURLE_OK, VERDICT_SENT, 250},
	{__LINE__, DOT "S: 250 x\n", CURLE_RECV_ERROR, VERDICT_SENT, 250},
	{__LINE__, DOT "S: 451 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_TRANSIENT, 451},
	{__LINE__, DOT "S: 554 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_PERMANENT, 554},
	{__LINE__, DOT "S: 354 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_AMBIGUOUS, 0},
	{__LINE__, DOT, CURLE_RECV_ERROR, VERDICT_AMBIGUOUS, 0},
	{__LINE__, DOT, CURLE_SEND_ERROR, VERDICT_AMBIGUOUS, 0},
	{__LINE__, DOT, CURLE_SSL_CONNECT_ERROR, VERDICT_AMBIGUOUS, 0},
	{__LINE__, DOT, CURLE_OPERATION_TIMEDOUT, VERDICT_AMBIGUOUS, 0},
	/* What no server should say is never taken for an acceptance. */
	{__LINE__, "S: 999 x\n", CURLE_WEIRD_SERVER_REPLY, VERDICT_TRANSIENT, 0},
	{__LINE__, RCPT "S: 250 x\n", CURLE_OK, VERDICT_TRANSIENT, 0},
	{__LINE__, DOT "S: nonsense\n", CURLE_OK, VERDICT_AMBIGUOUS, 0},
};

static void the_verdict_follows_from_phase_and_reply(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct smtp_talk talk = {0};
		struct finding finding;

		assert_true(play(&talk, cases[i].script));
		smtp_talk_judge(&talk, cases[i].result, "words", &finding);
		if (finding.class != cases[i].class || finding.code != cases[i].code)
			print_error("test_smtp_talk.c:%d: %s %d: %s\n", cases[i].line,
				    verdict_class_name(finding.class), finding.code, finding.text);
		assert_int_equal(finding.class, cases[i].class);
		assert_int_equal(finding.code, cases[i].code);
		assert_int_equal(finding.retry_after_ms, -1);
	}
}

static void a_password_is_never_left_unused(void **state)
{
	struct smtp_talk talk = {.needs_login = true};
	struct finding finding;

	(void)state;
	assert_false(play(&talk, GREETING "C: EHLO x\nS: 250-x\nS: 250 SIZE\n"));
	assert_int_equal(talk.objection, SMTP_NO_AUTH);
	smtp_talk_judge(&talk, CURLE_WRITE_ERROR, "", &finding);
	assert_int_equal(finding.class, VERDICT_CONFIGURATION);

	/* Offered, and passed over all the same. */
	assert_false(play(&talk, MAIL "S: 250 ok\n"));
	assert_int_equal(talk.objection, SMTP_NO_AUTH);
	assert_true(play(&talk, HELLO "C: AUTH PLAIN\nS: 235 ok\nC: MAIL FROM:<a>\nS: 250 ok\n"));
}

static void the_offers_before_the_encryption_do_not_count(void **state)
{
	struct smtp_talk talk = {.needs_login = true, .is_encrypted = true};

	(void)state;
	assert_true(play(&talk, STARTTLS "S: 220 go\nC: EHLO x\nS: 250 AUTH PLAIN\n"));
	assert_false(play(&talk, GREETING "C: EHLO x\nS: 250-AUTH PLAIN\nS: 250 STARTTLS\n"
					  "C: STARTTLS\nS: 220 go\nC: EHLO x\nS: 250 SIZE\n"));
}

static void what_follows_334_is_no_command(void **state)
{
	struct smtp_talk talk = {0};

	(void)state;
	assert_true(
		play(&talk, HELLO "C: AUTH LOGIN\nS: 334 x\nC: DATA\nS: 334 y\nC: MAIL FROM:\n"));
	assert_int_equal(talk.phase, SMTP_AUTH);
}

static void an_address_outside_of_ascii_needs_smtputf8(void **state)
{
	struct smtp_talk talk = {.needs_utf8 = true};
	struct finding finding;

	(void)state;
	assert_false(play(&talk, GREETING "C: EHLO x\nS: 250 SIZE\n"));
	smtp_talk_judge(&talk, CURLE_WRITE_ERROR, "", &finding);
	assert_int_equal(finding.class, VERDICT_PERMANENT);
	assert_true(
		play(&talk, GREETING "C: EHLO x\nS: 250 SMTPUTF8\nC: MAIL FROM:<a>\nS: 250 ok\n"));
}

static void only_an_old_connection_is_stale(void **state)
{
	struct smtp_talk talk = {0};

	(void)state;
	assert_true(play(&talk, RCPT "S: 421 too many\n"));
	assert_false(smtp_talk_is_stale(&talk, CURLE_SEND_ERROR));

	/* The next mail on the same connection. */
	smtp_talk_begin(&talk, false);
	smtp_talk_sent(&talk, "MAIL FROM:<a>\r\n", 15);
	assert_true(smtp_talk_is_stale(&talk, CURLE_RECV_ERROR));
	assert_false(smtp_talk_is_stale(&talk, CURLE_OPERATION_TIMEDOUT));
	assert_true(smtp_talk_received(&talk, "421 bye\r\n", 9));
	assert_true(smtp_talk_is_stale(&talk, CURLE_SEND_ERROR));
	assert_true(smtp_talk_received(&talk, "550 no\r\n", 8));
	assert_false(smtp_talk_is_stale(&talk, CURLE_SEND_ERROR));

	/* What was handed over is never sent again by itself. */
	smtp_talk_handed_over(&talk);
	assert_false(smtp_talk_is_stale(&talk, CURLE_RECV_ERROR));
	assert_true(smtp_talk_received(&talk, "421 bye\r\n", 9));
	assert_false(smtp_talk_is_stale(&talk, CURLE_RECV_ERROR));
}

static void an_overlong_reply_is_not_shown(void **state)
{
	struct smtp_talk talk = {0};
	char line[SMTP_SAID_SIZE + 100];

	(void)state;
	assert_true(play(&talk, RCPT));
	memset(line, 'x', sizeof(line));
	memcpy(line, "550 ", 4);
	assert_true(smtp_talk_received(&talk, line, sizeof(line)));
	assert_int_equal(talk.reply, 550);
	assert_string_equal(talk.said, "");
}

static void any_bytes_from_a_server_are_borne(void **state)
{
	static const char *const lines[] = {"",	     "\n",	 "2",	 "25",	  "250",    "250\n",
					    "2x0 a", "\0\0\0\0", "250-", "250\t", "   \r\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct smtp_talk talk = {0};

		assert_true(smtp_talk_received(&talk, lines[i], strlen(lines[i])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verdict_follows_from_phase_and_reply),
		cmocka_unit_test(a_password_is_never_left_unused),
		cmocka_unit_test(the_offers_before_the_encryption_do_not_count),
		cmocka_unit_test(what_follows_334_is_no_command),
		cmocka_unit_test(an_address_outside_of_ascii_needs_smtputf8),
		cmocka_unit_test(only_an_old_connection_is_stale),
		cmocka_unit_test(an_overlong_reply_is_not_shown),
		cmocka_unit_test(any_bytes_from_a_server_are_borne),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
