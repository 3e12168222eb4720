#include "config/scalar.h"

#include <stdint.h>
#include <string.h>

#include "config/address.h"
#include "config/value.h"
#include "config/zone.h"
#include "core/day.h"
#include "core/span.h"
#include "core/text.h"
#include "core/year_day.h"

const char *scalar_get(struct reading *reading, const struct node *node)
{
	if (node->kind == NODE_BROKEN)
		return NULL;
	if (node->kind != NODE_TEXT) {
		reading_error(reading, node, "bad_value", "must be one value, not %s",
			      node->kind == NODE_LIST ? "a list" : "a group of keys");
		return NULL;
	}
	if (node->text[0] == '\0') {
		reading_error(reading, node, "no_value", "is empty");
		return NULL;
	}
	if (value_has_control(node->text)) {
		reading_error(reading, node, "control_character",
			      "holds a line end or another control character");
		return NULL;
	}
	return node->text;
}

static bool keep(struct reading *reading, const char *text, void *place)
{
	const char *copy = reading_copy(reading, text);

	if (copy == NULL)
		return false;
	*(const char **)place = copy;
	return true;
}

static bool complain(struct reading *reading, const struct node *node, const char *what)
{
	char shown[NODE_SHOWN_SIZE];

	reading_error(reading, node, "bad_value", "'%s' %s", node_shown(node, shown), what);
	return false;
}

bool scalar_text(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);

	if (text == NULL)
		return false;
	if (value_characters(text) > (size_t)key->max) {
		reading_error(reading, node, "too_long", "is longer than %lld characters",
			      (long long)key->max);
		return false;
	}
	return keep(reading, text, place);
}

/* The word that was probably meant; NULL when none is near. */
static const char *guess_word(const char *text, const char *const *words)
{
	const char *best = NULL;
	unsigned int least = value_guess_limit(text);

	for (; *words != NULL; words++) {
		unsigned int distance = text_distance(text, *words, least);

		if (distance < least) {
			least = distance;
			best = *words;
		}
	}
	return best;
}

static bool complain_word(struct reading *reading, const struct node *node,
			  const char *const *words)
{
	char shown[NODE_SHOWN_SIZE];
	const char *guess = guess_word(node->text, words);
	struct text choice = {0};

	for (size_t i = 0; words[i] != NULL; i++)
		text_addf(&choice, "%s%s", i > 0 ? ", " : "", words[i]);
	node_shown(node, shown);
	if (words[1] == NULL)
		reading_error(reading, node, "bad_value",
			      "'%s' cannot be used: only %s can be had yet", shown, words[0]);
	else if (guess != NULL)
		reading_error(reading, node, "bad_value",
			      "'%s' is none of: %s (did you mean '%s'?)", shown,
			      text_string(&choice), guess);
	else
		reading_error(reading, node, "bad_value", "'%s' is none of: %s", shown,
			      text_string(&choice));
	text_done(&choice);
	return false;
}

bool scalar_word(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);

	if (text == NULL)
		return false;
	for (const char *const *word = key->words; *word != NULL; word++) {
		if (text_compare_case(*word, text) == 0) {
			*(const char **)place = *word;
			return true;
		}
	}
	return complain_word(reading, node, key->words);
}

bool scalar_number(struct reading *reading, const struct node *node, const struct key *key,
		   void *place)
{
	const char *text = scalar_get(reading, node);
	int64_t number = 0;
	size_t length;

	if (text == NULL)
		return false;
	length = strspn(text, "0123456789");
	for (size_t i = 0; i < length && number <= key->max; i++)
		number = number * 10 + (text[i] - '0');
	if (text[length] != '\0' || number < key->min || number > key->max) {
		reading_error(reading, node, "bad_value",
			      "must be a whole number of %s from %lld to %lld", key->unit,
			      (long long)key->min, (long long)key->max);
		return false;
	}
	*(int64_t *)place = number;
	return true;
}

bool scalar_time(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);

	(void)key;
	if (text == NULL)
		return false;
	if (value_time(text, place))
		return true;
	return complain(reading, node, "is no time of day; write it like \"08:30\"");
}

bool scalar_year_day(struct reading *reading, const struct node *node, const struct key *key,
		     void *place)
{
	const char *text = scalar_get(reading, node);

	(void)key;
	if (text == NULL)
		return false;
	if (year_day_parse(text, place))
		return true;
	return complain(reading, node, "is no day of the year; write it like 1 September");
}

