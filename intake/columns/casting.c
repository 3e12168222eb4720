#include "intake/columns/casting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/cells.h"
#include "intake/columns/casting_dates.h"
#include "intake/columns/claims.h"
#include "intake/reader.h"
#include "intake/words/headings.h"
#include "intake/words/institutions.h"
#include "intake/words/types.h"

/* What a table is cast from. */
struct table {
	const struct record *heading; /* or NULL */
	const struct evidence *evidence;
	const struct profile *profile; /* or NULL */
	const char *name;	       /* of the file */
	struct arena *arena;
	struct problems *problems;
	const struct heading *known[INTAKE_COLUMNS_MAX]; /* by column; NULL: its heading is not */
	bool is_named[INTAKE_COLUMNS_MAX]; /* the profile speaks of it: nothing else does */
	const struct claims_item *held[INTAKE_COLUMNS_MAX]; /* the claim that gave it its role */
	size_t named;					    /* columns that the profile speaks of */
	struct casting *casting;
};

bool casting_is_type(const char *text, const struct profile *profile)
{
	for (size_t i = 0; profile != NULL && i < profile->types.count; i++) {
		if (text_matches(profile->types.items[i], text))
			return true;
	}
	return types_match(text, strlen(text));
}

bool casting_is_institution(const char *text)
{
	return institutions_match(text, strlen(text));
}

/* ---- columns and what they claim ---------------------------------------------------------- */

static const struct heading *find_heading(const char *text, const struct evidence *evidence)
{
	const struct heading *heading = headings_find(text);

	if (heading == NULL || heading->role != ROLE_NONE ||
	    !evidence_is_mostly(evidence, evidence->dates, 60))
		return heading;
	heading = headings_find_signing(text);
	return heading != NULL ? heading : headings_find(text);
}

static int read_columns(struct table *table)
{
	CLEANUP(text_done) struct text scratch = {0};
	struct casting *casting = table->casting;

	for (size_t i = 0; i < casting->column_count; i++) {
		struct register_column *column = &casting->columns[i];

		column->heading = "";
		memcpy(column->examples, table->evidence[i].examples, sizeof(column->examples));
		if (table->heading == NULL || i >= table->heading->cell_count)
			continue;
		column->heading =
			cells_keep(&table->heading->cells[i], CELLS_NAME, &scratch, table->arena);
		if (column->heading == NULL)
			return -ENOMEM;
		table->known[i] = find_heading(column->heading, &table->evidence[i]);
	}
	return 0;
}

static bool is_meant(const struct profile_column *meant, const struct casting *casting, size_t i)
{
	if (meant->heading == NULL)
		return meant->position == i + 1;
	return casting->columns[i].heading[0] != '\0' &&
	       text_same_name(meant->heading, casting->columns[i].heading);
}

/* Takes what the profile says of columns. 0, or -ENOMEM. */
static int claim_by_profile(struct table *table, struct claims *claims)
{
	const struct profile *profile = table->profile;
	unsigned int line = table->heading == NULL ? 0 : table->heading->line;

	for (size_t p = 0; profile != NULL && p < profile->column_count; p++) {
		const struct profile_column *meant = &profile->columns[p];
		size_t found = 0;
		int result = 0;

		for (size_t i = 0; i < table->casting->column_count; i++) {
			if (!is_meant(meant, table->casting, i))
				continue;
			found++;
			if (table->is_named[i])
				continue;
			table->named++;
			table->is_named[i] = true;
			if (meant->role != ROLE_NONE)
				claims_add_profile(claims, i, meant->role);
		}
		if (found == 0 && meant->heading != NULL)
			result = problems_add(table->problems, PROBLEM_WARNING, table->name, line,
					      0, "unknown_column",
					      "the profile names a column \"%s\": there is none",
					      cells_excerpt(meant->heading).text);
		else if (found == 0)
			result = problems_add(table->problems, PROBLEM_WARNING, table->name, line,
					      0, "unknown_column",
					      "the profile names column %zu: there are only %zu",
					      meant->position, table->casting->column_count);
		if (result < 0)
			return result;
	}
	return 0;
}

/* ---- who gets what ------------------------------------------------------------------------ */

/* Whether two headings differ in a number at the most: "Partner 1", "Partner 2". */
static bool are_numbered(const char *one, const char *other)
{
	for (;;) {
		one += strspn(one, "0123456789 ");
		other += strspn(other, "0123456789 ");
		if (*one != *other)
			return false;
		if (*one == '\0')
			return true;
		one++;
		other++;
	}
}

static bool has_further(const struct casting *casting, enum role role)
{
	for (size_t i = 0; i < casting->further_count; i++) {
		if (casting->further[i].role == role)
			return true;
	}
	return false;
}

