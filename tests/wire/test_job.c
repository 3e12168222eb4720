/* Goal: settings, jobs and verdicts pass unchanged, and nothing else passes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "tests/support/alloc.h"
#include "wire/job.h"

static const struct setting some_settings[] = {
	{.key = "url", .kind = SETTING_TEXT, .text = "smtp://mail.example.edu:587"},
	{.key = "from", .kind = SETTING_TEXT, .text = "Ағаттар \"A\" <a@example.edu>"},
	{.key = "limit", .kind = SETTING_NUMBER, .number = INT64_MIN},
	{.key = "on", .kind = SETTING_BOOLEAN, .number = 1},
	{.key = "off", .kind = SETTING_BOOLEAN},
	{.key = "password", .kind = SETTING_CREDENTIAL, .text = "smtp-password"},
	{.key = "key", .kind = SETTING_FILE, .text = "/etc/renewd/key"},
	{.key = "old_key", .kind = SETTING_ENV, .text = "RENEWD_KEY"},
};

static const struct wire_settings sample_settings = {
	"mail", "smtp", {some_settings, sizeof(some_settings) / sizeof(some_settings[0])}};

static const struct job sample_job = {
	.id = "st-7Kq.12",
	.address = "icd@example.edu",
	.recipient = "Отдел \"ICD\"",
	.document = "{\"version\":1,\"text\":\"a\\\"b/ü\",\"n\":-5,\"list\":[true,null]}",
	.created_ms = 1795404600000,
	.utc_offset_minutes = -210,
	.as_of = {20780},
	.timeout_ms = 60000,
};

static const struct verdict sample_verdict = {
	.id = "st-7Kq.12",
	.class = VERDICT_TRANSIENT,
	.code = 451,
	.text = "the server said: \"später\"",
	.retry_after_ms = 120000,
	.tell_keeper = true,
};

static void settings_of_every_kind_pass_unchanged(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *json = NULL;
	struct wire_settings read;

	(void)state;
	assert_int_equal(wire_settings_encode(&sample_settings, &json), 0);
	assert_int_equal(wire_settings_decode(json, strlen(json), &arena, &read), 0);
	assert_string_equal(read.channel, "mail");
	assert_string_equal(read.type, "smtp");
	assert_int_equal(read.settings.count, sample_settings.settings.count);
	for (size_t i = 0; i < read.settings.count; i++) {
		const struct setting *was = &some_settings[i], *is = &read.settings.items[i];

		assert_string_equal(is->key, was->key);
		assert_int_equal(is->kind, was->kind);
		assert_int_equal(is->number, was->number);
		if (was->text != NULL)
			assert_string_equal(is->text, was->text);
	}
}

static void a_secret_travels_as_a_reference(void **state)
{
	CLEANUP(free_memory) char *json = NULL;

	(void)state;
	assert_int_equal(wire_settings_encode(&sample_settings, &json), 0);
	assert_non_null(strstr(json, "\"password\":{\"credential\":\"smtp-password\"}"));
	assert_non_null(strstr(json, "\"key\":{\"file\":\"/etc/renewd/key\"}"));
	assert_non_null(strstr(json, "\"old_key\":{\"env\":\"RENEWD_KEY\"}"));
}

static void a_job_passes_unchanged(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *json = NULL;
	struct job read;

	(void)state;
	assert_int_equal(job_encode(&sample_job, &json), 0);
	assert_int_equal(job_decode(json, strlen(json), &arena, &read), 0);
	assert_string_equal(read.id, sample_job.id);
	assert_string_equal(read.address, sample_job.address);
	assert_string_equal(read.recipient, sample_job.recipient);
	assert_string_equal(read.document, sample_job.document);
	assert_int_equal(read.created_ms, sample_job.created_ms);
	assert_int_equal(read.utc_offset_minutes, sample_job.utc_offset_minutes);
	assert_int_equal(read.as_of.n, sample_job.as_of.n);
	assert_int_equal(read.timeout_ms, sample_job.timeout_ms);
}

static void a_document_full_of_quotes_does_not_grow(void **state)
{
	CLEANUP(text_done) struct text document = {0};
	CLEANUP(free_memory) char *json = NULL;
	struct job job = sample_job;

	(void)state;
	text_add(&document, "{\"a\":[\"\"");
	for (int i = 0; i < 10000; i++)
		text_add(&document, ",\"\\\"\"");
	text_add(&document, "]}");
	job.document = text_string(&document);
	assert_int_equal(job_encode(&job, &json), 0);
	assert_true(strlen(json) < document.length + 500);
}

static void a_verdict_of_every_class_passes_unchanged(void **state)
{
	(void)state;
	for (int class = VERDICT_SENT; class <= VERDICT_ABORTED; class ++) {
		CLEANUP(arena_done) struct arena arena = {0};
		CLEANUP(free_memory) char *json = NULL;
		struct verdict verdict = sample_verdict, read;
		enum verdict_class parsed;

		verdict.class = (enum verdict_class) class;
		assert_int_equal(verdict_encode(&verdict, &json), 0);
		assert_int_equal(verdict_decode(json, strlen(json), &arena, &read), 0);
		assert_string_equal(read.id, verdict.id);
		assert_int_equal(read.class, verdict.class);
		assert_int_equal(read.code, verdict.code);
		assert_string_equal(read.text, verdict.text);
		assert_int_equal(read.retry_after_ms, verdict.retry_after_ms);
		assert_true(read.tell_keeper);
		assert_true(verdict_class_parse(verdict_class_name(verdict.class), &parsed));
		assert_int_equal(parsed, class);
	}
}

static void a_refusal_passes_unchanged(void **state)
{
	CLEANUP(arena_done) struct arena arena = {0};
	CLEANUP(free_memory) char *json = NULL;
	const char *read;

	(void)state;
	assert_int_equal(refusal_encode("password: \"gone\"", &json), 0);
	assert_int_equal(refusal_decode(json, strlen(json), &arena, &read), 0);
	assert_string_equal(read, "password: \"gone\"");
}

static void what_cannot_be_json_is_not_encoded(void **state)
{
	struct job no_json = sample_job, no_object = sample_job, latin1 = sample_job;
	struct verdict verdict = sample_verdict;
	char *json = NULL;

	(void)state;
	no_json.document = "{\"a\":";
	no_object.document = "[1]";
	latin1.recipient = "M\xfcller";
	verdict.text = "\xff";
	assert_int_equal(job_encode(&no_json, &json), -EINVAL);
	assert_int_equal(job_encode(&no_object, &json), -EINVAL);
	assert_int_equal(job_encode(&latin1, &json), -EINVAL);
	assert_int_equal(verdict_encode(&verdict, &json), -EINVAL);
	assert_int_equal(refusal_encode("\xc0\x80", &json), -EINVAL);
	assert_null(json);
}

enum payload { SETTINGS, JOB, VERDICT, REFUSAL };

static int decode(enum payload payload, const char *json, size_t length)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct wire_settings settings;
	struct verdict verdict;
	const char *refusal;
	struct job job;

	switch (payload) {
	case SETTINGS:
		return wire_settings_decode(json, length, &arena, &settings);
	case JOB:
		return job_decode(json, length, &arena, &job);
	case VERDICT:
		return verdict_decode(json, length, &arena, &verdict);
	case REFUSAL:
		break;
	}
	return refusal_decode(json, length, &arena, &refusal);
}

#define SETTINGS_JSON(settings)                                                                    \
	"{\"version\":1,\"channel\":\"m\",\"type\":\"smtp\",\"settings\":" settings "}"
#define JOB_JSON(id, address, document, created, offset, day, timeout)                             \
	"{\"id\":\"" id "\",\"address\":\"" address                                                \
	"\",\"recipient\":\"R\",\"document\":" document ",\"created_ms\":" created                 \
	",\"utc_offset_minutes\":" offset ",\"as_of\":\"" day "\",\"timeout_ms\":" timeout "}"
#define VERDICT_JSON(class, code, text, after)                                                     \
	"{\"id\":\"a.1\",\"class\":\"" class "\",\"code\":" code ",\"text\":\"" text               \
					     "\",\"retry_after_ms\":" after                        \
					     ",\"tell_keeper\":false}"

static const struct {
	int line;
	enum payload payload;
	int result;
	const char *json;
} cases[] = {
	{__LINE__, SETTINGS, 0, SETTINGS_JSON("{}")},
	{__LINE__, SETTINGS, -EPROTO, ""},
	{__LINE__, SETTINGS, -EPROTO, "[]"},
	{__LINE__, SETTINGS, -EPROTO, "{}"},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{}") "x"},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("[]")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":null}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":1.5}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":[]}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":{}}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":{\"vault\":\"x\"}}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":{\"file\":1}}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":{\"file\":\"x\",\"env\":\"y\"}}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":1,\"a\":2}")},
	{__LINE__, SETTINGS, -EPROTO, SETTINGS_JSON("{\"a\":\"\\u0000\"}")},
	{__LINE__, SETTINGS, -EPROTO,
	 "{\"version\":2,\"channel\":\"m\",\"type\":\"smtp\",\"settings\":{}}"},
	{__LINE__, SETTINGS, -EPROTO,
	 "{\"version\":4294967297,\"channel\":\"m\",\"type\":\"smtp\",\"settings\":{}}"},
	{__LINE__, SETTINGS, -EPROTO,
	 "{\"version\":1,\"channel\":\"m\",\"type\":\"smtp\",\"settings\":{},\"more\":1}"},

	{__LINE__, JOB, 0, JOB_JSON("a.1", "", "{}", "0", "960", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("", "", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a b", "", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a\\n", "", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a/b", "", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("ü", "", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "x\\r\\nDATA", "{}", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "\"{}\"", "0", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "-1", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO,
	 JOB_JSON("a", "", "{}", "253402300800000", "0", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "0", "961", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "0", "4294967296", "2026-11-23", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "0", "0", "2026-02-30", "1")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "0", "0", "2026-11-23", "0")},
	{__LINE__, JOB, -EPROTO, JOB_JSON("a", "", "{}", "0", "0", "2026-11-23", "86400001")},

	{__LINE__, VERDICT, 0, VERDICT_JSON("sent", "250", "ok", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("fine", "250", "ok", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("sent", "-1", "ok", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("sent", "1000", "ok", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("sent", "4294967546", "ok", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("sent", "250", "a\\nb", "-1")},
	{__LINE__, VERDICT, -EPROTO, VERDICT_JSON("sent", "250", "ok", "-2")},

	{__LINE__, REFUSAL, 0, "{\"text\":\"no\"}"},
	{__LINE__, REFUSAL, -EPROTO, "{\"text\":1}"},
	{__LINE__, REFUSAL, -EPROTO, "{\"text\":\"a\\u001b[2J\"}"},
	{__LINE__, REFUSAL, -EPROTO, "{}"},
};

static void only_what_the_encoders_write_is_decoded(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int r = decode(cases[i].payload, cases[i].json, strlen(cases[i].json));

		if (r != cases[i].result)
			print_error("test_job.c:%d: %d for %s\n", cases[i].line, r, cases[i].json);
		assert_int_equal(r, cases[i].result);
	}
}

static void limits_hold(void **state)
{
	CLEANUP(text_done) struct text settings = {0}, id = {0}, text = {0};
	char json[2000];

	(void)state;
	for (int i = 0; i <= WIRE_SETTINGS_MAX; i++)
		text_addf(&settings, "%s\"k%d\":1", i == 0 ? "{" : ",", i);
	text_add(&settings, "}");
	snprintf(json, sizeof(json), SETTINGS_JSON("%s"), text_string(&settings));
	assert_int_equal(decode(SETTINGS, json, strlen(json)), -EPROTO);

	for (int i = 0; i < JOB_ID_MAX; i++)
		text_add_char(&id, 'a');
	snprintf(json, sizeof(json), JOB_JSON("%s", "", "{}", "0", "0", "2026-11-23", "1"),
		 id.data);
	assert_int_equal(decode(JOB, json, strlen(json)), 0);
	snprintf(json, sizeof(json), JOB_JSON("%sa", "", "{}", "0", "0", "2026-11-23", "1"),
		 id.data);
	assert_int_equal(decode(JOB, json, strlen(json)), -EPROTO);

	for (int i = 0; i < VERDICT_TEXT_MAX; i++)
		text_add_char(&text, 'x');
	snprintf(json, sizeof(json), VERDICT_JSON("sent", "0", "%s", "-1"), text.data);
	assert_int_equal(decode(VERDICT, json, strlen(json)), 0);
	snprintf(json, sizeof(json), VERDICT_JSON("sent", "0", "%sx", "-1"), text.data);
	assert_int_equal(decode(VERDICT, json, strlen(json)), -EPROTO);
}

/* Every prefix of a good payload, and every payload with one byte changed, is read or refused. */
static void damaged_payloads_do_no_harm(void **state)
{
	CLEANUP(free_memory) char *json = NULL;
	size_t length;

	(void)state;
	assert_int_equal(job_encode(&sample_job, &json), 0);
	length = strlen(json);
	for (size_t i = 0; i < length; i++) {
		char was = json[i];

		assert_int_equal(decode(JOB, json, i), -EPROTO);
		for (int c = 1; c < 256; c += 7) {
			int r;

			json[i] = (char)c;
			r = decode(JOB, json, length);
			assert_true(r == 0 || r == -EPROTO);
		}
		json[i] = was;
	}
}

