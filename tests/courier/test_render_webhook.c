#include "courier/render.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "tests/courier/render_sample.h"
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static json_t *render_document(const struct document *document, size_t *ret_length)
{
	struct job job = render_sample_job();
	struct text out = {0};
	json_t *root;

	assert_int_equal(render_webhook(&job, document, &out), 0);
	assert_in_range(out.length, 1, RENDER_WEBHOOK_MAX);
	root = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	*ret_length = out.length;
	text_done(&out);
	return root;
}

static json_t *render(struct sample *sample, size_t *ret_length)
{
	struct document document = sample_document(sample);

	return render_document(&document, ret_length);
}

static const char *string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static int64_t number_of(const json_t *object, const char *key)
{
	assert_true(json_is_integer(json_object_get(object, key)));
	return json_integer_value(json_object_get(object, key));
}

static void an_event_says_how_an_agreement_renews_itself(void **state)
{
	size_t length;
	const json_t *entries, *renews;
	json_t *root;

	sample_add_tacit(*state, "KU Leuven", "2026-12-10", "2027-03-10", "1y", NULL);
	sample_add(*state, "B", DEADLINE_REVIEW, "2026-12-10", "2026-12-10", NULL);
	root = render(*state, &length);
	entries = json_object_get(json_object_get(root, "data"), "entries");
	assert_string_equal(string_of(json_array_get(entries, 0), "kind"), "notice");
	renews = json_object_get(json_array_get(entries, 0), "renews");
	assert_string_equal(string_of(renews, "on"), "2027-03-10");
	assert_string_equal(string_of(renews, "given"), "2027-03-10");
	assert_string_equal(string_of(renews, "every"), "1y");
	assert_true(json_is_null(json_object_get(renews, "notice")));
	assert_true(json_is_null(json_object_get(json_array_get(entries, 1), "renews")));
	json_decref(root);
}

static void an_event_holds_facts_and_sentences(void **state)
{
	size_t length;
	const json_t *data, *entry;
	json_t *root;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	root = render(*state, &length);
	assert_string_equal(string_of(root, "type"), "agreement.expiring");
	assert_string_equal(string_of(root, "timestamp"), "2026-11-23T03:30:00Z");
	data = json_object_get(root, "data");
	assert_string_equal(string_of(data, "delivery"), "9f3c0123456789ab.17");
	assert_string_equal(string_of(data, "subject"), "Agreement with KU Leuven ends in 17 days");
	assert_string_equal(string_of(data, "as_of"), "2026-11-23");
	assert_int_equal(number_of(data, "entry_total"), 1);
	assert_int_equal(number_of(data, "entries_left_out"), 0);
	entry = json_array_get(json_object_get(data, "entries"), 0);
	assert_int_equal(number_of(entry, "agreement_id"), 1);
	assert_int_equal(number_of(entry, "days_left"), 17);
	assert_string_equal(string_of(entry, "kind"), "end");
	assert_string_equal(string_of(entry, "deadline"), "2026-12-10");
	assert_string_equal(string_of(entry, "signed"), "2021-12-10");
	assert_string_equal(string_of(entry, "matter"),
			    "Ends in 17 days, on Thursday 10 December 2026.");
	json_decref(root);
}

static void an_unknown_last_day_has_no_deadline(void **state)
{
	size_t length;
	const json_t *entry;
	json_t *root;

	sample_add(*state, "KU Leuven", DEADLINE_UNKNOWN, "2026-01-10", NULL, NULL);
	root = render(*state, &length);
	entry = json_array_get(json_object_get(json_object_get(root, "data"), "entries"), 0);
	assert_true(json_is_null(json_object_get(entry, "deadline")));
	assert_true(json_is_null(json_object_get(entry, "days_left")));
	json_decref(root);
}

static void each_kind_of_message_has_a_type_of_its_own(void **state)
{
	static const struct {
		enum delivery_kind kind;
		const char *type;
	} types[] = {{DELIVERY_REMINDER, "agreement.expiring"},
		     {DELIVERY_INTAKE, "register.imported"},
		     {DELIVERY_GAP, "run.paused"}};
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		size_t length;
		json_t *root;

		sample->delivery.kind = types[i].kind;
		root = render(sample, &length);
		assert_string_equal(string_of(root, "type"), types[i].type);
		json_decref(root);
	}
}