/* Whether a role that a column has may be another one's too. */
static bool may_share(const struct table *table, const struct claims_item *claim)
{
	const struct casting *casting = table->casting;

	if (claim->role == ROLE_NOTE || claim->role == ROLE_LINK)
		return true;
	if (claim->role == ROLE_RENEWAL)
		return !has_further(casting, ROLE_RENEWAL);
	if (claim->role == ROLE_SIGNED)
		return !has_further(casting, ROLE_SIGNED) &&
		       headings_names_side(casting->columns[claim->column].heading) &&
		       headings_names_side(casting->columns[casting->of[ROLE_SIGNED]].heading);
	if (claim->role != ROLE_PARTNER)
		return false;
	return claim->reason == REASON_PROFILE ||
	       (claim->reason == REASON_HEADING &&
		are_numbered(casting->columns[casting->of[ROLE_PARTNER]].heading,
			     casting->columns[claim->column].heading));
}

/* Notes a role that a column has not got. A poor heading beside a better one raises no question. */
static void lose(struct table *table, const struct claims_item *claim)
{
	struct casting *casting = table->casting;
	const struct claims_item *winner = table->held[casting->of[claim->role]];

	if (claim->reason == REASON_CONTENT || casting->lost[claim->column] != ROLE_NONE)
		return;
	if (claim->claim != CLAIM_POOR ||
	    (winner->reason == REASON_HEADING && winner->claim == CLAIM_POOR))
		casting->lost[claim->column] = claim->role;
}

static void give(struct table *table, const struct claims_item *claim)
{
	struct casting *casting = table->casting;
	size_t further_max = sizeof(casting->further) / sizeof(casting->further[0]);

	if (casting->columns[claim->column].role != ROLE_NONE)
		return;
	if (casting->of[claim->role] == NO_COLUMN) {
		casting->of[claim->role] = claim->column;
	} else if (may_share(table, claim) && casting->further_count < further_max) {
		casting->further[casting->further_count].role = claim->role;
		casting->further[casting->further_count].column = claim->column;
		casting->further_count++;
	} else {
		lose(table, claim);
		return;
	}
	casting->columns[claim->column].role = claim->role;
	casting->columns[claim->column].reason = claim->reason;
	table->held[claim->column] = claim;
}

static int claim_all(struct table *table)
{
	struct casting *casting = table->casting;
	struct claims claims = {0};
	int result;

	/* One more for each column: the profile's. */
	claims.items = arena_take_array(table->arena, casting->column_count * CLAIMS_COLUMN_MAX,
					sizeof(*claims.items));
	if (claims.items == NULL)
		return -ENOMEM;
	result = claim_by_profile(table, &claims);
	if (result < 0)
		return result;
	for (size_t i = 0; i < casting->column_count; i++) {
		if (!table->is_named[i])
			claims_add_column(&claims, i, table->known[i], &table->evidence[i],
					  table->heading != NULL);
	}
	claims_sort(&claims);
	for (size_t i = 0; i < claims.count; i++)
		give(table, &claims.items[i]);
	return 0;
}

/* ---- reasons ------------------------------------------------------------------------------ */

static const char *keep(const struct table *table, struct text *text)
{
	return text_failed(text) ? NULL : arena_copy(table->arena, text_string(text));
}

static void add_heading_reason(const struct table *table, size_t i, struct text *out)
{
	const struct register_column *column = &table->casting->columns[i];
	const struct claims_item *claim = table->held[i];

	text_addf(out, "heading \"%s\"", cells_excerpt(column->heading).text);
	if (claim->cells.words != NULL)
		text_addf(out, ", and %zu of %zu cells are %s", claim->cells.count,
			  table->evidence[i].cells, claim->cells.words);
	else if (claim->role != column->role)
		text_addf(out, ", and no other column says the %s", role_words(column->role));
	if (column->role == ROLE_SIGNED && has_further(table->casting, ROLE_SIGNED))
		text_add(out, "; of both sides' dates the later one is read");
}

static void add_content_reason(const struct table *table, size_t i, struct text *out)
{
	const struct register_column *column = &table->casting->columns[i];
	const struct evidence *evidence = &table->evidence[i];
	const struct claims_item *claim = table->held[i];

	if (claim != NULL && claim->role == column->role && claim->cells.words != NULL) {
		text_addf(out, "%zu of %zu cells are %s", claim->cells.count, evidence->cells,
			  claim->cells.words);
		return;
	}
	text_addf(out, "%zu of %zu cells are dates", evidence->dates, evidence->cells);
	if (table->casting->of[ROLE_SIGNED] != NO_COLUMN &&
	    table->casting->of[ROLE_LAST_DAY] != NO_COLUMN)
		text_addf(out, ", the %s ones",
			  column->role == ROLE_LAST_DAY ? "later" : "earlier");
}

/* A heading that is known did not give the column its role. */
static void add_known_reason(const struct table *table, size_t i, struct text *out)
{
	const struct casting *casting = table->casting;
	enum role role = table->known[i]->role;

	if (casting->of[role] != NO_COLUMN)
		text_addf(out, "\"%s\" says the %s better",
			  cells_excerpt(casting->columns[casting->of[role]].heading).text,
			  role_words(role));
	else
		text_addf(out, "could be the %s, but its cells do not look so", role_words(role));
}

