/*
 * The table of keys. The file's sections are read in the order of the table, whatever their order
 * in the file is: the manual, renewctl's description and the defaults all follow it.
 */
#include "config/schema.h"

#include <string.h>

#include "config/channels.h"
#include "config/config.h"
#include "config/contacts.h"
#include "config/digest.h"
#include "config/escalation.h"
#include "config/list.h"
#include "config/offsets.h"
#include "config/policies.h"
#include "config/profile_schema.h"
#include "config/raw.h"
#include "config/reference.h"
#include "config/scalar.h"
#include "config/secret.h"
#include "config/section.h"
#include "config/value.h"
#include "core/text.h"

#define IN(section, field) offsetof(struct raw_##section, field)
#define IN_FILE(field)	   offsetof(struct raw, field)

#define SMTP	(1u << CHANNEL_SMTP)
#define SLACK	(1u << CHANNEL_SLACK)
#define WEBHOOK (1u << CHANNEL_WEBHOOK)
#define MAILDIR (1u << CHANNEL_MAILDIR)

/* How many a list may hold. */
#define EMAILS_MAX   20
#define ALIASES_MAX  50
#define PATTERNS_MAX 100
#define TO_MAX	     20

#define SPAN_MAX_DAYS (10 * 365)

static const char *const languages[] = {"en", NULL};
static const char *const vague_words[] = {"anniversary", "first", "last", NULL};
static const char *const term_ends_words[] = {"anniversary", "day_before", NULL};
static const char *const tls_words[] = {"required", "none", NULL};
static const char *const auth_words[] = {"any", "plain", "login", "cram-md5", NULL};
static const char *const truth_words[] = {"true", "false", NULL};
static const char *const group_words[] = {"owner", "agreement", NULL};