static int decode_all(void *context)
{
	CLEANUP(arena_done) struct arena arena = {0};
	const char *const *json = context;
	struct wire_settings settings;
	struct verdict verdict;
	const char *refusal;
	struct job job;
	int r;

	r = wire_settings_decode(json[0], strlen(json[0]), &arena, &settings);
	if (r == 0)
		r = job_decode(json[1], strlen(json[1]), &arena, &job);
	if (r == 0)
		r = verdict_decode(json[2], strlen(json[2]), &arena, &verdict);
	if (r == 0)
		r = refusal_decode(json[3], strlen(json[3]), &arena, &refusal);
	return r;
}

static void short_memory_is_said(void **state)
{
	CLEANUP(free_memory) char *settings = NULL;
	CLEANUP(free_memory) char *job = NULL;
	CLEANUP(free_memory) char *verdict = NULL;

	(void)state;
	assert_int_equal(wire_settings_encode(&sample_settings, &settings), 0);
	assert_int_equal(job_encode(&sample_job, &job), 0);
	assert_int_equal(verdict_encode(&sample_verdict, &verdict), 0);
	alloc_each_fails(decode_all, (const char *[]){settings, job, verdict, "{\"text\":\"no\"}"});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_of_every_kind_pass_unchanged),
		cmocka_unit_test(a_secret_travels_as_a_reference),
		cmocka_unit_test(a_job_passes_unchanged),
		cmocka_unit_test(a_document_full_of_quotes_does_not_grow),
		cmocka_unit_test(a_verdict_of_every_class_passes_unchanged),
		cmocka_unit_test(a_refusal_passes_unchanged),
		cmocka_unit_test(what_cannot_be_json_is_not_encoded),
		cmocka_unit_test(only_what_the_encoders_write_is_decoded),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(damaged_payloads_do_no_harm),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
