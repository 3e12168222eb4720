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

/* As UTF-16 counts: never less than any other way of counting characters. */
static size_t units(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80
				 ? ((unsigned char)*text >= 0xf0 ? 2 : 1)
				 : 0;
	return count;
}

static const char *block_text(const json_t *root, size_t index)
{
	const json_t *block = json_array_get(json_object_get(root, "blocks"), index);
	const json_t *text = json_object_get(block, "text");

	if (text == NULL)
		text = json_array_get(json_object_get(block, "elements"), 0);
	return json_string_value(json_object_get(text, "text"));
}

/* Renders, parses and checks every limit. */
static json_t *render_document(const struct document *document)
{
	struct job job = render_sample_job();
	struct text out = {0};
	json_t *root;
	size_t count;

	assert_int_equal(render_slack(&job, document, &out), 0);
	assert_in_range(units(out.data), 1, RENDER_SLACK_MAX);
	root = json_loadb(out.data, out.length, 0, NULL);
	assert_non_null(root);
	count = json_array_size(json_object_get(root, "blocks"));
	assert_in_range(count, 1, RENDER_SLACK_BLOCKS);
	assert_true(json_string_length(json_object_get(root, "text")) > 0);
	assert_in_range(units(block_text(root, 0)), 1, RENDER_SLACK_HEADER);
	for (size_t i = 1; i < count; i++)
		assert_in_range(units(block_text(root, i)), 1, RENDER_SLACK_SECTION);
	text_done(&out);
	return root;
}

static json_t *render(struct sample *sample)
{
	struct document document = sample_document(sample);

	return render_document(&document);
}

static void one_agreement_is_a_section(void **state)
{
	json_t *root;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	root = render(*state);
	assert_string_equal(json_string_value(json_object_get(root, "text")),
			    "Agreement with KU Leuven ends in 17 days");
	assert_int_equal(json_array_size(json_object_get(root, "blocks")), 4);
	assert_string_equal(block_text(root, 0), "Agreement with KU Leuven ends in 17 days");
	assert_string_equal(block_text(root, 2),
			    "*KU Leuven (Leuven)*\nEnds in 17 days, on Thursday 10 December "
			    "2026.\nType: Memorandum of understanding · Signed: 10 December 2021 · "
			    "Owner: Faculty of Law · Number: 2021/45 · Register: agreements.txt, "
			    "row 12 · ID: 1");
	assert_string_equal(block_text(root, 3),
			    "To Faculty of Law. Reference: 9f3c0123456789ab.17");
	json_decref(root);
}

