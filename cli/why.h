/*
 * What `why` tells: each decision about one agreement, what became of it, what people answered, and
 * what comes next.
 */
#ifndef RENEWD_CLI_WHY_H
#define RENEWD_CLI_WHY_H

#include "cli/forecast.h"
#include "cli/view.h"
#include "db/responses.h"

/* A message that carried a notice, with its attempts. */
struct why_message {
	const struct delivery *delivery;
	const struct attempt *attempts;
	size_t attempt_count;
};

/* A ledger line with its messages, and what it came of. */
struct why_line {
	const struct ledger_line *ledger;
	const struct why_message *messages;
	size_t message_count;
	/* OUTCOME_SUPERSEDED: the line that says it instead; NULL: not known. */
	const struct ledger_line *superseded_by;
	/* OUTCOME_ACKNOWLEDGED: the response that hid it; NULL: not known. */
	const struct store_response *response;
	/*
	 * OUTCOME_NOTICE that a step of escalation went with: the day since which nobody had
	 * responded; else DAY_NONE.
	 */
	struct day escalates_since;
};

struct why {
	struct agreement agreement;
	struct view view;
	const struct why_line *lines; /* in the order in which they were decided */
	size_t line_count;
	struct store_response *responses; /* in the order in which they were made */
	size_t response_count;
	struct forecast forecast;
};

/* Reads the lines and the responses of why->agreement. 0, or an error of the store, or -ENOMEM. */
int why_read(struct cli *cli, struct why *why);

/* Appends what a ledger line means, as a sentence without a final full stop. */
void why_line_words(struct text *out, const struct why *why, const struct why_line *line);

/*
 * How many lines from the first on may be told as one (cli/why_words.c): reminders of one deadline
 * that one run did not send for the same reason. At least 1; count is too.
 */
size_t why_lines_same(const struct why_line *lines, size_t count);

/* As why_line_words(), of so many lines as why_lines_same() says, or of one. */
void why_lines_words(struct text *out, const struct why *why, const struct why_line *lines,
		     size_t count);

enum exit_status why_print_text(const struct cli *cli, const struct why *why);
enum exit_status why_print_json(const struct cli *cli, const struct why *why);

#endif
