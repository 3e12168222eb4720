#include "cli/today.h"

#include "cli/field.h"
#include "core/calendar.h"
#include "message/words.h"

int today_absences(const struct cli *cli, struct problems *problems)
{
	const struct contacts *contacts = &cli->config->contacts;
	char day[DAY_TEXT_SIZE];
	int result = 0;

	for (size_t i = 0; i < contacts->count && result == 0; i++) {
		const struct contact *contact = &contacts->items[i];

		if (contact->deputy == NULL ||
		    day_diff(contact->absent_until, cli->today) < TODAY_ABSENCE_OVER_DAYS)
			continue;
		result = problems_add(problems, PROBLEM_WARNING, cli_config_path(cli), 0, 0,
				      "absence_over",
				      "contacts.%s.absent: it ended on %s and does nothing any "
				      "more; remove the key",
				      contact->key, day_format(contact->absent_until, day));
	}
	return result;
}

void today_holidays(const struct cli *cli, struct text *out)
{
	struct day last = calendar_ends_soon(&cli->rules.calendar, cli->today);

	if (day_is_none(last))
		return;
	text_add(out, day_compare(last, cli->today) < 0 ? "the last one that is known was on "
							: "the last one that is known is on ");
	words_day(out, last);
	text_add(out, "; read those that follow with \"renewctl holidays FILE.ics\", or reminders "
		      "are sent on them");
}

void today_trial(const struct cli *cli, struct text *out)
{
	const struct contact *trial = cli->config->contacts.trial;

	if (trial != NULL)
		text_addf(out,
			  "everything goes to %s, whomever it is for, until \"trial\" is taken out "
			  "of the configuration",
			  trial->name);
}

json_t *today_trial_json(const struct cli *cli)
{
	const struct contact *trial = cli->config->contacts.trial;

	return field_text(trial == NULL ? NULL : trial->key);
}
