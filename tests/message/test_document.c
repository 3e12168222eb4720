#include "message/document.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/message/sample.h"
#include "tests/support/alloc.h"

static int setup(void **state)
{
	*state = sample_new("2026-11-23");
	return 0;
}

static int teardown(void **state)
{
	sample_free(*state);
	return 0;
}

static void what_was_built_is_read_back(void **state)
{
	struct sample *sample = *state;
	struct run_entry *added;
	struct document document;
	const struct entry *entry;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2028-03-30", "2028", &added);
	added->decision.late_days = 9;
	added->decision.corrected_from = sample_day("2027-12-31");
	added->decision.step = (struct step){STEP_AFTER, {14, SPAN_DAYS}, 3};
	added->fallback = FALLBACK_UNKNOWN_OWNER;
	document = sample_document(sample);
	assert_int_equal(document.kind, DELIVERY_REMINDER);
	assert_string_equal(document.office.name, "International Cooperation Department");
	assert_string_equal(document.office.language, "en");
	assert_string_equal(document.office.reply_to, "registry@example.edu");
	assert_string_equal(document.recipient, "Faculty of Law");
	assert_int_equal(document.decided_on.n, sample->run.today.n);
	assert_int_equal(document.part, 1);
	assert_int_equal(document.parts, 1);
	assert_int_equal(document.entry_count, 1);
	assert_int_equal(document.problem_count, 0);
	assert_null(document.trouble);
	entry = &document.entries[0];
	assert_int_equal(entry->notice_id, 101);
	assert_int_equal(entry->agreement_id, 1);
	assert_string_equal(entry->register_name, "agreements.txt");
	assert_string_equal(entry->row, "12");
	assert_string_equal(entry->registration_number, "2021/45");
	assert_string_equal(entry->type, "Memorandum of understanding");
	assert_string_equal(entry->owner, "Faculty of Law");
	assert_int_equal(entry->partner_count, 1);
	assert_int_equal(entry->partner_total, 1);
	assert_string_equal(entry->partners[0].name, "KU Leuven");
	assert_string_equal(entry->partners[0].city, "Leuven");
	assert_string_equal(entry->partners[0].country, "BE");
	assert_null(entry->partners[0].country_raw);
	assert_int_equal(entry->kind, DEADLINE_END);
	assert_int_equal(entry->signed_on.first.n, sample_day("2021-12-10").n);
	assert_int_equal(entry->deadline.n, sample_day("2028-03-30").n);
	assert_int_equal(entry->latest.n, sample_day("2028-12-31").n);
	assert_int_equal(entry->given.precision, PRECISION_YEAR);
	assert_int_equal(entry->milestone.n, sample->run.today.n);
	assert_int_equal(entry->step.kind, STEP_AFTER);
	assert_int_equal(entry->step.times, 3);
	assert_int_equal(entry->late_days, 9);
	assert_int_equal(entry->decided_on.n, sample->run.today.n);
	assert_int_equal(entry->corrected_from.n, sample_day("2027-12-31").n);
	assert_string_equal(entry->policy, "default");
	assert_int_equal(entry->fallback, FALLBACK_UNKNOWN_OWNER);
}

