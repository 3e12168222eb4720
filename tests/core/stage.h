/*
 * A generated office, played the plain way: on each day of a run every agreement is planned anew
 * whatever its next day is, what is decided is settled, the run finds its recipients. Between runs
 * people respond, correct, renew and give notice.
 */
#ifndef RENEWD_TESTS_CORE_STAGE_H
#define RENEWD_TESTS_CORE_STAGE_H

#include "core/digest.h"
#include "core/plan.h"
#include "core/run.h"
#include "core/text.h"
#include "tests/core/cases.h"

#define STAGE_AGREEMENTS_MAX 6
#define STAGE_TERMS_MAX	     8
#define STAGE_RESPONSES_MAX  24
#define STAGE_TOLD_MAX	     4096
#define STAGE_POLICIES	     3
#define STAGE_CONTACTS	     5
#define STAGE_HOLIDAYS	     40

/* Somebody was told by a message. */
struct stage_told {
	int64_t agreement;
	struct decision decision;
	struct told told;
};

struct stage_agreement {
	struct agreement agreement;
	struct term terms[STAGE_TERMS_MAX];
	struct settled *settled;
	size_t settled_count;
	size_t settled_capacity;
	struct response responses[STAGE_RESPONSES_MAX];
	size_t response_count;
};

struct stage {
	struct generator generator;
	struct span before[STAGE_POLICIES][8];
	struct escalation escalations[STAGE_POLICIES][3];
	struct policy policies[STAGE_POLICIES];
	struct contact contacts[STAGE_CONTACTS];
	struct day holidays[STAGE_HOLIDAYS];
	struct digest_schedule digest;
	struct plan_rules rules;
	struct stage_agreement agreements[STAGE_AGREEMENTS_MAX];
	size_t count;
	struct stage_told told[STAGE_TOLD_MAX];
	size_t told_count;
	struct day today;
	struct day last_run;
	struct day last_digest;
	int64_t number; /* of the last ledger line */
	struct agreement_plan plan;
	struct run run; /* the last one */
	/* Called for each agreement that was planned, before anything is settled; NULL: nobody asks. */
	void (*on_plan)(struct stage *stage, struct stage_agreement *item);
	/* Called after a run that was settled. */
	void (*on_run)(struct stage *stage);
	struct text said;
};

/* Large: on the heap. stage_free() ends it. */
struct stage *stage_new(uint64_t seed);
void stage_free(struct stage *stage);

/* What was settled and answered. */
struct history stage_history(const struct stage_agreement *item);

/* Something happens to one of the agreements, or to a policy with_policies. */
void stage_happen(struct stage *stage, bool with_policies);

/* What a run on stage->today sends, as stage_words() has it; "refused" before the last run. */
const char *stage_run(struct stage *stage);

/* Whether that is what an entry asks for: who was told of its deadline, or of its former term. */
bool stage_is_told_about(const struct stage_told *told, const struct run_entry *entry);

/* "reminder mail law@x.test: 1 end 2026-12-31 before 30d, 2 …" for each delivery, by lines. */
const char *stage_words(const struct run *run, struct text *out);

#endif
