/*
 * What became of a mail: a table from (result of libcurl, phase, reply) to a verdict. The first
 * row that fits decides.
 */
#include <stdio.h>
#include <string.h>

#include "courier/net.h"
#include "courier/smtp_talk.h"

#define ANY_PHASE ((unsigned int)-1)
#define IN(phase) (1u << (phase))
#define ANY_CODE  CURL_LAST

/* What is appended to a row's text. */
enum detail {
	DETAIL_NONE,
	DETAIL_REPLY, /* what the server said */
	DETAIL_CURL   /* libcurl's words */
};

struct row {
	unsigned int phases; /* bits */
	CURLcode result;
	int from, to; /* the reply; 0: none in this phase */
	enum verdict_class class;
	enum detail detail;
	const char *text;
};

/* clang-format off */
static const struct row rows[] = {
	/* Handed over: the reply to the final dot decides, and nothing else. */
	{IN(SMTP_DOT), ANY_CODE, 200, 299, VERDICT_SENT, DETAIL_REPLY, "accepted"},
	{IN(SMTP_DOT), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY, "not accepted now"},
	{IN(SMTP_DOT), ANY_CODE, 500, 599, VERDICT_PERMANENT, DETAIL_REPLY, "not accepted"},
	{IN(SMTP_DOT), CURLE_OPERATION_TIMEDOUT, 0, 0, VERDICT_AMBIGUOUS, DETAIL_NONE,
	 "the whole mail was handed over, but no answer came in time"},
	{IN(SMTP_DOT), ANY_CODE, 0, 999, VERDICT_AMBIGUOUS, DETAIL_NONE,
	 "the whole mail was handed over, but the connection broke before the answer"},

	{ANY_PHASE, CURLE_COULDNT_RESOLVE_HOST, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the name of the mail server is not found"},
	{ANY_PHASE, CURLE_COULDNT_CONNECT, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the mail server cannot be reached"},
	{ANY_PHASE, CURLE_PEER_FAILED_VERIFICATION, 0, 999, VERDICT_CONFIGURATION, DETAIL_CURL,
	 "the certificate of the mail server is not trusted"},
	{ANY_PHASE, CURLE_SSL_CACERT_BADFILE, 0, 999, VERDICT_CONFIGURATION, DETAIL_CURL,
	 "the certificates to trust cannot be read"},
	{IN(SMTP_STARTTLS), CURLE_WEIRD_SERVER_REPLY, 220, 220, VERDICT_SECURITY, DETAIL_NONE,
	 "data came before the encryption began: somebody may be tampering with the connection"},
	{IN(SMTP_STARTTLS), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "no encryption (STARTTLS) for now"},
	{IN(SMTP_STARTTLS), ANY_CODE, 500, 599, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "encryption (STARTTLS) was refused"},
	{IN(SMTP_HELLO), CURLE_USE_SSL_FAILED, 0, 999, VERDICT_CONFIGURATION, DETAIL_NONE,
	 "the mail server offers no encryption (STARTTLS)"},

	{IN(SMTP_GREETING), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the mail server turns us away for now"},
	{IN(SMTP_GREETING), ANY_CODE, 500, 599, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "the mail server turns us away"},
	{IN(SMTP_HELLO), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "EHLO was refused for now"},
	{IN(SMTP_HELLO), ANY_CODE, 500, 599, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "EHLO was refused"},
	{IN(SMTP_AUTH), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the login is not possible now"},
	{IN(SMTP_AUTH), ANY_CODE, 500, 599, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "the login was refused: username or password is wrong"},
	{ANY_PHASE, CURLE_LOGIN_DENIED, 0, 999, VERDICT_CONFIGURATION, DETAIL_NONE,
	 "the mail server offers no login of the kind that is wanted (auth)"},

	/* RFC 4954, section 6: these are about the login, wherever they come. */
	{ANY_PHASE, ANY_CODE, 530, 530, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "the mail server wants a login or encryption first"},
	{ANY_PHASE, ANY_CODE, 534, 535, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "the mail server wants another login"},
	{ANY_PHASE, ANY_CODE, 538, 538, VERDICT_CONFIGURATION, DETAIL_REPLY,
	 "the mail server wants encryption first"},

	/* RFC 5321, 4.5.3.1.10: 552 for RCPT means "too many", which passes. */
	{IN(SMTP_RCPT), ANY_CODE, 552, 552, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the recipient was refused for now"},
	{IN(SMTP_MAIL), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the sender was refused for now"},
	{IN(SMTP_MAIL), ANY_CODE, 500, 599, VERDICT_PERMANENT, DETAIL_REPLY,
	 "the sender was refused"},
	{IN(SMTP_RCPT), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the recipient was refused for now"},
	{IN(SMTP_RCPT), ANY_CODE, 500, 599, VERDICT_PERMANENT, DETAIL_REPLY,
	 "the recipient was refused"},
	{IN(SMTP_DATA), ANY_CODE, 400, 499, VERDICT_TRANSIENT, DETAIL_REPLY,
	 "the mail was refused for now"},
	{IN(SMTP_DATA), ANY_CODE, 500, 599, VERDICT_PERMANENT, DETAIL_REPLY,
	 "the mail was refused"},

	{IN(SMTP_GREETING), CURLE_OPERATION_TIMEDOUT, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the mail server did not answer in time (if its port is for TLS from the first byte, url "
	 "must begin with smtps)"},
	{ANY_PHASE, CURLE_OPERATION_TIMEDOUT, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the mail server did not answer in time"},
	{ANY_PHASE, CURLE_OUT_OF_MEMORY, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the courier is short of memory"},
	{ANY_PHASE, ANY_CODE, 0, 999, VERDICT_TRANSIENT, DETAIL_NONE,
	 "the connection to the mail server broke"},
};
/* clang-format on */

static const char *const phase_names[] = {
	[SMTP_GREETING] = "the greeting",
	[SMTP_HELLO] = "EHLO",
	[SMTP_STARTTLS] = "STARTTLS",
	[SMTP_AUTH] = "AUTH",
	[SMTP_MAIL] = "MAIL",
	[SMTP_RCPT] = "RCPT",
	[SMTP_DATA] = "DATA",
	[SMTP_BODY] = "DATA",
	[SMTP_DOT] = "the final dot",
};

static const struct row *find_row(const struct smtp_talk *talk, CURLcode result)
{
	const struct row *row = rows;

	while ((row->phases & IN(talk->phase)) == 0 ||
	       (row->result != ANY_CODE && row->result != result) || talk->reply < row->from ||
	       talk->reply > row->to)
		row++;
	return row;
}

static void judge_objection(const struct smtp_talk *talk, struct finding *ret_finding)
{
	if (talk->objection == SMTP_NO_AUTH)
		finding_set(ret_finding, VERDICT_CONFIGURATION, 0,
			    "there is a password, but the mail server offers no login; nothing was "
			    "sent");
	else
		finding_set(ret_finding, VERDICT_PERMANENT, 0,
			    "an address has letters outside of ASCII before the @, and the mail "
			    "server does not take such (SMTPUTF8)");
}

/* TLS did not come about: the other side speaks none, or the connection broke. */
static void judge_handshake(const struct smtp_talk *talk, const char *error,
			    struct finding *ret_finding)
{
	if (net_is_not_tls(error))
		finding_set(ret_finding, VERDICT_CONFIGURATION, 0,
			    "the mail server speaks no TLS on this port%s",
			    talk->is_implicit_tls
				    ? "; if it is for STARTTLS, url must begin with smtp"
				    : "");
	else
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the encryption failed: %s", error);
}

void smtp_talk_judge(const struct smtp_talk *talk, CURLcode result, const char *error,
		     struct finding *ret_finding)
{
	const struct row *row;
	char detail[SMTP_SAID_SIZE + 32] = "";

	if (talk->objection != SMTP_FINE) {
		judge_objection(talk, ret_finding);
		return;
	}
	if (talk->phase == SMTP_GREETING && talk->is_submission_tls &&
	    result == CURLE_OPERATION_TIMEDOUT && talk->reply == 0) {
		finding_set(ret_finding, VERDICT_CONFIGURATION, 0,
			    "no greeting came; port 465 is for TLS from the first byte: url must "
			    "begin with smtps");
		return;
	}
	if (result == CURLE_SSL_CONNECT_ERROR && talk->phase < SMTP_DOT) {
		judge_handshake(talk, error, ret_finding);
		return;
	}
	row = find_row(talk, result);
	if (row->detail == DETAIL_REPLY)
		snprintf(detail, sizeof(detail), " (%s: %03d %s)", phase_names[talk->phase],
			 talk->reply, talk->said);
	else if (row->detail == DETAIL_CURL)
		snprintf(detail, sizeof(detail), " (%s)", error);
	finding_set(ret_finding, row->class, row->detail == DETAIL_REPLY ? talk->reply : 0, "%s%s",
		    row->text, detail);
}
