/*
 * Goal: whatever people answer, record, correct and configure, and whenever runs are made, no line
 * of the ledger is settled twice (which would stop all runs), and runs on the days that plans name
 * decide what runs on every day do.
 */
#include <string.h>

#include "tests/core/planned.h"

#define OFFSETS_MAX  6
#define STEPS_MAX    4
#define HOLIDAYS_MAX 40
#define DAYS	     600

static const struct address mail[] = {
	{"mail", "r@x.test"}, {"mail", "l@x.test"}, {"mail", "d@x.test"}, {"mail", "o@x.test"}};
static const struct contact people[] = {
	{.key = "registry", .name = "Registry", .addresses = &mail[0], .address_count = 1},
	{.key = "law", .name = "Law", .addresses = &mail[1], .address_count = 1},
	{.key = "dean", .name = "Dean", .addresses = &mail[2], .address_count = 1},
	{.key = "rector", .name = "Rector", .addresses = &mail[3], .address_count = 1},
};
static const char *const names[] = {"owner", "dean", "rector", "registry"};

/* A generated office: the pointers of its policy, calendar and contacts lead into it. */
struct office {
	struct span before[DEADLINE_KINDS][OFFSETS_MAX];
	struct escalation steps[STEPS_MAX];
	struct policy policy;
	struct day holidays[HOLIDAYS_MAX];
	struct contact people[COUNT(people)];
};

static struct span days(struct generator *generator, int32_t least, int32_t most)
{
	return (struct span){generate_between(generator, least, most), SPAN_DAYS};
}

static void generate_policy(struct generator *generator, struct office *office)
{
	struct policy *policy = &office->policy;
	int32_t after = 0;

	*policy = (struct policy){.escalations = office->steps,
				  .escalation_count = generate(generator, STEPS_MAX + 1),
				  .never_hide = days(generator, 0, 14)};
	for (int kind = 0; kind < DEADLINE_KINDS; kind++) {
		for (size_t i = 0; i < OFFSETS_MAX; i++)
			office->before[kind][i] = days(generator, 0, i % 2 == 0 ? 30 : 200);
		policy->rules[kind] =
			(struct rule){.state = RULE_SET,
				      .before = office->before[kind],
				      .before_count = 1 + generate(generator, OFFSETS_MAX),
				      .every = days(generator, 1, 30),
				      .until = days(generator, 0, 90)};
	}
	policy->rules[DEADLINE_REVIEW].every = days(generator, 210, 400);
	for (size_t i = 0; i < STEPS_MAX; i++) {
		after += generate_between(generator, 1, 30);
		office->steps[i] = (struct escalation){.after = {after, SPAN_DAYS},
						       .to = &names[generate(generator, 4)],
						       .to_count = 1};
	}
}

/* Who is away has a deputy that may be told anyway. */
static void generate_absences(struct generator *generator, struct office *office, struct day from)
{
	memcpy(office->people, people, sizeof(people));
	for (size_t i = 1; i < COUNT(people); i++) {
		struct contact *contact = &office->people[i];

		if (generate(generator, 3) != 0)
			continue;
		contact->deputy = &office->people[i == 1 ? 2 : i == 2 ? 3 : 1];
		contact->absent_from = day_add_days(from, generate_between(generator, 0, 400));
		contact->absent_until =
			day_add_days(contact->absent_from, generate_between(generator, 0, 60));
	}
}

static void begin(struct planned *planned, struct generator *generator, struct office *office,
		  struct day from)
{
	char text[DAY_TEXT_SIZE];
	struct agreement *agreement = &planned->agreement;

	planned_init(planned,
		     day_format(day_add_days(from, generate_between(generator, -100, 500)), text));
	planned->terms[0].known_on = agreement->known_on = from;
	agreement->owner = "Law";
	if (generate(generator, 4) == 0) {
		planned->terms[0].last_day = given("");
		agreement->kind = generate(generator, 2) ? KIND_OPEN_ENDED : KIND_UNKNOWN;
	} else if (generate(generator, 2) == 0) {
		agreement->renewal = RENEWAL_TACIT;
		agreement->renews.every = days(generator, 7, 400);
		agreement->renews.times = (int)generate(generator, 4);
		agreement->notice.period = days(generator, 0, 120);
	}
	generate_policy(generator, office);
	generate_absences(generator, office, from);
	office->holidays[0] = from;
	for (size_t i = 1; i < HOLIDAYS_MAX; i++)
		office->holidays[i] =
			day_add_days(office->holidays[i - 1], generate_between(generator, 1, 30));
	planned->rules.calendar.holidays = office->holidays;
	planned->rules.calendar.holiday_count = HOLIDAYS_MAX;
	planned->rules.contacts =
		(struct contacts){.items = office->people, .count = COUNT(people)};
	planned_use(planned, &office->policy, 1);
}

