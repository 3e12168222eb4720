#include "courier/render.h"

#include <errno.h>
#include <string.h>

#include <gmime/gmime.h>

#include "core/cleanup.h"
#include "courier/render_header.h"
#include "message/tidy.h"
#include "message/words.h"

/* Who sends a mail into a maildir that names no sender. */
#define DEFAULT_FROM "renewd@localhost"

/* "=_", 16 digits, a letter, and NUL; short, so that its header fits into a line. */
#define BOUNDARY_SIZE 24

/* The people of a mail. */
struct people {
	struct render_mailbox from;
	struct render_mailbox to;
	struct render_mailbox reply_to; /* address NULL: none */
};

static int complain(const char **ret_why, const char *why)
{
	if (ret_why != NULL)
		*ret_why = why;
	return -EINVAL;
}

static bool is_id(const char *id)
{
	size_t length = strlen(id);

	for (size_t i = 0; i < length; i++) {
		char c = id[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '.' || c == '-'))
			return false;
	}
	return length > 0 && length <= JOB_ID_MAX;
}

static int find_people(const struct job *job, const struct document *document, const char *from,
		       struct arena *arena, struct people *people, const char **ret_why)
{
	const char *reply_to = document->office.reply_to;
	int result = render_mailbox_parse(from == NULL ? DEFAULT_FROM : from, arena, &people->from);

	if (result == -EINVAL)
		return complain(ret_why, "the sender (from) is no e-mail address");
	if (result == 0)
		result = render_mailbox_parse(job->address, arena, &people->to);
	if (result == -EINVAL)
		return complain(ret_why, "the recipient's address is no e-mail address");
	if (result == 0 && reply_to != NULL)
		result = render_mailbox_parse(reply_to, arena, &people->reply_to);
	if (result == -EINVAL)
		return complain(ret_why, "office.reply_to is no e-mail address");
	if (people->from.name == NULL)
		people->from.name = document->office.name;
	if (people->to.name == NULL)
		people->to.name = document->recipient;
	return result;
}

/*
 * A boundary that is the same on every attempt. Neither quoted-printable nor base64 can hold
 * "=_" (RFC 2045, 6.7), and all parts are in one of them.
 */
static void make_boundary(const struct job *job, const char *name, char text[BOUNDARY_SIZE])
{
	uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */

	for (const char *c = job->id; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	snprintf(text, BOUNDARY_SIZE, "=_%016llx_%c", (unsigned long long)hash, name[0]);
}

/* Sets a header to a value that is folded and encoded already. */
static void set_raw(GMimeMessage *message, const char *name, const struct text *value)
{
	CLEANUP(text_done) struct text raw = {0};
	GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));

	text_addf(&raw, " %s\r\n", text_string(value));
	g_mime_object_set_header(GMIME_OBJECT(message), name, "-", NULL);
	if (!text_failed(&raw))
		g_mime_header_set_raw_value(g_mime_header_list_get_header(list, name),
					    text_string(&raw));
}

static int set_mailbox(GMimeMessage *message, const char *name,
		       const struct render_mailbox *mailbox)
{
	CLEANUP(text_done) struct text value = {0};

	render_header_mailbox(&value, name, mailbox);
	if (text_failed(&value))
		return -ENOMEM;
	set_raw(message, name, &value);
	return 0;
}

static int set_subject(GMimeMessage *message, const struct job *job,
		       const struct document *document)
{
	CLEANUP(text_done) struct text subject = {0};
	CLEANUP(text_done) struct text value = {0};

	words_subject(&subject, document, job->as_of);
	render_header_text(&value, "Subject", text_string(&subject));
	if (text_failed(&subject) || text_failed(&value))
		return -ENOMEM;
	set_raw(message, "Subject", &value);
	return 0;
}

static void set_date(GMimeMessage *message, const struct job *job)
{
	GTimeZone *zone = g_time_zone_new_offset(job->utc_offset_minutes * 60);
	GDateTime *utc = g_date_time_new_from_unix_utc(job->created_ms / 1000);
	GDateTime *local = g_date_time_to_timezone(utc, zone);

	g_mime_message_set_date(message, local);
	g_date_time_unref(local);
	g_date_time_unref(utc);
	g_time_zone_unref(zone);
}

/*
 * Later reminders of an agreement answer the one that began the thread (RFC 5322, 3.6.4), whose
 * Message-ID derives from its delivery as ours does.
 */
static int set_thread(GMimeMessage *message, const struct document *document,
		      const struct people *people)
{
	CLEANUP(text_done) struct text root = {0};

	if (document->in_reply_to == NULL)
		return 0;
	text_addf(&root, "<%s@%s>", document->in_reply_to, people->from.domain);
	if (text_failed(&root))
		return -ENOMEM;
	set_raw(message, "In-Reply-To", &root);
	set_raw(message, "References", &root);
	return 0;
}

