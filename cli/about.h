/* Which deadline a response is about. */
#ifndef RENEWD_CLI_ABOUT_H
#define RENEWD_CLI_ABOUT_H

#include "core/plan.h"

/* What narrows the choice. */
struct about_wish {
	bool by_kind;
	enum deadline_kind kind; /* --about */
	enum response_kind response;
};

/*
 * Of the open deadlines (plan_open_deadlines()) that fit, the one about which people were told last
 * and to which nobody has responded; else the nearest: the next to come, or the last that passed.
 * Of RESPONSE_UNDECIDED, the one to which somebody responded last. An agreement lapses only about
 * its end or a notice deadline. NULL: none fits.
 */
const struct open_deadline *about_choose(const struct open_deadline *open, size_t count,
					 const struct history *history, struct day today,
					 const struct about_wish *wish);

/* How many steps of escalation have told somebody of an open deadline. */
int about_level(const struct open_deadline *open, const struct history *history);

#endif