static void respond(struct planned *planned, struct generator *generator, struct day today)
{
	const struct history history = {planned->settled, planned->settled_count,
					planned->responses, planned->response_count};
	struct open_deadline open[DEADLINE_KINDS];
	size_t count =
		plan_open_deadlines(&planned->agreement, &history, &planned->rules, today, open);
	enum response_kind kind = (enum response_kind)generate(generator, 5);
	char until[DAY_TEXT_SIZE] = "", day[DAY_TEXT_SIZE];

	if (generate(generator, 2) == 0)
		day_format(day_add_days(today, generate_between(generator, -5, 90)), until);
	if (count > 0 && planned->response_count < PLANNED_RESPONSES_MAX)
		planned_respond(planned, kind, open[generate(generator, (uint32_t)count)].kind,
				until, day_format(today, day));
}

/* What happens on a day, if anything does. */
static bool happens(struct planned *planned, struct generator *generator, struct office *office,
		    struct day today)
{
	struct vague last = planned->terms[planned->agreement.term_count - 1].last_day;
	int32_t moved = generate_between(generator, -7, 7);
	char text[DAY_TEXT_SIZE], day[DAY_TEXT_SIZE];

	day_format(today, day);
	if (vague_is_known(last))
		day_format(day_add_days(last.first, moved), text);
	switch (generate(generator, 100)) {
	case 0:
		if (vague_is_known(last))
			planned_correct(planned, text, day);
		return true;
	case 1:
		if (planned->agreement.term_count == PLANNED_TERMS_MAX)
			return false;
		if (generate(generator, 2) == 0 || !vague_is_known(last))
			day_format(day_add_days(today, moved * 50), text);
		planned_renew(planned, text, day);
		return true;
	case 2:
	case 3:
	case 4:
		respond(planned, generator, today);
		return true;
	case 5:
		generate_policy(generator, office);
		return true;
	default:
		return false;
	}
}

/* Runs on working days, now and then on others, and not for some weeks; holds: nothing twice. */
static void play(struct planned *planned, struct generator generator, struct office *office,
		 struct day from, bool only_next)
{
	struct day next = from;

	begin(planned, &generator, office, from);
	for (struct day today = from; today.n < from.n + DAYS; today.n++) {
		bool is_made = calendar_is_working_day(&planned->rules.calendar, today);

		if (happens(planned, &generator, office, today))
			next = today;
		is_made |= generate(&generator, 30) == 0;
		if (!is_made || today.n / 20 % 5 == 0)
			continue;
		if (only_next && (day_is_none(next) || next.n > today.n))
			continue;
		planned_run_on(planned, today);
		next = planned->plan.next;
	}
}

static void nothing_is_settled_twice_and_the_days_that_plans_name_are_enough(void **state)
{
	size_t lines = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		const struct generator generator = {seed * 7919};
		struct planned all, some;
		struct office office;

		play(&all, generator, &office, on("2025-06-02"), /* only_next= */ false);
		play(&some, generator, &office, on("2025-06-02"), /* only_next= */ true);
		assert_int_equal(some.settled_count, all.settled_count);
		for (size_t i = 0; i < all.settled_count; i++) {
			const struct settled *a = &all.settled[i], *b = &some.settled[i];

			NUMBER_IS(b->kind, a->kind);
			NUMBER_IS(b->outcome, a->outcome);
			NUMBER_IS(b->deadline.n, a->deadline.n);
			NUMBER_IS(b->milestone.n, a->milestone.n);
			NUMBER_IS(b->on.n, a->on.n);
			NUMBER_IS(b->level, a->level);
		}
		lines += all.settled_count;
		planned_done(&all);
		planned_done(&some);
	}
	assert_true(lines > 4000); /* the histories are no empty ones */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_settled_twice_and_the_days_that_plans_name_are_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
