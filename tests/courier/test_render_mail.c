#include "courier/render.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static const char from[] = "Agreements <agreements@example.edu>";

static int render(struct sample *sample, const struct job *job, const char *sender,
		  struct text *out, const char **ret_why)
{
	struct document document = sample_document(sample);

	return render_mail(job, &document, sender, out, ret_why);
}

static void expect_start(struct sample *sample, const struct job *job, const char *sender,
			 const char *wanted)
{
	struct text out = {0};

	assert_int_equal(render(sample, job, sender, &out, NULL), 0);
	assert_true(out.length > strlen(wanted));
	out.data[strlen(wanted)] = '\0';
	assert_string_equal(out.data, wanted);
	text_done(&out);
}

static void headers_derive_from_the_job(void **state)
{
	struct job job = render_sample_job();

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	expect_start(*state, &job, from,
		     "Date: Mon, 23 Nov 2026 08:30:00 +0500\r\n"
		     "From: Agreements <agreements@example.edu>\r\n"
		     "To: Faculty of Law <law@example.edu>\r\n"
		     "Reply-To: registry@example.edu\r\n"
		     "Subject: Agreement with KU Leuven ends in 17 days\r\n"
		     "Message-ID: <9f3c0123456789ab.17@example.edu>\r\n"
		     "Auto-Submitted: auto-generated\r\n"
		     "X-Auto-Response-Suppress: All\r\n"
		     "MIME-Version: 1.0\r\n"
		     "Content-Type: multipart/mixed; boundary=\"=_51ca6e598eb2d202_m\"\r\n"
		     "\r\n"
		     "--=_51ca6e598eb2d202_m\r\n"
		     "Content-Type: multipart/alternative; "
		     "boundary=\"=_51ca6e598eb2d202_a\"\r\n");
}

static void without_a_calendar_the_alternative_stands_alone(void **state)
{
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_UNKNOWN, "2026-01-10", NULL, NULL);
	assert_int_equal(render(*state, &job, from, &out, NULL), 0);
	assert_null(strstr(out.data, "multipart/mixed"));
	assert_null(strstr(out.data, "text/calendar"));
	assert_non_null(strstr(out.data, "Content-Type: multipart/alternative"));
	text_done(&out);
}

static void a_sender_without_a_name_gets_that_of_the_office(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();

	sample->office.name = "Registry";
	sample->office.reply_to = NULL;
	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	expect_start(sample, &job, "a@example.edu",
		     "Date: Mon, 23 Nov 2026 08:30:00 +0500\r\n"
		     "From: Registry <a@example.edu>\r\n"
		     "To: Faculty of Law <law@example.edu>\r\n"
		     "Subject: ");
	expect_start(sample, &job, NULL,
		     "Date: Mon, 23 Nov 2026 08:30:00 +0500\r\n"
		     "From: Registry <renewd@localhost>\r\n");
}

static void an_address_that_needs_smtputf8_stands_in_utf8(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();

	job.address = "отдел@bücher.example";
	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	expect_start(sample, &job, from,
		     "Date: Mon, 23 Nov 2026 08:30:00 +0500\r\n"
		     "From: Agreements <agreements@example.edu>\r\n"
		     "To: Faculty of Law <отдел@xn--bcher-kva.example>\r\n");
}

static void every_attempt_gives_the_same_bytes(void **state)
{
	struct job job = render_sample_job();
	struct text first = {0}, second = {0};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	assert_int_equal(render(*state, &job, from, &first, NULL), 0);
	job.timeout_ms = 99;
	assert_int_equal(render(*state, &job, from, &second, NULL), 0);
	assert_string_equal(first.data, second.data);
	text_done(&first);
	text_done(&second);
}

static void each_delivery_has_boundaries_of_its_own(void **state)
{
	struct job job = render_sample_job();
	struct text out = {0};

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	job.id = "9f3c0123456789ab.18";
	assert_int_equal(render(*state, &job, from, &out, NULL), 0);
	assert_null(strstr(out.data, "51ca6e598eb2d202"));
	text_done(&out);
}

static void t25_what_may_not_stand_in_a_header_is_refused_by_name(void **state)
{
	static const struct {
		const char *id;
		const char *address;
		const char *from;
		const char *reply_to;
		const char *why;
	} cases[] = {
		{"a\r\nX: y.1", "a@b.example", "a@b.example", NULL,
		 "the job's ID may not stand in a header"},
		{"", "a@b.example", "a@b.example", NULL, "the job's ID may not stand in a header"},
		{"a.1", "a@b.example\r\nBcc: c@d.example", "a@b.example", NULL,
		 "the recipient's address is no e-mail address"},
		{"a.1", "", "a@b.example", NULL, "the recipient's address is no e-mail address"},
		{"a.1", "a@b.example", "A\nB <a@b.example>", NULL,
		 "the sender (from) is no e-mail address"},
		{"a.1", "a@b.example", "a@b.example", "nobody",
		 "office.reply_to is no e-mail address"},
	};
	struct sample *sample = *state;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct job job = render_sample_job();
		struct text out = {0};
		const char *why = NULL;

		job.id = cases[i].id;
		job.address = cases[i].address;
		sample->office.reply_to = cases[i].reply_to;
		assert_int_equal(render(sample, &job, cases[i].from, &out, &why), -EINVAL);
		assert_string_equal(why, cases[i].why);
		assert_int_equal(out.length, 0);
		text_done(&out);
	}
}

static void a_later_message_answers_the_one_that_began_the_thread(void **state)
{
	struct sample *sample = *state;
	struct job job = render_sample_job();
	struct text out = {0};
	const char *why = NULL;

	sample_add(sample, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	assert_int_equal(render(sample, &job, from, &out, NULL), 0);
	assert_null(strstr(out.data, "In-Reply-To"));
	assert_null(strstr(out.data, "References"));
	text_clear(&out);
	sample->in_reply_to = "9f3c0123456789ab.3";
	assert_int_equal(render(sample, &job, from, &out, NULL), 0);
	assert_non_null(strstr(out.data, "\r\nIn-Reply-To: <9f3c0123456789ab.3@example.edu>\r\n"
					 "References: <9f3c0123456789ab.3@example.edu>\r\n"));
	text_clear(&out);
	sample->in_reply_to = "a> <b";
	assert_int_equal(render(sample, &job, from, &out, &why), -EINVAL);
	assert_string_equal(why, "the ID of the thread may not stand in a header");
	text_done(&out);
}

static int render_it(void *context)
{
	struct document *document = context;
	struct job job = render_sample_job();
	struct text out = {0};
	int result = render_mail(&job, document, from, &out, NULL);

	text_done(&out);
	return result;
}

static void short_memory_is_reported(void **state)
{
	struct document document;

	sample_add(*state, "KU Leuven", DEADLINE_END, "2026-12-10", "2026-12-10", NULL);
	document = sample_document(*state);
	assert_int_equal(render_it(&document), 0);
	alloc_each_fails(render_it, &document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(headers_derive_from_the_job),
		TEST(without_a_calendar_the_alternative_stands_alone),
		TEST(a_sender_without_a_name_gets_that_of_the_office),
		TEST(an_address_that_needs_smtputf8_stands_in_utf8),
		TEST(every_attempt_gives_the_same_bytes),
		TEST(each_delivery_has_boundaries_of_its_own),
		TEST(t25_what_may_not_stand_in_a_header_is_refused_by_name),
		TEST(a_later_message_answers_the_one_that_began_the_thread),
		TEST(short_memory_is_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
