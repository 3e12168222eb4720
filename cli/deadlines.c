#include "cli/deadlines.h"

#include "cli/about.h"
#include "cli/explain.h"
#include "cli/field.h"

static json_t *deadline_json(const struct open_deadline *open, int level)
{
	return json_pack("{s:s, s:o, s:o, s:i, s:o}", "kind", deadline_kind_name(open->kind),
			 "deadline", field_day(open->deadline), "first_told",
			 field_day(open->first_told), "level", level, "response",
			 field_text(open->response.id == 0
					    ? NULL
					    : response_kind_name(open->response.kind)));
}

json_t *deadlines_json(const struct cli *cli, const struct agreement *agreement,
		       const struct history *history)
{
	struct open_deadline open[DEADLINE_KINDS];
	size_t count = plan_open_deadlines(agreement, history, &cli->rules, cli->today, open);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = deadline_json(&open[i], about_level(&open[i], history));

		if (field_append(array, object) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

void deadlines_add(const struct cli *cli, struct facts *facts, const struct agreement *agreement,
		   const struct history *history)
{
	struct open_deadline open[DEADLINE_KINDS];
	size_t count = plan_open_deadlines(agreement, history, &cli->rules, cli->today, open);
	char day[DAY_TEXT_SIZE], told[DAY_TEXT_SIZE];

	for (size_t i = 0; i < count; i++) {
		int level = about_level(&open[i], history);

		if (day_is_none(open[i].first_told))
			continue;
		facts_add(facts, STYLE_PLAIN, "Told", "of %s (%s), first on %s",
			  explain_deadline(open[i].kind, agreement->notice),
			  day_format(open[i].deadline, day), day_format(open[i].first_told, told));
		if (level > 0)
			facts_add(facts, STYLE_WARNING, "",
				  "nobody responded in time: %d step%s of escalation told others",
				  level, level == 1 ? "" : "s");
	}
}
