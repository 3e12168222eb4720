/* Goal: the fingerprint changes with everything that planning depends on, and with nothing else. */
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/config/reader.h"

#define BASE                                                                                       \
	"schedule: {at: 08:30, days: [mon, tue]}\n"                                                \
	"dates: {vague: anniversary, term_ends: anniversary}\n"                                    \
	"channels: {local: {type: maildir, path: /mail}, chat: {type: slack, url: {env: U}}}\n"    \
	"contacts:\n"                                                                              \
	"  registry: {name: Registry, aliases: [R], email: a@b.c, channels: [local, chat]}\n"      \
	"  law: {name: Law, email: l@b.c, channels: [local], absent: {from: 2027-07-01, until: "   \
	"2027-08-15, deputy: registry}}\n"                                                         \
	"policies:\n"                                                                              \
	"  - name: p\n"                                                                            \
	"    match: {type: t, owner: o, country: DE, register: r}\n"                               \
	"    end: {before: [30d, 7d], after: {every: 14d, until: 90d}, to: law}\n"                 \
	"    review: {every: 24m, before: [0d]}\n"                                                 \
	"    unknown: {every: 6m}\n"                                                               \
	"    window: {opens: 20d, closes: 10d}\n"                                                  \
	"    to: registry\n"                                                                       \
	"    group: owner\n"                                                                       \
	"    escalate: [{after: 21d, to: registry}, {after: 6w, to: owner}]\n"                     \
	"    never_hide: 9d\n"                                                                     \
	"  - {name: q, end: off}\n"                                                                \
	"office: {name: Office, timezone: Asia/Almaty, keeper: registry}\n"

static uint64_t fingerprint(const char *yaml)
{
	struct config *config = reader_good(yaml);
	uint64_t result = config->fingerprint;

	config_free(config);
	return result;
}

/* BASE with the first occurrence of one piece replaced by another. */
static void replace(const char *old, const char *new, char *yaml, size_t size)
{
	static const char base[] = BASE;
	const char *at = strstr(base, old);

	assert_non_null(at);
	assert_true(sizeof(base) + strlen(new) < size);
	memcpy(yaml, base, (size_t)(at - base));
	strcpy(yaml + (at - base), new);
	strcat(yaml, at + strlen(old));
}

struct change {
	const char *old;
	const char *new;
};

static void it_changes_with_all_that_planning_depends_on(void **state)
{
	static const struct change changes[] = {
		{"[mon, tue]", "[mon]"},
		{"vague: anniversary", "vague: last"},
		{"term_ends: anniversary", "term_ends: day_before"},
		{"Asia/Almaty", "Asia/Tokyo"},
		{"keeper: registry", "keeper: law"},
		{"name: Registry", "name: Archive"},
		{"aliases: [R]", "aliases: [S]"},
		{"aliases: [R]", "aliases: [R, S]"},
		{"a@b.c", "x@b.c"},
		{"channels: [local, chat]", "channels: [chat, local]"},
		{"  law: {name", "  lax: {name"},
		{"name: p", "name: x"},
		{"{type: t,", "{type: [t, u],"},
		{"owner: o", "owner: x"},
		{"country: DE", "country: FR"},
		{"register: r", "register: x"},
		{"[30d, 7d]", "[30d, 8d]"},
		{"[30d, 7d]", "[30d]"},
		{"[30d, 7d]", "[1m, 7d]"},
		{"every: 14d", "every: 13d"},
		{"until: 90d", "until: 80d"},
		{"to: law", "to: owner"},
		{"every: 24m", "every: 12m"},
		{"before: [0d]", "before: [1d]"},
		{"every: 6m", "every: 7m"},
		{"opens: 20d", "opens: 21d"},
		{"closes: 10d", "closes: 9d"},
		{"    window: {opens: 20d, closes: 10d}\n", ""},
		{"to: registry", "to: owner"},
		{"group: owner", "group: agreement"},
		{"  - {name: q, end: off}\n", ""},
		{"  - {name: q, end: off}\n", "  - {name: q, review: off}\n"},
		{"{name: q, end: off}", "{name: q, end: {before: 0d}}"},
		{"unknown: {every: 6m}", "unknown: off"},
		{"from: 2027-07-01", "from: 2027-07-02"},
		{"from: 2027-07-01, ", ""},
		{"until: 2027-08-15", "until: 2027-08-14"},
		{", absent: {from: 2027-07-01, until: 2027-08-15, deputy: registry}", ""},
		{"after: 21d", "after: 3w"},
		{"after: 6w, to: owner", "after: 6w, to: [owner, law]"},
		{", {after: 6w, to: owner}", ""},
		{"never_hide: 9d", "never_hide: 8d"},
	};
	uint64_t before = fingerprint(BASE);

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		char yaml[sizeof(BASE) + 100];

		/* The key of a contact is named in one more place. */
		if (strstr(changes[i].new, "lax") != NULL) {
			char *to;

			replace(changes[i].old, changes[i].new, yaml, sizeof(yaml));
			to = strstr(yaml, "to: law");
			memcpy(to, "to: lax", 7);
		} else {
			replace(changes[i].old, changes[i].new, yaml, sizeof(yaml));
		}
		if (fingerprint(yaml) == before)
			print_error("%s -> %s\n", changes[i].old, changes[i].new);
		assert_true(fingerprint(yaml) != before);
	}
}

static void it_stays_when_planning_does(void **state)
{
	static const struct change changes[] = {
		{"at: 08:30", "at: 09:00"},
		{"path: /mail", "path: /other"},
		{"{env: U}", "{credential: u}"},
		{"name: Office", "name: Bureau"},
		{"keeper: registry", "keeper: registry, reply_to: x@y.z"},
		{"schedule:", "store: /other.db\nschedule:"},
		{"[30d, 7d]", "[7d, 30d]"},
		{"name: p\n", "name: p # a remark\n"},
		{"schedule:", "trial: {to: law}\ndigest: {on: mon}\nschedule:"},
	};
	uint64_t before = fingerprint(BASE);

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		char yaml[sizeof(BASE) + 100];

		replace(changes[i].old, changes[i].new, yaml, sizeof(yaml));
		if (fingerprint(yaml) != before)
			print_error("%s -> %s\n", changes[i].old, changes[i].new);
		assert_true(fingerprint(yaml) == before);
	}
}

static void neighbouring_fields_are_not_mixed_up(void **state)
{
	(void)state;
	assert_true(fingerprint(OFFICE CHANNELS "contacts: {registry: {email: a@b.c, name: ab, "
						"aliases: [c]}}\n") !=
		    fingerprint(OFFICE CHANNELS "contacts: {registry: {email: a@b.c, name: a, "
						"aliases: [bc]}}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_changes_with_all_that_planning_depends_on),
		cmocka_unit_test(it_stays_when_planning_does),
		cmocka_unit_test(neighbouring_fields_are_not_mixed_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