static void a_failed_delivery_says_what_and_why(void **state)
{
	static const struct document_trouble trouble = {
		.channel = "mail", .address = "law@example.edu", .reason = "550 no such user"};
	struct sample *sample = *state;
	struct document document;
	const json_t *told;
	char *json = NULL;
	size_t length;
	json_t *root;

	assert_int_equal(document_trouble_build(&sample->office, "Registry", &trouble, NULL,
						sample_day("2026-11-24"), &json),
			 0);
	assert_int_equal(document_parse(json, strlen(json), &sample->arena, &document, NULL), 0);
	root = render_document(&document, &length);
	assert_string_equal(string_of(root, "type"), "delivery.failed");
	told = json_object_get(json_object_get(root, "data"), "trouble");
	assert_string_equal(string_of(told, "channel"), "mail");
	assert_string_equal(string_of(told, "reason"), "550 no such user");
	json_decref(root);
	free(json);
}

static void t23_of_six_hundred_the_first_are_given_and_the_rest_counted(void **state)
{
	size_t length;
	const json_t *data;
	json_t *root;

	for (size_t i = 0; i < 600; i++)
		sample_add(*state, "Қазақ ұлттық университеті", DEADLINE_END, "2026-12-10",
			   "2026-12-10", NULL);
	root = render(*state, &length);
	data = json_object_get(root, "data");
	assert_true(json_array_size(json_object_get(data, "entries")) >= 10);
	assert_int_equal(number_of(data, "entry_total"), 600);
	assert_int_equal((int64_t)json_array_size(json_object_get(data, "entries")) +
				 number_of(data, "entries_left_out"),
			 600);
	json_decref(root);
}

/* Fills four facts of the first agreement with characters, 190 bytes each at the most. */
static void fill(struct agreement *agreement, struct text facts[4], const char *character,
		 size_t bytes)
{
	for (size_t i = 0; i < 4; i++) {
		size_t step = strlen(character);

		text_add(&facts[i], "t");
		while (bytes > 0 && facts[i].length + step <= 190) {
			bool is_whole = bytes >= step;

			text_add(&facts[i], is_whole ? character : "x");
			bytes -= is_whole ? step : 1;
		}
	}
	assert_int_equal(bytes, 0);
	agreement->type = text_string(&facts[0]);
	agreement->owner = text_string(&facts[1]);
	agreement->row = text_string(&facts[2]);
	agreement->registration_number = text_string(&facts[3]);
}

/* The size of the sample with so many bytes added to its first agreement. */
static size_t size_with(struct sample *sample, const char *character, size_t bytes)
{
	const struct agreement *before = sample->entries[0].agreement;
	struct agreement agreement = *before;
	struct text facts[4] = {0};
	const json_t *data;
	size_t length;
	json_t *root;

	fill(&agreement, facts, character, bytes);
	sample->entries[0].agreement = &agreement;
	root = render(sample, &length);
	sample->entries[0].agreement = before;
	data = json_object_get(root, "data");
	assert_int_equal((int64_t)json_array_size(json_object_get(data, "entries")) +
				 number_of(data, "entries_left_out"),
			 (int64_t)sample->run.entry_count);
	json_decref(root);
	for (size_t i = 0; i < 4; i++)
		text_done(&facts[i]);
	return length;
}

static void t34_the_limit_is_reached_and_never_passed(void **state)
{
	static const char *const characters[] = {"a", "é", "東", "\U0001f600"};
	size_t room;

	for (size_t i = 0; i < 60; i++)
		sample_add(*state, "Partner", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	room = RENDER_WEBHOOK_MAX - size_with(*state, "a", 0);
	assert_in_range(room, 10, 700);
	for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]); i++) {
		assert_int_equal(size_with(*state, characters[i], room - 1),
				 RENDER_WEBHOOK_MAX - 1);
		assert_int_equal(size_with(*state, characters[i], room), RENDER_WEBHOOK_MAX);
		/* One more: an entry has to go. */
		assert_in_range(size_with(*state, characters[i], room + 1), 1,
				RENDER_WEBHOOK_MAX - 200);
	}
}