static void how_it_renews_itself_comes_back_as_it_was(void **state)
{
	struct document document;
	const struct renewing *renewing;

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", "3m");
	sample_add_tacit(*state, "B", "2026-12-10", "2026-12-10", NULL, NULL);
	sample_add(*state, "C", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(*state);
	assert_int_equal(document.entries[0].kind, DEADLINE_NOTICE);
	renewing = &document.entries[0].renewing;
	assert_true(renewing->is_set);
	assert_int_equal(renewing->on.n, sample_day("2027-03-10").n);
	assert_int_equal(renewing->given.precision, PRECISION_DAY);
	assert_int_equal(renewing->every.n, 1);
	assert_int_equal(renewing->every.unit, SPAN_YEARS);
	assert_int_equal(renewing->notice.period.n, 3);
	assert_int_equal(renewing->notice.period.unit, SPAN_MONTHS);
	assert_true(document.entries[1].renewing.is_set);
	assert_int_equal(document.entries[1].renewing.every.n, 0);
	assert_int_equal(document.entries[1].renewing.notice.period.n, 0);
	assert_false(document.entries[2].renewing.is_set);
}

static void a_fixed_day_of_notice_comes_back_as_it_was(void **state)
{
	struct document document;
	struct notice notice;

	sample_add_tacit(*state, "KU Leuven", "2027-09-01", "2028-08-31", "1y",
			 "1 September, 1y ahead");
	document = sample_document(*state);
	notice = document.entries[0].renewing.notice;
	assert_int_equal(notice.by.month, 9);
	assert_int_equal(notice.by.day, 1);
	assert_int_equal(notice.period.n, 1);
	assert_int_equal(notice.period.unit, SPAN_YEARS);
}

static void what_follows_a_notice_comes_back_as_it_was(void **state)
{
	struct document document = sample_document_of_all(*state, "Dean");
	const struct entry *entry;

	assert_int_equal(document.kind, DELIVERY_DIGEST);
	assert_string_equal(document.in_reply_to, "9f3c0123456789ab.3");
	assert_string_equal(document.meant->name, "Dean");
	assert_string_equal(document.meant->channel, "Dean");
	assert_string_equal(document.meant->address, "Dean");
	assert_int_equal(document.undelivered_count, 30);
	assert_int_equal(document.undelivered_total, 30);
	assert_string_equal(document.undelivered[0].channel, "Dean");
	assert_string_equal(document.undelivered[0].recipient, "Dean");
	assert_string_equal(document.undelivered[0].subject, "Dean");
	assert_string_equal(document.undelivered[0].reason, "Dean");
	assert_int_equal(document.undelivered[0].since.n, sample_day("2026-11-23").n);
	assert_true(document.undelivered[0].is_given_up);
	assert_false(document.undelivered[1].is_given_up);
	entry = &document.entries[SECTION_ENDED];
	assert_int_equal(entry->section, SECTION_ENDED);
	assert_string_equal(entry->absent, "Dean");
	assert_int_equal(entry->level, 1);
	assert_int_equal(entry->first_told.n, sample_day("2026-11-23").n);
	assert_int_equal(entry->response.id, 1);
	assert_int_equal(entry->response.kind, RESPONSE_LAPSE);
	assert_int_equal(entry->response.until.n, sample_day("2026-11-23").n);
	assert_false(entry->is_terminated);
	entry = &document.entries[document.entry_count - 1];
	assert_int_equal(entry->step.kind, STEP_RENEWED);
	assert_int_equal(entry->renewed.reckoned.n, sample_day("2031-12-31").n);
}

static void who_gets_an_escalation_is_not_among_those_told_before(void **state)
{
	struct sample *sample = *state;
	struct document document = sample_document_of_all(sample, "Dean");

	assert_int_equal(document.entries[0].told_count, 0);
	sample->items[0].level = 0;
	document = sample_document(sample);
	assert_int_equal(document.entries[0].told_count, 3);
	assert_string_equal(document.entries[0].told[0].name, "Dean");
}

static void documents_from_before_follow_up_are_read(void **state)
{
	static const char *const fields[] = {"\"section\":\"none\",", "\"absent\":null,",
					     "\"level\":0,",	      "\"told\":[],",
					     "\"first_told\":null,",  "\"response\":null,",
					     "\"renewed\":null,",     ",\"terminated\":false",
					     "\"undelivered\":[],",   "\"undelivered_total\":0,",
					     "\"in_reply_to\":null,", "\"meant\":null,"};
	struct sample *sample = *state;
	struct document document = {0};
	char *json;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_document(sample);
	json = strdup(sample->json);
	assert_non_null(json);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		char *place = strstr(json, fields[i]);
		size_t length = strlen(fields[i]);

		assert_non_null(place);
		memmove(place, place + length, strlen(place + length) + 1);
	}
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	assert_int_equal(document.entries[0].section, SECTION_NONE);
	assert_int_equal(document.entries[0].response.id, 0);
	assert_true(day_is_none(document.entries[0].first_told));
	assert_null(document.meant);
	assert_null(document.in_reply_to);
	free(json);
}

static void what_is_not_known_stays_unknown(void **state)
{
	struct agreement *agreement =
		sample_add(*state, "KU Leuven", DEADLINE_UNKNOWN, "2026-01-05", NULL, NULL);
	struct document document;

	*agreement = (struct agreement){.id = 7};
	document = sample_document(*state);
	assert_null(document.entries[0].owner);
	assert_null(document.entries[0].row);
	assert_int_equal(document.entries[0].partner_count, 0);
	assert_false(vague_is_known(document.entries[0].signed_on));
	assert_false(vague_is_known(document.entries[0].given));
	assert_true(day_is_none(document.entries[0].corrected_from));
}

static void t25_names_are_tidied_on_the_way_in(void **state)
{
	struct document document;

	sample_add(*state, "KU\r\nBcc: a@b\x01\u202e <script> \xff", DEADLINE_END, "2026-12-10",
		   "2026-12-10", NULL);
	document = sample_document(*state);
	assert_string_equal(document.entries[0].partners[0].name, "KU Bcc: a@b <script> \ufffd");
}

