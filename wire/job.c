#include "wire/job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "core/cleanup.h"
#include "core/names.h"
#include "core/text.h"

/* 9999-12-31T23:59:59.999Z: what a Date can hold. */
#define CREATED_MAX_MS INT64_C(253402300799999)

/* The farthest that a zone of the zone database ever was from UTC is 15 h 13 min. */
#define UTC_OFFSET_MAX 960

/* Codes of SMTP and HTTP have three digits. */
#define CODE_MAX 999

static const char *const class_names[] = {
	[VERDICT_SENT] = "sent",	   [VERDICT_TRANSIENT] = "transient",
	[VERDICT_PERMANENT] = "permanent", [VERDICT_CONFIGURATION] = "configuration",
	[VERDICT_SECURITY] = "security",   [VERDICT_AMBIGUOUS] = "ambiguous",
	[VERDICT_ABORTED] = "aborted",
};

/* The key of the one member of a secret, by enum setting_kind. */
static const char *const secret_keys[] = {
	[SETTING_CREDENTIAL] = "credential",
	[SETTING_FILE] = "file",
	[SETTING_ENV] = "env",
};

static void release(json_t **json)
{
	json_decref(*json);
}

static bool is_text(const char *text)
{
	return text_is_utf8(text, strlen(text));
}

/* Takes json, which is NULL when memory was short. */
static int dump(json_t *json, char **ret_json)
{
	char *text = json == NULL ? NULL : json_dumps(json, JSON_COMPACT);

	json_decref(json);
	if (text == NULL)
		return -ENOMEM;
	*ret_json = text;
	return 0;
}

/* An object, or NULL: -EPROTO, or -ENOMEM, in *ret_error. */
static json_t *load_object(const char *text, size_t length, int *ret_error)
{
	json_error_t error;
	json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);

	if (json != NULL && json_is_object(json))
		return json;
	*ret_error = json == NULL && json_error_code(&error) == json_error_out_of_memory ? -ENOMEM
											 : -EPROTO;
	json_decref(json);
	return NULL;
}

/* Copies *text into the arena. */
static int keep(struct arena *arena, const char **text)
{
	*text = arena_copy(arena, *text);
	return *text == NULL ? -ENOMEM : 0;
}

static bool is_id(const char *id)
{
	size_t length = strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				   "0123456789.-");

	return length > 0 && length <= JOB_ID_MAX && id[length] == '\0';
}

/* ---- settings ------------------------------------------------------------------------------- */

static json_t *setting_json(const struct setting *setting)
{
	switch (setting->kind) {
	case SETTING_NUMBER:
		return json_integer(setting->number);
	case SETTING_BOOLEAN:
		return json_boolean(setting->number != 0);
	case SETTING_CREDENTIAL:
	case SETTING_FILE:
	case SETTING_ENV:
		return json_pack("{s:s}", secret_keys[setting->kind], setting->text);
	case SETTING_TEXT:
		break;
	}
	return json_string(setting->text);
}

static bool is_number(const struct setting *setting)
{
	return setting->kind == SETTING_NUMBER || setting->kind == SETTING_BOOLEAN;
}

int wire_settings_encode(const struct wire_settings *settings, char **ret_json)
{
	CLEANUP(release) json_t *items = json_object();

	if (items == NULL)
		return -ENOMEM;
	if (!is_text(settings->channel) || !is_text(settings->type))
		return -EINVAL;
	for (size_t i = 0; i < settings->settings.count; i++) {
		const struct setting *setting = &settings->settings.items[i];

		if (!is_text(setting->key) || (!is_number(setting) && !is_text(setting->text)))
			return -EINVAL;
		if (json_object_set_new(items, setting->key, setting_json(setting)) < 0)
			return -ENOMEM;
	}
	return dump(json_pack("{s:i, s:s, s:s, s:O}", "version", WIRE_VERSION, "channel",
			      settings->channel, "type", settings->type, "settings", items),
		    ret_json);
}

static int secret_decode(const json_t *json, struct setting *ret_setting)
{
	for (size_t kind = SETTING_CREDENTIAL; kind <= SETTING_ENV; kind++) {
		const json_t *text = json_object_get(json, secret_keys[kind]);

		if (json_is_string(text) && json_object_size(json) == 1) {
			ret_setting->kind = (enum setting_kind)kind;
			ret_setting->text = json_string_value(text);
			return 0;
		}
	}
	return -EPROTO;
}

