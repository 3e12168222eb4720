#include "courier/smtp_talk.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The commands, and the phase that each begins. */
static const struct {
	const char *word;
	enum smtp_phase phase;
} commands[] = {
	{"EHLO ", SMTP_HELLO}, {"HELO ", SMTP_HELLO},	  {"STARTTLS", SMTP_STARTTLS},
	{"AUTH ", SMTP_AUTH},  {"MAIL FROM:", SMTP_MAIL}, {"RCPT TO:", SMTP_RCPT},
	{"DATA\r", SMTP_DATA},
};

static bool begins(const char *line, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(line, word, strlen(word)) == 0;
}

void smtp_talk_begin(struct smtp_talk *talk, bool needs_utf8)
{
	talk->needs_utf8 = needs_utf8;
	talk->is_new_connection = false;
	talk->is_over = false;
	talk->phase = SMTP_GREETING;
	talk->reply = 0;
	talk->objection = SMTP_FINE;
	talk->said[0] = '\0';
}

void smtp_talk_connect(struct smtp_talk *talk)
{
	talk->has_tls = talk->is_implicit_tls;
	talk->offers_auth = false;
	talk->offers_utf8 = false;
	talk->is_logged_in = false;
	talk->is_new_connection = true;
	talk->is_over = false;
	talk->phase = SMTP_GREETING;
	talk->reply = 0;
}

void smtp_talk_sent(struct smtp_talk *talk, const char *line, size_t length)
{
	/* What follows 334 is no command, whatever it looks like. */
	if (talk->phase == SMTP_AUTH && talk->reply == 334) {
		talk->reply = 0;
		return;
	}
	if (begins(line, length, "QUIT"))
		talk->is_over = true;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (!begins(line, length, commands[i].word))
			continue;
		talk->phase = commands[i].phase;
		talk->reply = 0;
		talk->said[0] = '\0';
		if (talk->phase == SMTP_HELLO) {
			talk->offers_auth = false;
			talk->offers_utf8 = false;
		}
		return;
	}
}

/* "250-SIZE 1000" -> 250; 0 when it is no reply. */
static int reply_code(const char *line, size_t length)
{
	if (length < 4 || !isdigit((unsigned char)line[0]) || !isdigit((unsigned char)line[1]) ||
	    !isdigit((unsigned char)line[2]))
		return 0;
	return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

static void keep_said(struct smtp_talk *talk, const char *text, size_t length)
{
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		length--;
	if (length >= sizeof(talk->said))
		length = 0;
	memcpy(talk->said, text, length);
	talk->said[length] = '\0';
}

static void note_offer(struct smtp_talk *talk, const char *offer, size_t length)
{
	if (begins(offer, length, "AUTH ") || begins(offer, length, "AUTH="))
		talk->offers_auth = true;
	if (begins(offer, length, "SMTPUTF8"))
		talk->offers_utf8 = true;
}

/*
 * What libcurl would let pass. The first EHLO before STARTTLS says nothing yet; a command MAIL
 * that goes out without a login is the last moment.
 */
static enum smtp_objection find_objection(const struct smtp_talk *talk)
{
	bool hello_is_final = talk->phase == SMTP_HELLO && talk->reply / 100 == 2 &&
			      (talk->has_tls || !talk->is_encrypted);

	if (talk->needs_login && ((hello_is_final && !talk->offers_auth) ||
				  (talk->phase == SMTP_MAIL && !talk->is_logged_in)))
		return SMTP_NO_AUTH;
	if (talk->needs_utf8 && !talk->offers_utf8 && (hello_is_final || talk->phase == SMTP_MAIL))
		return SMTP_NO_UTF8;
	return SMTP_FINE;
}

/* The reply is whole. */
static void on_reply(struct smtp_talk *talk)
{
	if (talk->phase == SMTP_STARTTLS && talk->reply == 220)
		talk->has_tls = true;
	if (talk->phase == SMTP_AUTH && talk->reply == 235)
		talk->is_logged_in = true;
	talk->objection = find_objection(talk);
	if (talk->phase == SMTP_DATA && talk->reply == 354) {
		talk->phase = SMTP_BODY;
		talk->reply = 0;
	}
}

bool smtp_talk_received(struct smtp_talk *talk, const char *line, size_t length)
{
	int code = reply_code(line, length);

	if (code == 0 || talk->is_over)
		return true;
	if (talk->phase == SMTP_HELLO && code == 250)
		note_offer(talk, line + 4, length - 4);
	if (line[3] == '-')
		return true;
	talk->reply = code;
	keep_said(talk, line + 4, length - 4);
	on_reply(talk);
	return talk->objection == SMTP_FINE;
}

void smtp_talk_handed_over(struct smtp_talk *talk)
{
	talk->phase = SMTP_DOT;
	talk->reply = 0;
	talk->said[0] = '\0';
}

bool smtp_talk_is_complete(const struct smtp_talk *talk)
{
	return talk->phase == SMTP_DOT && talk->reply != 0 && !talk->is_over;
}

bool smtp_talk_is_stale(const struct smtp_talk *talk, CURLcode result)
{
	if (talk->is_new_connection || talk->phase > SMTP_DATA)
		return false;
	return talk->reply == 421 || (talk->reply == 0 && talk->phase <= SMTP_MAIL &&
				      (result == CURLE_SEND_ERROR || result == CURLE_RECV_ERROR ||
				       result == CURLE_WEIRD_SERVER_REPLY));
}