static void endless_names_of_a_full_delivery_still_make_a_document(void **state)
{
	struct sample *sample = *state;
	struct partner partners[30];
	struct told told[2 * DOCUMENT_TOLD_MAX];
	struct contact absent;
	char name[10001];
	struct document document;

	memset(name, '"', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	absent = (struct contact){.name = name};
	for (size_t i = 0; i < 30; i++)
		partners[i] = (struct partner){name, name, name, name};
	for (size_t i = 0; i < 2 * DOCUMENT_TOLD_MAX; i++)
		told[i] = (struct told){.address = {"mail", name}, .on = sample->run.today};
	for (size_t i = 0; i < SAMPLE_ENTRIES_MAX; i++) {
		struct run_entry *entry;
		struct agreement *agreement =
			sample_add(sample, name, DEADLINE_END, "2026-12-10", "2026-12-10", &entry);

		entry->told = told;
		entry->told_count = 2 * DOCUMENT_TOLD_MAX;
		sample->items[i].absent = &absent;
		agreement->register_name = agreement->row = name;
		agreement->type = agreement->owner = agreement->registration_number = name;
		agreement->last_day_raw = name;
		agreement->partners = partners;
		agreement->partner_count = 30;
	}
	document = sample_document(sample);
	assert_in_range(strlen(sample->json), 1, DOCUMENT_SIZE_MAX);
	assert_int_equal(document.entry_count, SAMPLE_ENTRIES_MAX);
	assert_int_equal(document.entries[0].partner_total, 30);
}

static void problems_are_told_in_an_intake_only(void **state)
{
	static const struct run_problem problem = {.agreement_id = 4,
						   .register_name = "a.txt",
						   .line = 17,
						   .code = "impossible_date",
						   .text = "there is no 30 February 2026"};
	struct sample *sample = *state;
	struct document document;

	document = sample_document_with(sample, &problem, 1);
	assert_int_equal(document.problem_count, 0);
	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, &problem, 1);
	assert_int_equal(document.problem_count, 1);
	assert_int_equal(document.problem_total, 1);
	assert_int_equal(document.problems[0].line, 17);
	assert_int_equal(document.problems[0].agreement_id, 4);
	assert_string_equal(document.problems[0].register_name, "a.txt");
	assert_string_equal(document.problems[0].code, "impossible_date");
	assert_string_equal(document.problems[0].text, "there is no 30 February 2026");
}

static void a_problem_names_whose_agreement_it_is_about(void **state)
{
	static char endless[1000];
	struct run_problem problem = {.text = "no last day", .partner = "KU Leuven"};
	struct sample *sample = *state;
	struct document document;

	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, &problem, 1);
	assert_string_equal(document.problems[0].text, "KU Leuven: no last day");
	memset(endless, 'x', sizeof(endless) - 1);
	problem.partner = endless;
	document = sample_document_with(sample, &problem, 1);
	assert_non_null(strstr(document.problems[0].text, ": no last day"));
}

static void problems_beyond_the_limit_are_counted(void **state)
{
	struct sample *sample = *state;
	struct run_problem *problems = calloc(DOCUMENT_PROBLEMS_MAX + 1, sizeof(*problems));
	struct document document;

	assert_non_null(problems);
	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, problems, DOCUMENT_PROBLEMS_MAX + 1);
	assert_int_equal(document.problem_count, DOCUMENT_PROBLEMS_MAX);
	assert_int_equal(document.problem_total, DOCUMENT_PROBLEMS_MAX + 1);
	free(problems);
}