static void t25_endless_names_leave_room_for_an_entry(void **state)
{
	struct sample *sample = *state;
	struct run_problem problems[20];
	struct partner partners[30];
	struct agreement *agreement;
	struct document document;
	char name[10001];
	size_t length;
	json_t *root;

	memset(name, '"', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (size_t i = 0; i < 30; i++)
		partners[i] = (struct partner){name, name, name, name};
	for (size_t i = 0; i < 20; i++)
		problems[i] = (struct run_problem){.agreement_id = 1,
						   .register_name = name,
						   .line = 1,
						   .code = name,
						   .text = name,
						   .partner = name};
	sample->office.name = sample->contact.name = name;
	sample->delivery.kind = DELIVERY_INTAKE;
	agreement = sample_add(sample, name, DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	agreement->type = agreement->owner = agreement->register_name = name;
	agreement->row = agreement->registration_number = name;
	agreement->partners = partners;
	agreement->partner_count = 30;
	document = sample_document_with(sample, problems, 20);
	root = render_document(&document, &length);
	json_decref(root);
}

static void an_event_says_what_follow_up_knows(void **state)
{
	struct document document = sample_document_of_all(*state, "Dean");
	size_t length;
	json_t *root = render_document(&document, &length);
	const json_t *data = json_object_get(root, "data");
	const json_t *entries = json_object_get(data, "entries");
	const json_t *entry = json_array_get(entries, SECTION_ENDED);

	assert_string_equal(string_of(root, "type"), "agreement.digest");
	assert_string_equal(string_of(data, "in_reply_to"), "9f3c0123456789ab.3");
	assert_string_equal(string_of(json_object_get(data, "meant"), "name"), "Dean");
	assert_int_equal(json_array_size(json_object_get(data, "undelivered")), 5);
	assert_int_equal(number_of(data, "undelivered_total"), 30);
	assert_int_equal(number_of(data, "undelivered_left_out"), 25);
	assert_int_equal(number_of(data, "problems_left_out"), 25);
	assert_string_equal(string_of(entry, "section"), "ended");
	assert_string_equal(string_of(entry, "absent"), "Dean");
	assert_int_equal(number_of(entry, "level"), 1);
	assert_string_equal(string_of(entry, "first_told"), "2026-11-23");
	assert_string_equal(string_of(json_object_get(entry, "response"), "kind"), "lapse");
	assert_true(json_is_null(json_object_get(entry, "renewed")));
	entry = json_array_get(entries, document.entry_count - 1);
	assert_string_equal(string_of(json_object_get(entry, "renewed"), "on"), "2031-12-31");
	assert_string_equal(string_of(entry, "urgency"), "renewed");
	assert_true(json_is_null(json_object_get(entry, "deadline")));
	assert_true(json_is_null(json_object_get(entry, "days_left")));
	json_decref(root);
}

static void word_of_new_terms_alone_is_an_event_of_its_own(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry;
	size_t length;
	json_t *root;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->decision.step = (struct step){STEP_RENEWED, {1, SPAN_DAYS}, -3};
	root = render(sample, &length);
	assert_string_equal(string_of(root, "type"), "agreement.renewed");
	json_decref(root);
	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	root = render(sample, &length);
	assert_string_equal(string_of(root, "type"), "agreement.expiring");
	json_decref(root);
}

static void t34_hostile_names_everywhere_leave_a_body_within_its_limit(void **state)
{
	struct document document;
	char name[1001];
	size_t length;
	json_t *root;

	memset(name, '"', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	document = sample_document_of_all(*state, name);
	root = render_document(&document, &length);
	json_decref(root);
	document.kind = DELIVERY_INTAKE;
	root = render_document(&document, &length);
	json_decref(root);
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_webhook(&job, document, &out);

	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(*state);
	alloc_each_fails(render_it, &document);
	document = sample_document_of_all(*state, "Dean");
	alloc_each_fails(render_it, &document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_says_how_an_agreement_renews_itself),
		TEST(an_event_holds_facts_and_sentences),
		TEST(an_unknown_last_day_has_no_deadline),
		TEST(each_kind_of_message_has_a_type_of_its_own),
		TEST(a_failed_delivery_says_what_and_why),
		TEST(t23_of_six_hundred_the_first_are_given_and_the_rest_counted),
		TEST(t34_the_limit_is_reached_and_never_passed),
		TEST(t25_endless_names_leave_room_for_an_entry),
		TEST(an_event_says_what_follow_up_knows),
		TEST(word_of_new_terms_alone_is_an_event_of_its_own),
		TEST(t34_hostile_names_everywhere_leave_a_body_within_its_limit),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
