#include "daemon/load.h"

#include <string.h>

#include "core/cleanup.h"
#include "core/problem.h"
#include "core/text.h"
#include "daemon/log.h"

static void log_problem(const struct problem *problem)
{
	CLEANUP(text_done) struct text line = {0};

	problem_format(problem, &line);
	if (problem->level == PROBLEM_ERROR)
		log_error("%s", text_string(&line));
	else
		log_warning("%s", text_string(&line));
}

int load_config(const char *path, struct config **ret_config)
{
	CLEANUP(problems_done) struct problems problems = {0};
	int r = config_load(path, &problems, ret_config);

	for (size_t i = 0; i < problems.count; i++)
		log_problem(&problems.items[i]);
	if (problems.dropped > 0)
		log_error("%s: and %zu more", path, problems.dropped);
	if (r < 0)
		log_error("%s: %s", path, strerror(-r));
	if (r == 0 && (*ret_config)->contacts.trial != NULL)
		log_warning("a trial is on: everything goes to %s, whomever it is for",
			    (*ret_config)->contacts.trial->name);
	return r;
}