static int setting_decode(const char *key, const json_t *json, struct arena *arena,
			  struct setting *ret_setting)
{
	struct setting setting = {.key = key};
	int r = 0;

	if (json_is_string(json)) {
		setting.kind = SETTING_TEXT;
		setting.text = json_string_value(json);
	} else if (json_is_integer(json)) {
		setting.kind = SETTING_NUMBER;
		setting.number = json_integer_value(json);
	} else if (json_is_boolean(json)) {
		setting.kind = SETTING_BOOLEAN;
		setting.number = json_boolean_value(json);
	} else {
		r = secret_decode(json, &setting);
	}
	if (r == 0)
		r = keep(arena, &setting.key);
	if (r == 0 && setting.text != NULL)
		r = keep(arena, &setting.text);
	if (r == 0)
		*ret_setting = setting;
	return r;
}

static int items_decode(json_t *json, struct arena *arena, struct settings *ret_settings)
{
	size_t count = json_object_size(json), filled = 0;
	struct setting *items;
	const char *key;
	json_t *item;

	if (count > WIRE_SETTINGS_MAX)
		return -EPROTO;
	items = arena_take_array(arena, count, sizeof(*items));
	if (items == NULL)
		return -ENOMEM;
	json_object_foreach(json, key, item)
	{
		int r = setting_decode(key, item, arena, &items[filled]);

		if (r < 0)
			return r;
		filled++;
	}
	*ret_settings = (struct settings){items, count};
	return 0;
}

int wire_settings_decode(const char *json, size_t length, struct arena *arena,
			 struct wire_settings *ret_settings)
{
	int r = 0;
	CLEANUP(release) json_t *root = load_object(json, length, &r);
	struct wire_settings settings;
	json_int_t version;
	json_t *items;

	if (root == NULL)
		return r;
	if (json_unpack(root, "{s:I, s:s, s:s, s:o!}", "version", &version, "channel",
			&settings.channel, "type", &settings.type, "settings", &items) < 0 ||
	    version != WIRE_VERSION || !json_is_object(items))
		return -EPROTO;
	r = items_decode(items, arena, &settings.settings);
	if (r == 0)
		r = keep(arena, &settings.channel);
	if (r == 0)
		r = keep(arena, &settings.type);
	if (r == 0)
		*ret_settings = settings;
	return r;
}

/* ---- jobs ----------------------------------------------------------------------------------- */

int job_encode(const struct job *job, char **ret_json)
{
	int r = 0;
	char as_of[DAY_TEXT_SIZE];
	CLEANUP(release) json_t *document = NULL;

	if (!is_text(job->id) || !is_text(job->address) || !is_text(job->recipient))
		return -EINVAL;
	document = load_object(job->document, strlen(job->document), &r);
	if (document == NULL)
		return r == -EPROTO ? -EINVAL : r;
	return dump(json_pack("{s:s, s:s, s:s, s:O, s:I, s:i, s:s, s:I}", "id", job->id, "address",
			      job->address, "recipient", job->recipient, "document", document,
			      "created_ms", (json_int_t)job->created_ms, "utc_offset_minutes",
			      (int)job->utc_offset_minutes, "as_of", day_format(job->as_of, as_of),
			      "timeout_ms", (json_int_t)job->timeout_ms),
		    ret_json);
}

static bool job_is_sound(const struct job *job)
{
	return is_id(job->id) && !text_has_control(job->address) &&
	       !text_has_control(job->recipient) && job->created_ms >= 0 &&
	       job->created_ms <= CREATED_MAX_MS && job->timeout_ms > 0 &&
	       job->timeout_ms <= JOB_TIMEOUT_MAX_MS;
}

/* The document as a text of its own. */
static int document_keep(const json_t *document, struct arena *arena, const char **ret_text)
{
	CLEANUP(free_memory) char *text = json_dumps(document, JSON_COMPACT);

	if (text == NULL)
		return -ENOMEM;
	*ret_text = text;
	return keep(arena, ret_text);
}

