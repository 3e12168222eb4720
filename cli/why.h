/*
 * What `why` tells: each decision about one agreement, what became of it, and what comes next.
 */
#ifndef RENEWD_CLI_WHY_H
#define RENEWD_CLI_WHY_H

#include "cli/plan.h"
#include "cli/view.h"
#include "core/run.h"

/* A message that carried a notice, with its attempts. */
struct why_message {
	const struct delivery *delivery;
	const struct attempt *attempts;
	size_t attempt_count;
};

/* A ledger line with its messages. */
struct why_line {
	const struct ledger_line *ledger;
	const struct why_message *messages;
	size_t message_count;
};

struct why {
	struct agreement agreement;
	struct view view;
	const struct why_line *lines; /* in the order in which they were decided */
	size_t line_count;
	struct run next; /* what the next run that tells something about it will hold */
	bool has_next;
	bool has_recipients; /* next is routed: there is a configuration */
};

/* Appends what a ledger line means, as a sentence without a final full stop. */
void why_line_words(struct text *out, const struct ledger_line *line);

/*
 * How many lines from the first on may be told as one (cli/why_words.c): reminders of one deadline
 * that one run did not send for the same reason. At least 1; count is too.
 */
size_t why_lines_same(const struct why_line *lines, size_t count);

/* As why_line_words(), of so many lines as why_lines_same() says, or of one. */
void why_lines_words(struct text *out, const struct why_line *lines, size_t count);

/* Appends what an entry of the next run means and why it is sent on that day. */
void why_next_words(struct text *out, const struct run_entry *entry);

enum exit_status why_print_text(const struct cli *cli, const struct why *why);
enum exit_status why_print_json(const struct cli *cli, const struct why *why);

#endif