static void overtaken_notices_are_taken_out(void **state)
{
	struct sample *sample = *state;
	struct document document;
	int64_t first[] = {101, 999};
	int64_t both[] = {102, 101};
	char *json = (char *)"untouched";

	sample_add(sample, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "B", DEADLINE_END, "2026-12-11", "2026-12-11", NULL);
	sample_document(sample);
	assert_int_equal(document_without(sample->json, first, 2, &json), 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	assert_int_equal(document.entry_count, 1);
	assert_int_equal(document.entries[0].notice_id, 102);
	free(json);
	assert_int_equal(document_without(sample->json, both, 2, &json), 0);
	assert_null(json);
	assert_int_equal(document_without("[]", both, 2, &json), -EINVAL);
	assert_int_equal(document_without("{", both, 2, &json), -EINVAL);
}

static void a_trouble_repeats_what_was_not_delivered(void **state)
{
	static const struct run_problem problem = {.text = "x"};
	static const struct document_trouble trouble = {.channel = "mail",
							.address = "law@example.edu",
							.recipient = "Faculty of Law",
							.reason = "550 5.1.1\r\nno such user"};
	struct sample *sample = *state;
	struct document document;
	char *json = NULL;

	sample->delivery.kind = DELIVERY_INTAKE;
	sample_add(sample, "A", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_document_with(sample, &problem, 1);
	assert_int_equal(document_trouble_build(&sample->office, "Registry", &trouble, sample->json,
						sample_day("2026-11-24"), &json),
			 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	assert_int_equal(document.kind, DELIVERY_TROUBLE);
	assert_string_equal(document.recipient, "Registry");
	assert_int_equal(document.entry_count, 1);
	assert_int_equal(document.problem_count, 1);
	assert_string_equal(document.trouble->channel, "mail");
	assert_string_equal(document.trouble->address, "law@example.edu");
	assert_string_equal(document.trouble->recipient, "Faculty of Law");
	assert_string_equal(document.trouble->reason, "550 5.1.1 no such user");
	free(json);
	assert_int_equal(document_trouble_build(&sample->office, "Registry", &trouble, "no",
						sample_day("2026-11-24"), &json),
			 -EINVAL);
}

/* A document with one field replaced. */
static char *with(const char *json, const char *from, const char *to)
{
	const char *place = strstr(json, from);
	char *changed = NULL;

	assert_non_null(place);
	assert_true(asprintf(&changed, "%.*s%s%s", (int)(place - json), json, to,
			     place + strlen(from)) >= 0);
	return changed;
}

static void what_breaks_the_format_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *from;
		const char *to;
		const char *why;
	} cases[] = {
		{"\"version\":1", "\"version\":2", "version: not 1"},
		{"\"version\":1", "\"version\":\"1\"", "version: not a whole number"},
		{"\"version\":1,", "", "version: missing"},
		{"\"kind\":\"reminder\"", "\"kind\":\"joke\"", "kind: unknown name"},
		{"\"language\":\"en\"", "\"language\":null", "language: not a text"},
		{"\"office\":{", "\"bureau\":{", "office: missing"},
		{"\"decided_on\":\"2026-11-23\"", "\"decided_on\":\"2026-02-30\"",
		 "decided_on: not a day"},
		{"\"to_keeper\":false", "\"to_keeper\":1", "to_keeper: not true or false"},
		{"\"part\":1", "\"part\":2", "part: out of range"},
		{"\"notice_id\":102", "\"notice_id\":-1", "entries[1].notice_id: out of range"},
		{"\"deadline\":\"2026-12-11\"", "\"deadline\":null",
		 "entries[1].deadline: not a text"},
		{"\"name\":\"KU Leuven\"", "\"name\":\"KU\\r\\nLeuven\"",
		 "entries[0].name: holds control characters"},
		{"\"name\":\"KU Leuven\"", "\"name\":\"KU\\u202eLeuven\"",
		 "entries[0].name: holds control characters"},
		{"\"step\":\"before 30d\"", "\"step\":\"soon\"", "entries[0].step: not a step"},
		{"\"given\":\"2026-12-10\"", "\"given\":\"10.12.2026\"",
		 "entries[0].given: not a date"},
		{"\"fallback\":\"none\"", "\"fallback\":7", "entries[0].fallback: not a text"},
		{"\"partner_total\":1", "\"partner_total\":0",
		 "entries[0].partner_total: less than there are"},
		{"\"problems\":[]", "\"problems\":{}", "problems: not a list"},
		{"\"trouble\":null", "\"trouble\":3", "trouble: not an object"},
		{"\"last_day_raw\":null", "\"last_day_raw\":2027",
		 "entries[0].last_day_raw: not a text"},
		{"\"on\":\"2027-03-10\"", "\"on\":null", "entries[2].on: not a text"},
		{"\"every\":\"1y\"", "\"every\":\"yearly\"", "entries[2].every: not a span"},
		{"\"renews\":{", "\"renew\":{", "entries[2].renews: no object"},
		{"\"late_days\":0", "\"late_days\":1.5",
		 "entries[0].late_days: not a whole number"},
		{"\"section\":\"none\"", "\"section\":\"all\"", "entries[0].section: unknown name"},
		{"\"absent\":null", "\"absent\":1", "entries[0].absent: not a text"},
		{"\"level\":0", "\"level\":99", "entries[0].level: out of range"},
		{"\"told\":[]", "\"told\":[{\"name\":\"a\\nb\",\"on\":\"2026-11-02\"}]",
		 "entries[0].name: holds control characters"},
		{"\"told\":[]", "\"told\":[{\"name\":\"a\"}]", "entries[0].on: missing"},
		{"\"response\":null", "\"response\":[]", "entries[0].response: no object"},
		{"\"response\":null",
		 "\"response\":{\"kind\":\"no\",\"until\":null,\"on\":\"2026-11-02\"}",
		 "entries[0].response: unknown name"},
		{"\"renewed\":null", "\"renewed\":{\"on\":\"soon\",\"given\":null}",
		 "entries[0].on: not a day"},
		{"\"undelivered\":[]", "\"undelivered\":[{\"channel\":\"a\\u202eb\"}]",
		 "undelivered[0].channel: holds control characters"},
		{"\"in_reply_to\":null", "\"in_reply_to\":\"a\\r\\nX: y\"",
		 "in_reply_to: holds control characters"},
		{"\"meant\":null", "\"meant\":{\"name\":\"a\\tb\"}",
		 "name: holds control characters"},
	};
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_add(sample, "B", DEADLINE_END, "2026-12-11", "2026-12-11", NULL);
	sample_add_tacit(sample, "C", "2026-12-12", "2027-03-10", "1y", "3m");
	sample_document(sample);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *changed = with(sample->json, cases[i].from, cases[i].to);
		struct document document;
		const char *why = NULL;

		assert_int_equal(
			document_parse(changed, strlen(changed), &sample->arena, &document, &why),
			-EINVAL);
		assert_string_equal(why, cases[i].why);
		free(changed);
	}
}