/* clang-format off */
const struct key schema_keys[] = {
	{.path = "office", .type = KEY_SECTION, .need = KEY_REQUIRED, .offset = IN_FILE(office),
	 .read = section_group, .help = "The office that keeps the agreements"},
	{.path = "office.name", .type = KEY_TEXT, .need = KEY_REQUIRED, .min = 1, .max = 200,
	 .unit = "characters", .offset = IN(office, name), .read = scalar_text,
	 .help = "Its name, as it stands in messages"},
	{.path = "office.timezone", .type = KEY_ZONE, .need = KEY_REQUIRED,
	 .offset = IN(office, timezone), .read = scalar_zone,
	 .help = "Its time zone: Asia/Almaty"},
	{.path = "office.language", .type = KEY_WORD, .words = languages, .fallback = "en",
	 .offset = IN(office, language), .read = scalar_word, .help = "The language of messages"},
	{.path = "office.keeper", .type = KEY_NAME, .need = KEY_REQUIRED,
	 .offset = IN(office, keeper), .read = reference_contact,
	 .help = "The contact that gets what nobody else can get"},
	{.path = "office.reply_to", .type = KEY_EMAIL, .offset = IN(office, reply_to),
	 .read = scalar_email,
	 .help = "Where replies to mails go; the keeper's first address when absent"},
	{.path = "office.academic_year", .type = KEY_GROUP, .offset = IN(office, academic_year),
	 .read = section_group, .help = "The academic year, where agreements end with one"},
	{.path = "office.academic_year.starts", .type = KEY_YEAR_DAY, .need = KEY_REQUIRED,
	 .offset = IN(academic_year, starts), .read = scalar_year_day,
	 .help = "The day on which it starts: 1 September"},

	{.path = "store", .type = KEY_PATH, .fallback = CONFIG_DEFAULT_STORE,
	 .offset = IN_FILE(store), .read = scalar_path,
	 .help = "The file in which agreements and reminders are kept"},

	{.path = "schedule", .type = KEY_SECTION, .offset = IN_FILE(schedule),
	 .read = section_group, .help = "When reminders are sent"},
	{.path = "schedule.at", .type = KEY_TIME, .fallback = "08:30",
	 .offset = IN(schedule, minute), .read = scalar_time,
	 .help = "The time of day in the office's zone"},
	{.path = "schedule.days", .type = KEY_WEEKDAYS, .min = 1, .max = 7, .unit = "items",
	 .fallback = "mon, tue, wed, thu, fri", .offset = IN(schedule, weekdays),
	 .read = list_weekdays, .help = "The working days; nothing is sent on the others"},

	{.path = "dates", .type = KEY_SECTION, .offset = IN_FILE(dates), .read = section_group,
	 .help = "How dates are reckoned"},
	{.path = "dates.vague", .type = KEY_WORD, .words = vague_words, .fallback = "anniversary",
	 .offset = IN(dates, vague), .read = scalar_word,
	 .help = "The day to reckon with when only a month or a year is known: the anniversary "
		 "of the signing day, the first or the last day"},
	{.path = "dates.term_ends", .type = KEY_WORD, .words = term_ends_words,
	 .fallback = "anniversary", .offset = IN(dates, term_ends), .read = scalar_word,
	 .help = "The last day of a term of years or months: the anniversary of its start, or "
		 "the day before"},

	{.path = "channels", .type = KEY_CHANNELS, .need = KEY_REQUIRED, .min = 1,
	 .max = CHANNELS_MAX, .unit = "channels", .offset = IN_FILE(channels),
	 .read = channels_read, .help = "The ways by which messages go, each with its name"},
	{.path = "channels.*.type", .type = KEY_WORD, .need = KEY_REQUIRED,
	 .words = channels_types, .offset = IN(channel, type), .read = scalar_word,
	 .help = "What kind of channel it is"},
	{.path = "channels.*.url", .channels = SMTP, .type = KEY_SMTP_URL, .need = KEY_REQUIRED,
	 .offset = IN(channel, url), .read = secret_smtp_url,
	 .help = "The mail server: smtp://HOST[:PORT] (STARTTLS) or smtps://HOST[:PORT]"},
	{.path = "channels.*.url", .channels = SLACK, .type = KEY_SECRET, .need = KEY_REQUIRED,
	 .offset = IN(channel, secret_url), .read = secret_reference,
	 .help = "The incoming webhook's URL, which is a secret"},
	{.path = "channels.*.url", .channels = WEBHOOK, .type = KEY_SECRET_URL,
	 .need = KEY_REQUIRED, .offset = IN(channel, secret_url), .read = secret_url,
	 .help = "Where to post: https://…, or http://… on this machine"},
	{.path = "channels.*.tls", .channels = SMTP, .type = KEY_WORD, .words = tls_words,
	 .fallback = "required", .offset = IN(channel, tls), .read = scalar_word,
	 .help = "Whether the connection must be encrypted; none is for this machine only"},
	{.path = "channels.*.from", .channels = SMTP, .type = KEY_MAILBOX, .need = KEY_REQUIRED,
	 .offset = IN(channel, from), .read = scalar_mailbox,
	 .help = "The sender of mails: Agreements <agreements@example.edu>"},
	{.path = "channels.*.from", .channels = MAILDIR, .type = KEY_MAILBOX,
	 .fallback = "renewd@localhost", .offset = IN(channel, from), .read = scalar_mailbox,
	 .help = "The sender of mails"},
	{.path = "channels.*.username", .channels = SMTP, .type = KEY_TEXT, .min = 1, .max = 255,
	 .unit = "characters", .offset = IN(channel, username), .read = scalar_text,
	 .help = "The name for the mail server's login"},
	{.path = "channels.*.password", .channels = SMTP, .type = KEY_SECRET,
	 .offset = IN(channel, password), .read = secret_reference,
	 .help = "The password for the mail server's login"},
	{.path = "channels.*.auth", .channels = SMTP, .type = KEY_WORD, .words = auth_words,
	 .fallback = "any", .offset = IN(channel, auth), .read = scalar_word,
	 .help = "How to log in; any takes the best that the server offers"},
	{.path = "channels.*.ehlo", .channels = SMTP, .type = KEY_HOST,
	 .offset = IN(channel, ehlo), .read = scalar_host,
	 .help = "The name by which to greet the mail server; this machine's when absent"},
	{.path = "channels.*.secret", .channels = WEBHOOK, .type = KEY_SECRET,
	 .offset = IN(channel, secret), .read = secret_reference,
	 .help = "The key that signs each request (whsec_…)"},
	{.path = "channels.*.previous_secret", .channels = WEBHOOK, .type = KEY_SECRET,
	 .offset = IN(channel, previous_secret), .read = secret_reference,
	 .help = "The key before, which signs as well while the receiver changes over"},
	{.path = "channels.*.path", .channels = MAILDIR, .type = KEY_PATH, .need = KEY_REQUIRED,
	 .offset = IN(channel, path), .read = scalar_path,
	 .help = "The folder into which mails are written"},
	{.path = "channels.*.timeout", .channels = SMTP, .type = KEY_NUMBER, .min = 5, .max = 600,
	 .unit = "seconds", .fallback = "60", .offset = IN(channel, timeout),
	 .read = scalar_number, .help = "How long one message may take, with the server's answer"},
	{.path = "channels.*.timeout", .channels = SLACK | WEBHOOK, .type = KEY_NUMBER, .min = 5,
	 .max = 120, .unit = "seconds", .fallback = "30", .offset = IN(channel, timeout),
	 .read = scalar_number, .help = "How long one message may take, with the server's answer"},
	{.path = "channels.*.ca_file", .channels = SMTP | WEBHOOK, .type = KEY_PATH,
	 .offset = IN(channel, ca_file), .read = scalar_path,
	 .help = "Certificates to trust instead of the system's"},

	{.path = "contacts", .type = KEY_CONTACTS, .need = KEY_REQUIRED, .min = 1,
	 .max = CONTACTS_MAX, .unit = "contacts", .offset = IN_FILE(contacts),
	 .read = contacts_read, .help = "Who can be told, each with a key"},
	{.path = "contacts.*.name", .type = KEY_TEXT, .min = 1, .max = 200, .unit = "characters",
	 .offset = IN(contact, name), .read = scalar_text,
	 .help = "The name, as registers give it for the owner; the key when absent"},
	{.path = "contacts.*.aliases", .type = KEY_TEXTS, .min = 1, .max = ALIASES_MAX,
	 .unit = "items", .offset = IN(contact, aliases), .read = list_texts,
	 .help = "Other names that stand for it in registers"},
	{.path = "contacts.*.email", .type = KEY_EMAILS, .min = 1, .max = EMAILS_MAX,
	 .unit = "items", .offset = IN(contact, email), .read = list_emails,
	 .help = "The e-mail address or addresses"},
	{.path = "contacts.*.channels", .type = KEY_NAMES, .min = 1, .max = CHANNELS_MAX,
	 .unit = "items", .offset = IN(contact, channels), .read = reference_channels,
	 .help = "The channels that reach it; the only channel when there is but one"},
	{.path = "contacts.*.absent", .type = KEY_GROUP, .offset = IN(contact, absence),
	 .read = section_group, .help = "When somebody else is told instead"},
	{.path = "contacts.*.absent.from", .type = KEY_DAY, .offset = IN(absence, from),
	 .read = scalar_day, .help = "The first day of the absence; it has begun when absent"},
	{.path = "contacts.*.absent.until", .type = KEY_DAY, .need = KEY_REQUIRED,
	 .offset = IN(absence, until), .read = scalar_day, .help = "The last day of the absence"},
	{.path = "contacts.*.absent.deputy", .type = KEY_NAME, .need = KEY_REQUIRED,
	 .offset = IN(absence, deputy_key), .read = reference_contact,
	 .help = "The contact that is told instead"},

	{.path = "policies", .type = KEY_POLICIES, .max = POLICIES_MAX, .unit = "policies",
	 .offset = IN_FILE(policies), .read = policies_read,
	 .help = "Which reminders are due for which agreements; the first that matches decides"},
	{.path = "policies[].name", .type = KEY_TEXT, .need = KEY_REQUIRED, .min = 1, .max = 100,
	 .unit = "characters", .offset = IN(policy, name), .read = scalar_text,
	 .help = "The policy's name, which says in listings why a reminder was sent"},
	{.path = "policies[].match", .type = KEY_GROUP, .offset = IN(policy, match),
	 .read = section_group, .help = "For which agreements it is; for all when absent"},
	{.path = "policies[].match.type", .type = KEY_PATTERNS, .min = 1, .max = PATTERNS_MAX,
	 .unit = "items", .offset = offsetof(struct match, type), .read = list_texts,
	 .help = "Types of agreement; * stands for any characters"},
	{.path = "policies[].match.owner", .type = KEY_PATTERNS, .min = 1, .max = PATTERNS_MAX,
	 .unit = "items", .offset = offsetof(struct match, owner), .read = list_texts,
	 .help = "Owners, as the register names them"},
	{.path = "policies[].match.country", .type = KEY_COUNTRIES, .min = 1,
	 .max = PATTERNS_MAX, .unit = "items", .offset = offsetof(struct match, country),
	 .read = list_countries, .help = "Codes of countries (ISO 3166-1), of which a partner has one"},
	{.path = "policies[].match.register", .type = KEY_PATTERNS, .min = 1,
	 .max = PATTERNS_MAX, .unit = "items", .offset = offsetof(struct match, register_name),
	 .read = list_texts, .help = "Names of registers"},
	{.path = "policies[].end", .type = KEY_RULE, .offset = IN(policy, rules[DEADLINE_END]),
	 .read = policies_rule, .help = "Reminders of the last day, or off"},
	{.path = "policies[].end.before", .type = KEY_SPANS, .need = KEY_REQUIRED, .min = 0,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = IN(rule, before), .read = offsets_read,
	 .help = "How long before the last day to remind"},
	{.path = "policies[].end.after", .type = KEY_GROUP, .offset = IN(rule, after),
	 .read = section_group, .help = "Reminders after the last day: on the next day, and then"},
	{.path = "policies[].end.after.every", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = IN(after, every), .read = scalar_span,
	 .help = "How often to remind"},
	{.path = "policies[].end.after.until", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = IN(after, until), .read = scalar_span,
	 .help = "For how long to go on"},
	{.path = "policies[].end.to", .type = KEY_NAMES, .min = 1, .max = TO_MAX, .unit = "items",
	 .offset = IN(rule, to), .read = reference_recipients,
	 .help = "Who is told, other than the policy's to"},
	{.path = "policies[].notice", .type = KEY_RULE,
	 .offset = IN(policy, rules[DEADLINE_NOTICE]), .read = policies_rule,
	 .help = "Reminders that an agreement renews itself unless notice is given, or off"},
	{.path = "policies[].notice.before", .type = KEY_SPANS, .need = KEY_REQUIRED, .min = 0,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = IN(rule, before), .read = offsets_read,
	 .help = "How long before the last day for notice to remind"},
	{.path = "policies[].notice.to", .type = KEY_NAMES, .min = 1, .max = TO_MAX,
	 .unit = "items", .offset = IN(rule, to), .read = reference_recipients,
	 .help = "Who is told, other than the policy's to"},
	{.path = "policies[].review", .type = KEY_RULE,
	 .offset = IN(policy, rules[DEADLINE_REVIEW]), .read = policies_rule,
	 .help = "Reminders to look over agreements without a last day, or off"},
	{.path = "policies[].review.every", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_N_MAX, .unit = "days", .offset = IN(rule, every), .read = scalar_span,
	 .help = "How often, counted from the signing day"},
	{.path = "policies[].review.before", .type = KEY_SPANS, .min = 0, .max = SPAN_MAX_DAYS,
	 .unit = "days", .fallback = "0d", .offset = IN(rule, before), .read = offsets_read,
	 .help = "How long before that day to remind"},
	{.path = "policies[].review.to", .type = KEY_NAMES, .min = 1, .max = TO_MAX,
	 .unit = "items", .offset = IN(rule, to), .read = reference_recipients,
	 .help = "Who is told, other than the policy's to"},
	{.path = "policies[].unknown", .type = KEY_RULE,
	 .offset = IN(policy, rules[DEADLINE_UNKNOWN]), .read = policies_rule,
	 .help = "Reminders that no last day is known, or off"},
	{.path = "policies[].unknown.every", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_N_MAX, .unit = "days", .offset = IN(rule, every), .read = scalar_span,
	 .help = "How often, from the day on which that became known"},
	{.path = "policies[].unknown.to", .type = KEY_NAMES, .min = 1, .max = TO_MAX,
	 .unit = "items", .offset = IN(rule, to), .read = reference_recipients,
	 .help = "Who is told, other than the policy's to"},
	{.path = "policies[].window", .type = KEY_GROUP, .offset = IN(policy, window),
	 .read = section_group, .help = "When work on a renewal starts and when it should be done"},
	{.path = "policies[].window.opens", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = offsetof(struct window, opens),
	 .read = scalar_span, .help = "How long before the last day work should start"},
	{.path = "policies[].window.closes", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 0,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = offsetof(struct window, closes),
	 .read = scalar_span, .help = "How long before the last day it should be done"},
	{.path = "policies[].to", .type = KEY_NAMES, .min = 1, .max = TO_MAX, .unit = "items",
	 .offset = IN(policy, to), .read = reference_recipients,
	 .help = "Who is told: keys of contacts, or owner; the owner when absent"},
	{.path = "policies[].group", .type = KEY_WORD, .words = group_words, .fallback = "owner",
	 .offset = IN(policy, group), .read = scalar_word,
	 .help = "One message for everything that an address gets, or one for each agreement"},
	{.path = "policies[].escalate", .type = KEY_STEPS, .min = 1, .max = ESCALATIONS_MAX,
	 .unit = "steps", .offset = IN(policy, escalations), .read = escalation_read,
	 .help = "Who else is told of an end, a notice deadline or a review when nobody responds"},
	{.path = "policies[].escalate[].after", .type = KEY_SPAN, .need = KEY_REQUIRED, .min = 1,
	 .max = SPAN_MAX_DAYS, .unit = "days", .offset = IN(escalation, after),
	 .read = scalar_span, .help = "How long after the first reminder"},
	{.path = "policies[].escalate[].to", .type = KEY_NAMES, .need = KEY_REQUIRED, .min = 1,
	 .max = TO_MAX, .unit = "items", .offset = IN(escalation, to),
	 .read = reference_recipients, .help = "Who is told then: keys of contacts, or owner"},
	{.path = "policies[].never_hide", .type = KEY_SPAN, .min = 0, .max = 365, .unit = "days",
	 .fallback = "7d", .offset = IN(policy, never_hide), .read = scalar_span,
	 .help = "How long before an end or a notice deadline reminders come though somebody has "
		 "acknowledged them"},

	{.path = "digest", .type = KEY_GROUP, .offset = IN_FILE(digest), .read = section_group,
	 .help = "A message to the keeper, regularly, of all that has ended and will end soon"},
	{.path = "digest.to", .type = KEY_NAMES, .min = 1, .max = TO_MAX, .unit = "items",
	 .offset = IN(digest, to), .read = reference_contacts,
	 .help = "Who gets it; the keeper when absent"},
	{.path = "digest.on", .type = KEY_OCCASION, .need = KEY_REQUIRED,
	 .offset = IN(digest, on), .read = digest_occasion,
	 .help = "On which day: a weekday, or a day of the month from 1 to 31"},
	{.path = "digest.skip_empty", .type = KEY_WORD, .words = truth_words,
	 .fallback = "false", .offset = IN(digest, skip_empty), .read = scalar_word,
	 .help = "Whether to send none when there is nothing to say"},

	{.path = "trial", .type = KEY_GROUP, .offset = IN_FILE(trial), .read = section_group,
	 .help = "A trial: everything is sent to one contact, with a word of whom it is for"},
	{.path = "trial.to", .type = KEY_NAME, .need = KEY_REQUIRED, .offset = IN(trial, to),
	 .read = reference_contact, .help = "The contact that gets everything"},
};
/* clang-format on */