static void t25_markup_in_names_calls_nobody(void **state)
{
	struct sample *sample = *state;
	const char *name = "<!channel> & <@U123> <http://x|y>";
	struct agreement *agreement;
	struct job job = render_sample_job();
	struct document document;
	struct text out = {0};

	sample->office.name = sample->contact.name = name;
	for (size_t i = 0; i < 12; i++) {
		agreement =
			sample_add(sample, name, DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
		agreement->type = agreement->owner = agreement->register_name = name;
		agreement->row = agreement->registration_number = name;
	}
	document = sample_document(sample);
	assert_int_equal(render_slack(&job, &document, &out), 0);
	assert_null(strchr(out.data, '<'));
	assert_null(strchr(out.data, '>'));
	assert_non_null(strstr(out.data, "*&lt;!channel&gt; &amp; &lt;@U123&gt; "
					 "&lt;http://x|y&gt; (Leuven)*"));
	text_done(&out);
}

/* How many entries are shown, by their bold titles and the bullets of the list. */
static size_t shown(const json_t *root)
{
	size_t count = 0;

	for (size_t i = 2; i < json_array_size(json_object_get(root, "blocks")); i++) {
		const char *text = block_text(root, i);

		count += text[0] == '*';
		for (const char *c = text; (c = strstr(c, "• ")) != NULL; c++)
			count++;
	}
	return count;
}

static size_t left_out(const json_t *root)
{
	size_t count = json_array_size(json_object_get(root, "blocks"));
	const char *text = block_text(root, count - 2);

	return strstr(text, "left out here. The full list is in the mail") == NULL
		       ? 0
		       : strtoul(text, NULL, 10);
}

static void t23_of_six_hundred_the_first_are_shown_and_the_rest_counted(void **state)
{
	json_t *root;

	for (size_t i = 0; i < 600; i++)
		sample_add(*state, "Қазақ ұлттық университеті", DEADLINE_END, "2026-12-10",
			   "2026-12-10", NULL);
	root = render(*state);
	assert_true(shown(root) > 50);
	assert_int_equal(shown(root) + left_out(root), 600);
	json_decref(root);
}

/* The size of the sample with so many characters, then so many "x", added to its first name. */
static size_t size_with(struct sample *sample, const char *character, size_t count, size_t rest)
{
	struct agreement agreement = *sample->entries[0].agreement;
	const struct agreement *before = sample->entries[0].agreement;
	struct text name = {0};
	struct partner partner;
	json_t *root;
	char *dump;
	size_t size;

	text_add(&name, "A partner");
	for (size_t i = 0; i < count; i++)
		text_add(&name, character);
	for (size_t i = 0; i < rest; i++)
		text_add(&name, "x");
	partner = (struct partner){.name = text_string(&name)};
	agreement.partners = &partner;
	sample->entries[0].agreement = &agreement;
	root = render(sample);
	sample->entries[0].agreement = before;
	assert_int_equal(shown(root) + left_out(root), sample->run.entry_count);
	dump = json_dumps(root, JSON_COMPACT);
	size = units(dump);
	free(dump);
	json_decref(root);
	text_done(&name);
	return size;
}

static void t34_the_limit_is_reached_and_never_passed(void **state)
{
	static const struct {
		const char *character;
		size_t units;
	} cases[] = {{"a", 1}, {"é", 1}, {"東", 1}, {"\U0001f600", 2}, {"&", 5}};
	size_t room;

	for (size_t i = 0; i < 180; i++)
		sample_add(*state, "A partner", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	room = RENDER_SLACK_MAX - size_with(*state, "", 0, 0);
	assert_in_range(room, 10, 150);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t count = room / cases[i].units;
		size_t rest = room % cases[i].units;

		assert_int_equal(size_with(*state, cases[i].character, count - 1, rest),
				 RENDER_SLACK_MAX - cases[i].units);
		assert_int_equal(size_with(*state, cases[i].character, count, rest),
				 RENDER_SLACK_MAX);
		/* One more: an entry has to go. */
		assert_in_range(size_with(*state, cases[i].character, count, rest + 1), 1,
				RENDER_SLACK_MAX - 20);
	}
}

static void t34_no_cut_goes_through_an_escape(void **state)
{
	struct sample *sample = *state;
	struct text name = {0};

	for (size_t pad = 0; pad < 6; pad++) {
		struct document document;
		json_t *root;

		text_clear(&name);
		for (size_t i = 0; i < pad; i++)
			text_add(&name, "x");
		for (size_t i = 0; i < 400; i++)
			text_add(&name, "&");
		sample->run.entry_count = sample->delivery.item_count = 0;
		sample_add(sample, text_string(&name), DEADLINE_END, "2026-12-10", "2026-12-10",
			   NULL);
		document = sample_document(sample);
		root = render_document(&document);
		for (size_t i = 0; i < json_array_size(json_object_get(root, "blocks")); i++) {
			for (const char *c = block_text(root, i); (c = strchr(c, '&')) != NULL; c++)
				assert_int_equal(strncmp(c, "&amp;", 5), 0);
		}
		json_decref(root);
	}
	text_done(&name);
}

static void problems_are_listed_and_counted(void **state)
{
	struct sample *sample = *state;
	struct run_problem problems[30];
	struct document document;
	json_t *root;

	for (size_t i = 0; i < 30; i++)
		problems[i] = (struct run_problem){
			.register_name = "a.txt", .line = (unsigned int)i + 1, .text = "wrong"};
	sample->delivery.kind = DELIVERY_INTAKE;
	document = sample_document_with(sample, problems, 30);
	root = render_document(&document);
	assert_non_null(strstr(block_text(root, 2), "• a.txt, line 1: wrong\n"));
	assert_non_null(strstr(block_text(root, 2), "• and 20 more problems"));
	json_decref(root);
}

static void a_digest_has_its_headings_in_the_lists(void **state)
{
	struct sample *sample = *state;
	struct run_entry *entry;
	json_t *root;

	sample->delivery.kind = DELIVERY_DIGEST;
	sample_add(sample, "A", DEADLINE_END, "2026-11-20", "2026-11-20", &entry);
	entry->section = SECTION_ENDED;
	sample_add(sample, "B", DEADLINE_END, "2026-12-10", "2026-12-10", &entry);
	entry->section = SECTION_ENDING;
	root = render(sample);
	assert_string_equal(
		block_text(root, 2),
		"*Ended since the last digest*\n"
		"• 20 Nov 2026, ended 3 days ago: A (Leuven) · No. 2021/45 · agreements.txt, row "
		"12 "
		"· ID 1 · Faculty of Law. Nobody was told yet.\n"
		"*End within 90 days*\n"
		"_Faculty of Law_\n"
		"• 10 Dec 2026, ends in 17 days: B (Leuven) · No. 2021/45 · agreements.txt, row 12 "
		"· ID 2. Nobody was told yet.");
	json_decref(root);
}

static void a_long_digest_says_how_many_are_left_out(void **state)
{
	struct sample *sample = *state;
	size_t bullets = 0;
	json_t *root;

	sample->delivery.kind = DELIVERY_DIGEST;
	for (size_t i = 0; i < 600; i++) {
		struct run_entry *entry;

		sample_add(sample, "Қазақ ұлттық университеті", DEADLINE_END, "2026-12-10",
			   "2026-12-10", &entry);
		entry->section = i < 5 ? SECTION_ENDED : SECTION_ENDING;
	}
	root = render(sample);
	for (size_t i = 2; i < json_array_size(json_object_get(root, "blocks")); i++) {
		const char *text = block_text(root, i);

		while ((text = strstr(text, "• ")) != NULL) {
			bullets++;
			text++;
		}
	}
	assert_true(bullets > 20);
	assert_int_equal(bullets + left_out(root), 600);
	json_decref(root);
}

static void t34_hostile_names_everywhere_leave_a_body_within_its_limits(void **state)
{
	static const char *const characters[] = {"\"", "&", "<", "\\", "\U0001f600"};
	static const enum delivery_kind kinds[] = {DELIVERY_DIGEST, DELIVERY_INTAKE,
						   DELIVERY_REMINDER};

	(void)state;
	for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]); i++) {
		for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			struct sample *sample = sample_new("2026-11-23");
			struct document document;
			struct text name = {0};

			for (size_t n = 0; n < 1000; n++)
				text_add(&name, characters[i]);
			document = sample_document_of_all(sample, text_string(&name));
			document.kind = kinds[k];
			json_decref(render_document(&document));
			text_done(&name);
			sample_free(sample);
		}
	}
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_slack(&job, document, &out);

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
		TEST(one_agreement_is_a_section),
		TEST(t25_markup_in_names_calls_nobody),
		TEST(t23_of_six_hundred_the_first_are_shown_and_the_rest_counted),
		TEST(t34_the_limit_is_reached_and_never_passed),
		TEST(t34_no_cut_goes_through_an_escape),
		TEST(problems_are_listed_and_counted),
		TEST(a_digest_has_its_headings_in_the_lists),
		TEST(a_long_digest_says_how_many_are_left_out),
		TEST(t34_hostile_names_everywhere_leave_a_body_within_its_limits),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
