/*
 * policies[].escalate: who else is told when nobody responds.
 */
#ifndef RENEWD_CONFIG_ESCALATION_H
#define RENEWD_CONFIG_ESCALATION_H

#include <stdbool.h>

#include "config/raw.h"
#include "config/schema.h"

/* Reader for the schema's row; place is a struct raw_escalations. One step may stand for a list. */
bool escalation_read(struct reading *reading, const struct node *node, const struct key *key,
		     void *place);

/* Whether the policy has reminders about which it can escalate; complains when it has none. */
bool escalation_check(struct reading *reading, const struct raw_policy *policy);

/* Warns of steps that cannot tell anybody new, or nobody at all. */
void escalation_check_recipients(struct reading *reading, const struct raw *raw,
				 const struct raw_policy *policy);

/* Makes the steps of a policy of a file without errors. */
void escalation_make(struct reading *reading, const struct raw_policy *raw, struct policy *policy);

#endif