static bool complain_span(struct reading *reading, const struct node *node)
{
	char shown[NODE_SHOWN_SIZE], written[SPAN_TEXT_SIZE];
	struct span meant;

	if (!value_span_meant(node->text, &meant))
		return complain(reading, node,
				"is no span; write a number of days, weeks, months or years like "
				"14d, 6w, 3m, 2y");
	reading_error(reading, node, "bad_value", "'%s' is no span; write %s",
		      node_shown(node, shown), span_format(meant, written));
	return false;
}

bool scalar_span(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);
	struct span span;
	int32_t days;

	if (text == NULL)
		return false;
	if (!span_parse(text, &span))
		return complain_span(reading, node);
	days = span_days(span);
	if (days < key->min)
		return complain(reading, node, "is too short; it must be a day or more");
	if (days > key->max) {
		reading_error(reading, node, "bad_value", "'%s' is too long; at most %lldy", text,
			      (long long)(key->max / 365));
		return false;
	}
	*(struct span *)place = span;
	return true;
}

bool scalar_day(struct reading *reading, const struct node *node, const struct key *key,
		void *place)
{
	const char *text = scalar_get(reading, node);

	(void)key;
	if (text == NULL)
		return false;
	if (day_parse(text, place))
		return true;
	return complain(reading, node, "is no date; write it like 2026-08-31");
}

/* "CEST", "GMT+2", "+05:00": of several zones, or of none through the year. */
static bool is_zone_abbreviation(const char *text)
{
	return text[strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-:")] == '\0';
}

bool scalar_zone(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);
	char shown[NODE_SHOWN_SIZE];
	char guess[ZONE_NAME_MAX + 1];

	(void)key;
	if (text == NULL)
		return false;
	if (zone_is_known(text))
		return keep(reading, text, place);
	node_shown(node, shown);
	if (is_zone_abbreviation(text))
		reading_error(reading, node, "unknown_zone",
			      "the time zone '%s' is unknown; it must be a name like "
			      "Europe/Berlin, not an abbreviation or an offset",
			      shown);
	else if (zone_guess(text, guess))
		reading_error(reading, node, "unknown_zone",
			      "the time zone '%s' is unknown (did you mean '%s'?)", shown, guess);
	else
		reading_error(reading, node, "unknown_zone",
			      "the time zone '%s' is unknown; write it like Asia/Almaty", shown);
	return false;
}

bool scalar_path(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);
	const char *fault;

	(void)key;
	if (text == NULL)
		return false;
	fault = value_path_fault(text);
	return fault == NULL ? keep(reading, text, place) : complain(reading, node, fault);
}

/* "'x' is no …: what is wrong". */
static bool complain_of(struct reading *reading, const struct node *node, const char *what,
			const char *fault)
{
	char shown[NODE_SHOWN_SIZE];

	reading_error(reading, node, "bad_value", "'%s' is no %s: %s", node_shown(node, shown),
		      what, fault);
	return false;
}

bool scalar_host(struct reading *reading, const struct node *node, const struct key *key,
		 void *place)
{
	const char *text = scalar_get(reading, node);
	const char *fault;

	(void)key;
	if (text == NULL)
		return false;
	fault = address_host_fault(text, strlen(text));
	/* A greeting is ASCII (RFC 5321, 2.3.5). */
	if (fault == NULL && strlen(text) != value_characters(text))
		fault = "letters beyond ASCII must be written as an A-label (xn--...)";
	return fault == NULL ? keep(reading, text, place)
			     : complain_of(reading, node, "host name", fault);
}

/* Keeps a text with which a check finds no fault; what names its kind in the complaint. */
static bool take(struct reading *reading, const struct node *node,
		 const char *(*fault_of)(const char *), const char *what, void *place)
{
	const char *text = scalar_get(reading, node);
	const char *fault;

	if (text == NULL)
		return false;
	fault = fault_of(text);
	return fault == NULL ? keep(reading, text, place) : complain_of(reading, node, what, fault);
}

bool scalar_email(struct reading *reading, const struct node *node, const struct key *key,
		  void *place)
{
	(void)key;
	return take(reading, node, address_email_fault, "e-mail address", place);
}

bool scalar_mailbox(struct reading *reading, const struct node *node, const struct key *key,
		    void *place)
{
	(void)key;
	return take(reading, node, address_mailbox_fault, "sender (Name <address>)", place);
}