int job_decode(const char *json, size_t length, struct arena *arena, struct job *ret_job)
{
	int r = 0;
	CLEANUP(release) json_t *root = load_object(json, length, &r);
	json_int_t created_ms, utc_offset, timeout_ms;
	const char *as_of;
	json_t *document;
	struct job job;

	if (root == NULL)
		return r;
	if (json_unpack(root, "{s:s, s:s, s:s, s:o, s:I, s:I, s:s, s:I!}", "id", &job.id, "address",
			&job.address, "recipient", &job.recipient, "document", &document,
			"created_ms", &created_ms, "utc_offset_minutes", &utc_offset, "as_of",
			&as_of, "timeout_ms", &timeout_ms) < 0)
		return -EPROTO;
	job.created_ms = created_ms;
	job.timeout_ms = timeout_ms;
	if (utc_offset < -UTC_OFFSET_MAX || utc_offset > UTC_OFFSET_MAX)
		return -EPROTO;
	job.utc_offset_minutes = (int32_t)utc_offset;
	if (!json_is_object(document) || !day_parse(as_of, &job.as_of) || !job_is_sound(&job))
		return -EPROTO;
	r = document_keep(document, arena, &job.document);
	if (r == 0)
		r = keep(arena, &job.id);
	if (r == 0)
		r = keep(arena, &job.address);
	if (r == 0)
		r = keep(arena, &job.recipient);
	if (r == 0)
		*ret_job = job;
	return r;
}

/* ---- verdicts and refusals ------------------------------------------------------------------ */

int verdict_encode(const struct verdict *verdict, char **ret_json)
{
	if (!is_text(verdict->id) || !is_text(verdict->text))
		return -EINVAL;
	return dump(json_pack("{s:s, s:s, s:i, s:s, s:I, s:b}", "id", verdict->id, "class",
			      verdict_class_name(verdict->class), "code", verdict->code, "text",
			      verdict->text, "retry_after_ms", (json_int_t)verdict->retry_after_ms,
			      "tell_keeper", (int)verdict->tell_keeper),
		    ret_json);
}

static bool verdict_is_sound(const struct verdict *verdict)
{
	return is_id(verdict->id) && strlen(verdict->text) <= VERDICT_TEXT_MAX &&
	       !text_has_control(verdict->text) && verdict->retry_after_ms >= -1;
}

int verdict_decode(const char *json, size_t length, struct arena *arena,
		   struct verdict *ret_verdict)
{
	int r = 0, tell_keeper;
	CLEANUP(release) json_t *root = load_object(json, length, &r);
	struct verdict verdict = {0};
	json_int_t code, retry_after_ms;
	const char *class;

	if (root == NULL)
		return r;
	if (json_unpack(root, "{s:s, s:s, s:I, s:s, s:I, s:b!}", "id", &verdict.id, "class", &class,
			"code", &code, "text", &verdict.text, "retry_after_ms", &retry_after_ms,
			"tell_keeper", &tell_keeper) < 0)
		return -EPROTO;
	if (code < 0 || code > CODE_MAX)
		return -EPROTO;
	verdict.code = (int)code;
	verdict.retry_after_ms = retry_after_ms;
	verdict.tell_keeper = tell_keeper != 0;
	if (!verdict_class_parse(class, &verdict.class) || !verdict_is_sound(&verdict))
		return -EPROTO;
	r = keep(arena, &verdict.id);
	if (r == 0)
		r = keep(arena, &verdict.text);
	if (r == 0)
		*ret_verdict = verdict;
	return r;
}

int refusal_encode(const char *text, char **ret_json)
{
	if (!is_text(text))
		return -EINVAL;
	return dump(json_pack("{s:s}", "text", text), ret_json);
}

int refusal_decode(const char *json, size_t length, struct arena *arena, const char **ret_text)
{
	int r = 0;
	CLEANUP(release) json_t *root = load_object(json, length, &r);
	const char *text;

	if (root == NULL)
		return r;
	if (json_unpack(root, "{s:s!}", "text", &text) < 0 || text_has_control(text))
		return -EPROTO;
	r = keep(arena, &text);
	if (r == 0)
		*ret_text = text;
	return r;
}

const char *verdict_class_name(enum verdict_class class)
{
	return class_names[class];
}

bool verdict_class_parse(const char *name, enum verdict_class *ret_class)
{
	unsigned int index;

	if (!names_find(NAMES(class_names), name, &index))
		return false;
	*ret_class = (enum verdict_class)index;
	return true;
}
