/*
 * An agreement as `list` and `show` see it: what is kept, and what follows from a day.
 */
#ifndef RENEWD_CLI_VIEW_H
#define RENEWD_CLI_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "cli/cli.h"
#include "core/agreement.h"
#include "core/text.h"

struct view {
	const struct agreement *agreement; /* the caller's */
	struct last_day last_day;
	enum condition condition;
	bool has_days_left; /* a last day is known */
	int32_t days_left;  /* reckoned last day minus as_of: negative after it */
	bool has_response;  /* somebody has responded to a deadline that is open: the last one */
	enum response_kind response;
};

/* As it stands on as_of. */
struct view view_make(const struct cli *cli, const struct agreement *agreement, struct day as_of);

/* Sets what was responded, as view_json() needs it. */
void view_respond(struct view *view, const struct cli *cli, const struct history *history,
		  struct day as_of);

/*
 * The object of `list --json` (see renewctl(1)); codes are those of the agreement's problems.
 * NULL when memory is short.
 */
json_t *view_json(const struct view *view, const char *const *codes, size_t code_count);

/* The array of partners in it. */
json_t *view_partners_json(const struct agreement *agreement);

/* The array of its terms in `show --json`, and one of them. NULL when memory is short. */
json_t *view_terms_json(const struct cli *cli, const struct agreement *agreement);
json_t *view_term_json(const struct cli *cli, const struct agreement *agreement,
		       const struct term *term);

/* Appends "University of Latvia (Riga)", "KU Leuven and 2 more"; "(no partner)". */
void view_partners(struct text *out, const struct agreement *agreement);

/* Appends the country codes, each once: "LV", "DE, IT"; as the register says it without a code. */
void view_countries(struct text *out, const struct agreement *agreement);

/* Appends "2025-02-12", "2028 (reckoned 2028-03-30)", "open-ended", "not known". */
void view_last_day(struct text *out, const struct view *view);

/* What a condition looks like. */
enum style view_style(enum condition condition);

#endif