static void what_the_register_says_of_the_last_day_may_be_absent(void **state)
{
	struct sample *sample = *state;
	struct document document = {0};
	char *changed;

	sample_add(sample, "KU Leuven", DEADLINE_UNKNOWN, "2026-12-10", NULL, NULL)->last_day_raw =
		"31.02.2027";
	document = sample_document(sample);
	assert_string_equal(document.entries[0].last_day_raw, "31.02.2027");
	changed = with(sample->json, "\"last_day_raw\":\"31.02.2027\",", "");
	assert_int_equal(document_parse(changed, strlen(changed), &sample->arena, &document, NULL),
			 0);
	assert_null(document.entries[0].last_day_raw);
	free(changed);
}

static void what_is_no_json_object_is_refused(void **state)
{
	static const char *const texts[] = {"",	    "{",
					    "[]",   "null",
					    "{}",   "{\"version\":1,\"version\":1}",
					    "\xff", "{\"a\":\"\\u0000\"}"};
	struct sample *sample = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct document document;

		assert_int_equal(
			document_parse(texts[i], strlen(texts[i]), &sample->arena, &document, NULL),
			-EINVAL);
	}
}

static void a_document_over_its_limit_is_refused_unread(void **state)
{
	struct sample *sample = *state;
	struct document document;
	const char *why = NULL;

	assert_int_equal(
		document_parse("{}", DOCUMENT_SIZE_MAX + 1, &sample->arena, &document, &why),
		-EINVAL);
	assert_string_equal(why, "document: too large");
}

static int build_it(void *context)
{
	struct sample *sample = context;
	char *json = NULL;
	int result = document_build(&sample->run, 0, &sample->office, NULL, &json);

	if (result == 0)
		free(json);
	return result;
}

static int parse_it(void *context)
{
	struct sample *sample = context;
	struct arena arena = {0};
	struct document document;
	int result = document_parse(sample->json, strlen(sample->json), &arena, &document, NULL);

	arena_done(&arena);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	sample_document(sample);
	alloc_each_fails(build_it, sample);
	alloc_each_fails(parse_it, sample);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_built_is_read_back),
		TEST(how_it_renews_itself_comes_back_as_it_was),
		TEST(a_fixed_day_of_notice_comes_back_as_it_was),
		TEST(what_follows_a_notice_comes_back_as_it_was),
		TEST(who_gets_an_escalation_is_not_among_those_told_before),
		TEST(documents_from_before_follow_up_are_read),
		TEST(what_is_not_known_stays_unknown),
		TEST(t25_names_are_tidied_on_the_way_in),
		TEST(endless_names_of_a_full_delivery_still_make_a_document),
		TEST(problems_are_told_in_an_intake_only),
		TEST(a_problem_names_whose_agreement_it_is_about),
		TEST(problems_beyond_the_limit_are_counted),
		TEST(overtaken_notices_are_taken_out),
		TEST(a_trouble_repeats_what_was_not_delivered),
		TEST(what_breaks_the_format_is_refused_with_its_place),
		TEST(what_the_register_says_of_the_last_day_may_be_absent),
		TEST(what_is_no_json_object_is_refused),
		TEST(a_document_over_its_limit_is_refused_unread),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
