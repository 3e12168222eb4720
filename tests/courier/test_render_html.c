#include "courier/render.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void render(struct sample *sample, struct text *out)
{
	struct document document = sample_document(sample);
	struct job job = render_sample_job();

	assert_int_equal(render_html(&job, &document, out), 0);
}

static void t25_names_are_escaped_wherever_they_stand(void **state)
{
	struct sample *sample = *state;
	const char *name = "A & B <script>alert(\"1\")</script> 'x'";
	const char *escaped =
		"A &amp; B &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39;x&#39;";
	struct agreement *agreement;
	struct text out = {0};
	size_t count = 0;

	sample->office.name = sample->contact.name = name;
	for (size_t i = 0; i < 12; i++) {
		agreement =
			sample_add(sample, name, DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
		agreement->type = agreement->owner = agreement->register_name = name;
		agreement->row = agreement->registration_number = name;
	}
	render(sample, &out);
	assert_null(strstr(out.data, "<script"));
	assert_null(strstr(out.data, "B <"));
	for (const char *c = out.data; (c = strstr(c, escaped)) != NULL; c++)
		count++;
	/* Office three times, recipient; name and four facts of ten (row and register apart), two names. */
	assert_true(count >= 1 + 2 + 1 + 10 * 5 + 2);
	text_done(&out);
}

static void nothing_outside_of_the_mail_is_asked_for(void **state)
{
	static const char *const forbidden[] = {"http:",   "https:", "src=",	"<img",	  "url(",
						"<script", "<link",  "@import", "<iframe"};
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	render(*state, &out);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		assert_null(strstr(out.data, forbidden[i]));
	text_done(&out);
}

static void rows_name_what_finds_them_in_the_register(void **state)
{
	struct sample *sample = *state;
	struct text out = {0};

	sample_add(sample, "KU Leuven", DEADLINE_END, "2020-12-10", "2020-12-10", NULL);
	sample->delivery.kind = DELIVERY_GAP;
	render(sample, &out);
	assert_non_null(strstr(out.data, "<i> · 10 Dec 2020 · No. 2021/45</i>"));
	text_clear(&out);
	sample->delivery.kind = DELIVERY_INTAKE;
	render(sample, &out);
	assert_non_null(strstr(out.data, "<i> · 10 Dec 2020<br>No. 2021/45 · agreements.txt, row "
					 "12 · ID 1 · Faculty of Law</i>"));
	text_done(&out);
}

static void t23_six_hundred_agreements_stay_below_what_providers_cut_off(void **state)
{
	static char names[600][40];
	struct text out = {0};

	for (size_t i = 0; i < 600; i++) {
		snprintf(names[i], sizeof(names[i]), "Partner number %03zu", i);
		sample_add(*state, names[i], DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	}
	render(*state, &out);
	for (size_t i = 0; i < 600; i++)
		assert_non_null(strstr(out.data, names[i]));
	assert_in_range(out.length, 1, 100000);
	text_done(&out);
}

static void t25_what_follow_up_adds_is_escaped_too(void **state)
{
	struct document document =
		sample_document_of_all(*state, "A & B <script>alert(\"1\")</script> 'x'");
	struct job job = render_sample_job();
	struct text out = {0};

	assert_int_equal(render_html(&job, &document, &out), 0);
	assert_null(strstr(out.data, "<script"));
	assert_null(strstr(out.data, "B <"));
	assert_non_null(strstr(out.data, "<p class=\"trial\""));
	text_done(&out);
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_html(&job, document, &out);

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
		TEST(t25_names_are_escaped_wherever_they_stand),
		TEST(nothing_outside_of_the_mail_is_asked_for),
		TEST(rows_name_what_finds_them_in_the_register),
		TEST(t23_six_hundred_agreements_stay_below_what_providers_cut_off),
		TEST(t25_what_follow_up_adds_is_escaped_too),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