const size_t schema_key_count = sizeof(schema_keys) / sizeof(schema_keys[0]);

static const char *const type_names[] = {
	[KEY_TEXT] = "text",
	[KEY_WORD] = "word",
	[KEY_NUMBER] = "number",
	[KEY_TIME] = "time",
	[KEY_SPAN] = "span",
	[KEY_YEAR_DAY] = "day of the year",
	[KEY_DAY] = "date",
	[KEY_ZONE] = "time zone",
	[KEY_PATH] = "absolute path",
	[KEY_HOST] = "host name",
	[KEY_EMAIL] = "e-mail address",
	[KEY_MAILBOX] = "name and e-mail address",
	[KEY_NAME] = "key of a contact",
	[KEY_SMTP_URL] = "smtp URL",
	[KEY_SECRET] = "secret reference",
	[KEY_SECRET_URL] = "URL or secret reference",
	[KEY_WEEKDAYS] = "list of weekdays",
	[KEY_TEXTS] = "text or list of texts",
	[KEY_EMAILS] = "e-mail address or list",
	[KEY_NAMES] = "key or list of keys",
	[KEY_PATTERNS] = "pattern or list of patterns",
	[KEY_COUNTRIES] = "country code or list",
	[KEY_SPANS] = "list of spans",
	[KEY_SECTION] = "section",
	[KEY_GROUP] = "section",
	[KEY_RULE] = "section, or off",
	[KEY_OCCASION] = "weekday or day of the month",
	[KEY_STEPS] = "section or list of sections",
	[KEY_CHANNELS] = "section",
	[KEY_CONTACTS] = "section",
	[KEY_POLICIES] = "list of sections",
	[KEY_COLUMNS] = "headings and roles",
	[KEY_PHRASES] = "patterns and meanings",
};