static void add_no_reason(const struct table *table, size_t i, struct text *out)
{
	const struct register_column *column = &table->casting->columns[i];
	enum role lost = table->casting->lost[i];

	if (table->is_named[i])
		text_add(out, "the profile says so");
	else if (lost != ROLE_NONE)
		text_addf(out, "could be the %s too", role_words(lost));
	else if (table->known[i] != NULL && table->known[i]->role == ROLE_NONE)
		text_addf(out, "heading \"%s\"", cells_excerpt(column->heading).text);
	else if (table->known[i] != NULL)
		add_known_reason(table, i, out);
	else
		text_add(out, table->evidence[i].cells == 0 ? "it is empty"
							    : "nothing tells what it says");
}

static int explain(struct table *table)
{
	CLEANUP(text_done) struct text text = {0};

	for (size_t i = 0; i < table->casting->column_count; i++) {
		struct register_column *column = &table->casting->columns[i];

		text_clear(&text);
		if (column->reason == REASON_HEADING)
			add_heading_reason(table, i, &text);
		else if (column->reason == REASON_CONTENT)
			add_content_reason(table, i, &text);
		else if (column->reason == REASON_PROFILE)
			text_add(&text, "the profile says so");
		else
			add_no_reason(table, i, &text);
		column->reason_text = keep(table, &text);
		if (column->reason_text == NULL)
			return -ENOMEM;
	}
	return 0;
}

/* What a column is called in a problem: its heading, or where it stands. */
static struct cells_excerpt called(const struct table *table, size_t i)
{
	struct cells_excerpt excerpt = cells_excerpt(table->casting->columns[i].heading);

	if (excerpt.text[0] == '\0')
		snprintf(excerpt.text, sizeof(excerpt.text), "column %zu", i + 1);
	return excerpt;
}

/* Two columns that could have one role: the keeper should know which one is read. */
static int complain_of_rivals(struct table *table)
{
	const struct casting *casting = table->casting;
	int result = 0;

	for (size_t i = 0; i < casting->column_count && result >= 0; i++) {
		size_t holder = casting->of[casting->lost[i]];
		struct place place = {0, 0};

		if (casting->lost[i] == ROLE_NONE || holder == NO_COLUMN)
			continue;
		if (table->heading != NULL)
			place = record_place(table->heading, i);
		result = problems_add(table->problems, PROBLEM_WARNING, table->name, place.line,
				      place.column, "duplicate_column",
				      "\"%s\" could be the %s too; \"%s\" is read",
				      called(table, i).text, role_words(casting->lost[i]),
				      called(table, holder).text);
	}
	return result < 0 ? result : 0;
}

/* ---- all of it ---------------------------------------------------------------------------- */

/* Whether what was found is enough to read rows. */
static bool is_enough(const struct table *table)
{
	const struct casting *casting = table->casting;
	size_t partner = casting->of[ROLE_PARTNER];
	size_t roles = 0;

	for (size_t role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
		roles += casting->of[role] != NO_COLUMN;
	if (partner == NO_COLUMN)
		return false;
	if (table->named > 0)
		return true;
	if (table->heading != NULL && roles >= 2)
		return true;
	if (!evidence_is_mostly(&table->evidence[partner], table->evidence[partner].institutions,
				50))
		return false;
	return table->heading != NULL || casting->of[ROLE_SIGNED] != NO_COLUMN ||
	       casting->of[ROLE_LAST_DAY] != NO_COLUMN || casting->of[ROLE_COUNTRY] != NO_COLUMN;
}

static int cast(struct table *table)
{
	struct casting *casting = table->casting;
	int result = read_columns(table);

	if (result == 0)
		result = claim_all(table);
	if (result != 0)
		return result;
	casting_dates_settle(casting, table->evidence, table->known, table->is_named);
	for (size_t i = 0; i < casting->column_count; i++) {
		if (casting->columns[i].role != ROLE_NONE)
			casting->lost[i] = ROLE_NONE;
	}
	if (!is_enough(table))
		return 1;
	result = explain(table);
	if (result == 0)
		result = complain_of_rivals(table);
	if (result != 0)
		return result;
	return casting_dates_complain(casting, table->evidence, table->known, table->is_named,
				      table->heading, table->name, table->problems);
}

int casting_make(const struct record *heading, const struct evidence *evidence, size_t column_count,
		 const struct profile *profile, const char *name, struct arena *arena,
		 struct problems *problems, struct casting *ret_casting)
{
	struct table *table = arena_take(arena, sizeof(*table));
	struct casting *casting = arena_take(arena, sizeof(*casting));
	int result;

	if (table == NULL || casting == NULL)
		return -ENOMEM;
	casting->column_count =
		column_count < INTAKE_COLUMNS_MAX ? column_count : INTAKE_COLUMNS_MAX;
	for (size_t role = 0; role < ROLE_COUNT; role++)
		casting->of[role] = NO_COLUMN;
	table->heading = heading;
	table->evidence = evidence;
	table->profile = profile;
	table->name = name;
	table->arena = arena;
	table->problems = problems;
	table->casting = casting;
	result = cast(table);
	if (result == 0)
		*ret_casting = *casting;
	return result;
}
