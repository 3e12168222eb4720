#include "tests/message/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct policy policy = {.name = "default"};

struct day sample_day(const char *text)
{
	struct day day = DAY_NONE;

	if (!day_parse(text, &day))
		fail_msg("%s is no day", text);
	return day;
}

struct sample *sample_new(const char *today)
{
	struct sample *sample = calloc(1, sizeof(*sample));

	assert_non_null(sample);
	sample->office = (struct document_office){.name = "International Cooperation Department",
						  .language = "en",
						  .reply_to = "registry@example.edu"};
	sample->contact = (struct contact){.key = "law", .name = "Faculty of Law"};
	for (size_t i = 0; i < SAMPLE_ENTRIES_MAX; i++)
		sample->items[i].entry = i;
	sample->delivery = (struct run_delivery){.kind = DELIVERY_REMINDER,
						 .contact = &sample->contact,
						 .name = sample->contact.name,
						 .items = sample->items,
						 .part = 1,
						 .parts = 1};
	sample->run.today = sample_day(today);
	sample->run.entries = sample->entries;
	sample->run.deliveries = &sample->delivery;
	sample->run.delivery_count = 1;
	return sample;
}

void sample_free(struct sample *sample)
{
	free(sample->json);
	arena_done(&sample->arena);
	free(sample);
}

struct agreement *sample_add(struct sample *sample, const char *partner, enum deadline_kind kind,
			     const char *deadline, const char *given, struct run_entry **ret_entry)
{
	struct agreement *agreement = arena_take(&sample->arena, sizeof(*agreement));
	struct partner *partners = arena_take(&sample->arena, sizeof(*partners));
	struct run_entry *entry = &sample->entries[sample->run.entry_count];
	struct vague vague = {0};

	assert_true(sample->run.entry_count < SAMPLE_ENTRIES_MAX);
	assert_non_null(agreement);
	assert_non_null(partners);
	assert_true(given == NULL || vague_parse(given, &vague));
	*partners = (struct partner){.name = partner, .city = "Leuven", .country = "BE"};
	*agreement = (struct agreement){
		.id = (int64_t)sample->run.entry_count + 1,
		.register_name = "agreements.txt",
		.row = "12",
		.registration_number = "2021/45",
		.type = "Memorandum of understanding",
		.owner = "Faculty of Law",
		.partners = partners,
		.partner_count = 1,
		.signed_on = vague_of_day(sample_day("2021-12-10")),
	};
	entry->agreement = agreement;
	entry->notice_id = (int64_t)sample->run.entry_count + 101;
	entry->decision = (struct decision){
		.kind = kind,
		.deadline = sample_day(deadline),
		.latest = given == NULL ? sample_day(deadline) : vague.last,
		.given = vague,
		.milestone = sample->run.today,
		.step = {.kind = STEP_BEFORE, .span = {30, SPAN_DAYS}, .times = 1},
		.sending_day = sample->run.today,
		.corrected_from = DAY_NONE,
		.first_told = DAY_NONE,
		.renewed = {.reckoned = DAY_NONE, .latest = DAY_NONE},
		.policy = &policy,
	};
	sample->run.entry_count++;
	sample->delivery.item_count++;
	if (ret_entry != NULL)
		*ret_entry = entry;
	return agreement;
}

struct run_entry *sample_add_tacit(struct sample *sample, const char *partner, const char *deadline,
				   const char *on, const char *every, const char *notice)
{
	struct run_entry *entry;
	struct renewing *renewing;

	sample_add(sample, partner, DEADLINE_NOTICE, deadline, deadline, &entry);
	renewing = &entry->decision.renewing;
	renewing->is_set = true;
	renewing->on = sample_day(on);
	renewing->given = vague_of_day(renewing->on);
	assert_true(every == NULL || span_parse(every, &renewing->every));
	assert_true(notice == NULL || notice_parse(notice, &renewing->notice));
	return entry;
}

struct document sample_document_with(struct sample *sample, const struct run_problem *problems,
				     size_t count)
{
	struct document document = {0};
	const char *why = "";

	free(sample->json);
	sample->json = NULL;
	sample->delivery.name = sample->contact.name;
	sample->run.untold = sample->run.unsettled = (struct run_problems){problems, count, count};
	assert_int_equal(document_build(&sample->run, 0, &sample->office, sample->in_reply_to,
					&sample->json),
			 0);
	if (document_parse(sample->json, strlen(sample->json), &sample->arena, &document, &why) !=
	    0)
		fail_msg("%s", why);
	return document;
}

static void name_all(struct sample *sample, struct run_entry *entry, struct agreement *agreement,
		     const char *name)
{
	struct told *told = arena_take_array(&sample->arena, 3, sizeof(*told));

	assert_non_null(told);
	agreement->register_name = agreement->row = agreement->registration_number = name;
	agreement->type = agreement->owner = agreement->last_day_raw = name;
	for (size_t i = 0; i < 3; i++)
		told[i] = (struct told){.address = {name, name},
					.name = i == 1 ? NULL : name,
					.on = sample->run.today};
	entry->told = told;
	entry->told_count = 3;
	entry->decision.first_told = sample->run.today;
	entry->decision.response = (struct response){.id = 1,
						     .kind = RESPONSE_LAPSE,
						     .until = sample->run.today,
						     .on = sample->run.today};
}

static void add_all(struct sample *sample, const char *name)
{
	struct contact *absent = arena_take(&sample->arena, sizeof(*absent));
	size_t count = SECTION_UNANSWERED + 2;

	assert_non_null(absent);
	*absent = (struct contact){.name = name};
	for (size_t i = 0; i < count; i++) {
		struct run_entry *entry;
		struct agreement *agreement =
			sample_add(sample, name, DEADLINE_END, "2026-12-10", "2026-12-10", &entry);

		name_all(sample, entry, agreement, name);
		entry->section = (enum section)(i + 1 < count ? i : SECTION_NONE);
		sample->items[i].absent = absent;
		sample->items[i].level = 1;
	}
	sample->entries[count - 1].decision.step = (struct step){STEP_RENEWED, {1, SPAN_DAYS}, -3};
	sample->entries[count - 1].decision.renewed.reckoned = sample_day("2031-12-31");
	sample->entries[count - 2].decision.response.id = 0;
}

struct document sample_document_of_all(struct sample *sample, const char *name)
{
	struct run_problem *problems = arena_take_array(&sample->arena, 30, sizeof(*problems));
	struct run_undelivered *undelivered =
		arena_take_array(&sample->arena, 30, sizeof(*undelivered));

	assert_non_null(problems);
	assert_non_null(undelivered);
	for (size_t i = 0; i < 30; i++) {
		problems[i] = (struct run_problem){.register_name = name,
						   .line = 1,
						   .code = name,
						   .text = name,
						   .partner = name};
		undelivered[i] = (struct run_undelivered){name, name, name, name, {0}, i % 2 == 0};
		undelivered[i].since = sample->run.today;
	}
	add_all(sample, name);
	sample->office.name = sample->contact.name = name;
	sample->in_reply_to = "9f3c0123456789ab.3";
	sample->delivery.kind = DELIVERY_DIGEST;
	sample->delivery.meant_name = name;
	sample->delivery.meant = (struct address){name, name};
	sample->run.undelivered = undelivered;
	sample->run.undelivered_count = sample->run.undelivered_total = 30;
	return sample_document_with(sample, problems, 30);
}

struct document sample_document(struct sample *sample)
{
	return sample_document_with(sample, NULL, 0);
}