const char *schema_type_name(enum key_type type)
{
	return type_names[type];
}

bool schema_type_is_list(enum key_type type)
{
	return type >= KEY_WEEKDAYS && type <= KEY_SPANS;
}

const char *schema_name(const struct key *key)
{
	const char *dot = strrchr(key->path, '.');

	return dot == NULL ? key->path : dot + 1;
}

static bool stands_in(const struct key *key, const char *section)
{
	size_t length = strlen(section);

	if (length == 0)
		return strchr(key->path, '.') == NULL;
	return strncmp(key->path, section, length) == 0 && key->path[length] == '.' &&
	       strchr(key->path + length + 1, '.') == NULL;
}

/* The table in which the keys of a section stand. */
struct keys {
	const struct key *items;
	size_t count;
};

static struct keys keys_of(const char *section)
{
	if (strncmp(section, PROFILE_ROOT, strlen(PROFILE_ROOT)) == 0)
		return (struct keys){profile_keys, profile_key_count};
	return (struct keys){schema_keys, schema_key_count};
}

const struct key *schema_next(const char *section, unsigned int channels, const struct key *key)
{
	struct keys keys = keys_of(section);

	for (key = key == NULL ? keys.items : key + 1; key < keys.items + keys.count; key++) {
		if (stands_in(key, section) &&
		    (key->channels == 0 || (key->channels & channels) != 0))
			return key;
	}
	return NULL;
}

/* A key of a section that exists once, under exactly that name, which no other such key has. */
static const struct key *guess_elsewhere(const char *section, const char *name)
{
	struct keys keys = keys_of(section);
	const struct key *guess = NULL;

	for (size_t i = 0; i < keys.count; i++) {
		if (strpbrk(keys.items[i].path, "*[") != NULL ||
		    strcmp(schema_name(&keys.items[i]), name) != 0)
			continue;
		if (guess != NULL)
			return NULL;
		guess = &keys.items[i];
	}
	return guess;
}

const struct key *schema_guess(const char *section, unsigned int channels, const char *name)
{
	const struct key *best = NULL;
	unsigned int least = value_guess_limit(name);

	for (const struct key *key = schema_next(section, channels, NULL); key != NULL;
	     key = schema_next(section, channels, key)) {
		unsigned int distance = text_distance(name, schema_name(key), least);

		if (distance < least) {
			least = distance;
			best = key;
		}
	}
	return best != NULL ? best : guess_elsewhere(section, name);
}
