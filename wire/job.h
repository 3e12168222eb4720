/*
 * The payloads of the frames: settings, jobs and verdicts as JSON.
 */
#ifndef RENEWD_WIRE_JOB_H
#define RENEWD_WIRE_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/day.h"
#include "core/setting.h"

#define WIRE_VERSION 1

/* At most so many jobs are in a courier's hands: what a crash can repeat. */
#define WIRE_JOBS_MAX 16

/* A job's ID: letters, digits, '.', '-' only, so that it may stand in any header. */
#define JOB_ID_MAX 100

#define WIRE_SETTINGS_MAX  100		       /* settings of a channel */
#define JOB_TIMEOUT_MAX_MS (INT64_C(86400000)) /* a day */
#define VERDICT_TEXT_MAX   500		       /* bytes */

/* FRAME_SETTINGS: {"version":1,"channel":"mail","type":"smtp","settings":{…}}; a secret is
 * {"credential":"smtp-password"}, {"file":"/…"} or {"env":"NAME"}. */
struct wire_settings {
	const char *channel;
	const char *type;
	struct settings settings;
};

/* FRAME_JOB: {"id":…,"address":…,"recipient":…,"document":{…},"created_ms":…,
 * "utc_offset_minutes":300,"as_of":"2026-11-23","timeout_ms":…} */
struct job {
	const char *id;		    /* of the delivery; the same on every attempt */
	const char *address;	    /* e-mail address, or "" */
	const char *recipient;	    /* name of the recipient */
	const char *document;	    /* JSON text (message/document.h) */
	int64_t created_ms;	    /* when the delivery was decided: the Date of a mail */
	int32_t utc_offset_minutes; /* of the office at that time */
	struct day as_of;	    /* the day from which words count */
	int64_t timeout_ms;	    /* from its turn, one job after the other, to its verdict */
};

/* What became of an attempt. */
enum verdict_class {
	VERDICT_SENT,	       /* the server took it */
	VERDICT_TRANSIENT,     /* not taken; may be later */
	VERDICT_PERMANENT,     /* will never be taken */
	VERDICT_CONFIGURATION, /* nothing can be sent over this channel until somebody mends it */
	VERDICT_SECURITY,      /* somebody tampers with the connection; treated as configuration */
	VERDICT_AMBIGUOUS,     /* the message was handed over, the answer is missing */
	VERDICT_ABORTED /* given up before anything was handed over: the courier was told to end */
};

/* FRAME_VERDICT: {"id":…,"class":"sent","code":250,"text":…,"retry_after_ms":-1,
 * "tell_keeper":false} */
struct verdict {
	const char *id; /* of the job */
	enum verdict_class class;
	int code;		/* of SMTP or HTTP; 0: none */
	const char *text;	/* one line for people; no secret; at most 500 bytes */
	int64_t retry_after_ms; /* what the server asked for; -1: nothing */
	bool tell_keeper;	/* the keeper should hear of it at once (401, 403, 404, 410) */
};

/*
 * Encoders: 0 and a text that the caller frees, -ENOMEM, or -EINVAL for a text that is not UTF-8
 * and for a document that is no JSON object. The document travels as JSON inside of the job, so
 * that quoting does not make it longer.
 */
int wire_settings_encode(const struct wire_settings *settings, char **ret_json);
int job_encode(const struct job *job, char **ret_json);
int verdict_encode(const struct verdict *verdict, char **ret_json);
/* FRAME_REFUSED: {"text": "…"}. FRAME_READY has an empty payload. */
int refusal_encode(const char *text, char **ret_json);

/*
 * Decoders: strings in the arena. 0, -ENOMEM, or -EPROTO for anything that the encoder would not
 * write (unknown version, missing field, wrong type, ID with other characters).
 */
int wire_settings_decode(const char *json, size_t length, struct arena *arena,
			 struct wire_settings *ret_settings);
int job_decode(const char *json, size_t length, struct arena *arena, struct job *ret_job);
int verdict_decode(const char *json, size_t length, struct arena *arena,
		   struct verdict *ret_verdict);
int refusal_decode(const char *json, size_t length, struct arena *arena, const char **ret_text);

const char *verdict_class_name(enum verdict_class class);
bool verdict_class_parse(const char *name, enum verdict_class *ret_class);

#endif
