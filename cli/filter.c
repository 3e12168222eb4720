#include "cli/filter.h"

#include <string.h>

#include "intake/intake.h"

static const char *find_country(const char *text)
{
	char code[3];

	if (strlen(text) == 2) {
		for (size_t i = 0; i < sizeof(code); i++)
			code[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A'
									  : text[i]);
		/* Through the name, so that what is returned lives as long as the table. */
		if (country_name(code) != NULL)
			return country_code(country_name(code));
	}
	return country_code(text);
}

bool filter_read_country(struct filter *filter, const char *text)
{
	filter->country = text == NULL ? NULL : find_country(text);
	if (text == NULL || filter->country != NULL)
		return true;
	cli_error("--country \"%s\": there is no such country: give its code (ISO 3166: LV, DE) or "
		  "its name",
		  text);
	return false;
}

static bool country_matches(const char *country, const struct agreement *agreement)
{
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const char *code = agreement->partners[i].country;

		if (code != NULL && strcmp(code, country) == 0)
			return true;
	}
	return false;
}

static bool owner_matches(const char *pattern, const struct cli *cli, const char *owner)
{
	size_t contact;

	if (owner == NULL)
		return false;
	if (text_matches(pattern, owner) || text_same_name(pattern, owner))
		return true;
	if (cli->config == NULL)
		return false;
	contact = contacts_find(&cli->config->contacts, pattern);
	return contact != CONTACT_NOT_FOUND &&
	       contacts_find(&cli->config->contacts, owner) == contact;
}

bool filter_matches(const struct filter *filter, const struct cli *cli, const struct view *view)
{
	const struct agreement *agreement = view->agreement;

	if (filter->has_until) {
		/* What nobody watches does not end. */
		if (!view->has_days_left || view->days_left < 0 || agreement->state != STATE_ACTIVE)
			return false;
		if (day_compare(view->last_day.reckoned, filter->until) > 0)
			return false;
	}
	if (filter->by_condition && view->condition != filter->condition)
		return false;
	if (filter->country != NULL && !country_matches(filter->country, agreement))
		return false;
	if (filter->register_name != NULL &&
	    !text_matches(filter->register_name, agreement->register_name))
		return false;
	return filter->owner == NULL || owner_matches(filter->owner, cli, agreement->owner);
}