static int set_headers(GMimeMessage *message, const struct job *job,
		       const struct document *document, const struct people *people)
{
	CLEANUP(text_done) struct text id = {0};
	int result;

	set_date(message, job);
	text_addf(&id, "<%s@%s>", job->id, people->from.domain);
	if (text_failed(&id))
		return -ENOMEM;
	result = set_mailbox(message, "From", &people->from);
	if (result == 0)
		result = set_mailbox(message, "To", &people->to);
	if (result == 0 && people->reply_to.address != NULL)
		result = set_mailbox(message, "Reply-To", &people->reply_to);
	if (result == 0)
		result = set_subject(message, job, document);
	g_mime_object_set_header(GMIME_OBJECT(message), "Message-ID", text_string(&id), NULL);
	if (result == 0)
		result = set_thread(message, document, people);
	/* RFC 3834, and the same for Exchange: vacation responders stay quiet. */
	g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
	g_mime_object_set_header(GMIME_OBJECT(message), "X-Auto-Response-Suppress", "All", NULL);
	return result;
}

/* A part of type text/subtype in UTF-8. */
static GMimePart *make_part(const char *subtype, const struct text *bytes)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(text_string(bytes), bytes->length);
	GMimeDataWrapper *content =
		g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_object_unref(content);
	g_object_unref(stream);
	return part;
}

static void add_part(GMimeMultipart *multipart, GMimePart *part)
{
	g_mime_multipart_add(multipart, GMIME_OBJECT(part));
	g_object_unref(part);
}

static GMimeMultipart *make_multipart(const struct job *job, const char *subtype)
{
	GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
	char boundary[BOUNDARY_SIZE];

	make_boundary(job, subtype, boundary);
	g_mime_multipart_set_boundary(multipart, boundary);
	return multipart;
}

static GMimePart *make_calendar_part(const struct text *bytes)
{
	GMimePart *part = make_part("calendar", bytes);

	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method", "PUBLISH");
	g_mime_object_set_disposition(GMIME_OBJECT(part), GMIME_DISPOSITION_ATTACHMENT);
	/* GMime would put the name into Content-Type as well, and pass 76 characters with it. */
	g_mime_object_set_content_disposition_parameter(GMIME_OBJECT(part), "filename",
							"agreements.ics");
	return part;
}

static int set_body(GMimeMessage *message, const struct job *job, const struct document *document)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text html = {0};
	CLEANUP(text_done) struct text calendar = {0};
	GMimeMultipart *body;
	int result = render_text(job, document, &plain);

	if (result == 0)
		result = render_html(job, document, &html);
	if (result == 0)
		result = render_calendar(job, document, &calendar);
	if (result < 0)
		return result;
	body = make_multipart(job, "alternative");
	add_part(body, make_part("plain", &plain));
	add_part(body, make_part("html", &html));
	if (calendar.length > 0) {
		GMimeMultipart *mixed = make_multipart(job, "mixed");

		g_mime_multipart_add(mixed, GMIME_OBJECT(body));
		g_object_unref(body);
		add_part(mixed, make_calendar_part(&calendar));
		body = mixed;
	}
	g_mime_message_set_mime_part(message, GMIME_OBJECT(body));
	g_object_unref(body);
	return 0;
}

static int write_message(GMimeMessage *message, struct text *out)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	GMimeStream *stream = g_mime_stream_mem_new();
	GByteArray *bytes;

	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	text_add_n(out, (const char *)bytes->data, bytes->len);
	g_object_unref(stream);
	g_mime_format_options_free(options);
	return text_failed(out) ? -ENOMEM : 0;
}

int render_mail(const struct job *job, const struct document *document, const char *from,
		struct text *out, const char **ret_why)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct people people = {0};
	GMimeMessage *message;
	int result;

	g_mime_init(); /* the library counts: only the first call does anything */
	if (!is_id(job->id))
		return complain(ret_why, "the job's ID may not stand in a header");
	if (document->in_reply_to != NULL && !is_id(document->in_reply_to))
		return complain(ret_why, "the ID of the thread may not stand in a header");
	result = find_people(job, document, from, &arena, &people, ret_why);
	if (result < 0)
		return result;
	message = g_mime_message_new(/* pretty_headers= */ FALSE);
	result = set_headers(message, job, document, &people);
	if (result == 0)
		result = set_body(message, job, document);
	if (result == 0)
		result = write_message(message, out);
	g_object_unref(message);
	return result;
}
