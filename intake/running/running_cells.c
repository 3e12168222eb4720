#include "intake/running/running_cells.h"

#include <errno.h>
#include <limits.h>

#include "intake/running/running_dates.h"
#include "intake/running/running_worth.h"

/* Neighbouring columns that are cut as one: those about time; else a column of its own. */
struct group {
	size_t column;
	size_t count;
	enum role role;
};

struct groups {
	struct group items[RUNNING_COLUMNS_MAX];
	size_t count;
};

/* Of the first n words and g columns: the best sum, and where the last cell starts. */
struct cuts {
	int worth[RUNNING_COLUMNS_MAX + 1][RUNNING_TOKENS_MAX + 1];
	unsigned char start[RUNNING_COLUMNS_MAX + 1][RUNNING_TOKENS_MAX + 1];
};

static void make_groups(const struct running_heading *heading, size_t number_column,
			struct groups *ret_groups)
{
	ret_groups->count = 0;
	for (size_t i = 0; i < heading->count; i++) {
		enum role role = heading->columns[i].role;
		struct group *before = NULL;

		if (i == number_column)
			continue;
		if (ret_groups->count > 0)
			before = &ret_groups->items[ret_groups->count - 1];
		if (before != NULL && running_heading_is_time(role) &&
		    running_heading_is_time(before->role) && before->column + before->count == i)
			before->count++;
		else
			ret_groups->items[ret_groups->count++] = (struct group){i, 1, role};
	}
}

/* How long a cell of a role can be, in words; longer ones are not tried. */
static size_t longest_cell(enum role role, size_t count, bool is_last)
{
	if (is_last)
		return count;
	if (role == ROLE_NUMBER)
		return 1;
	if (role == ROLE_LINK || role == ROLE_REGISTRATION_NUMBER)
		return 4;
	if (role == ROLE_COUNTRY)
		return RUNNING_WINDOW;
	return running_heading_is_time(role) ? 20 : count;
}

static void cut_group(const struct running_words *words, const struct group *group, bool is_last,
		      size_t index, struct cuts *cuts)
{
	size_t longest = longest_cell(group->role, words->count, is_last);

	for (size_t end = 0; end <= words->count; end++) {
		int *best = &cuts->worth[index + 1][end];

		*best = INT_MIN / 2;
		if (is_last && end < words->count)
			continue;
		for (size_t n = 0; n <= end && n <= longest; n++) {
			int before = cuts->worth[index][end - n];
			int worth;

			if (before <= INT_MIN / 4)
				continue;
			worth = before + running_worth_of(words, group->role, end - n, end);
			if (worth > *best) {
				*best = worth;
				cuts->start[index + 1][end] = (unsigned char)(end - n);
			}
		}
	}
}

/* Cuts the words: group i gets words starts[i] to starts[i + 1] - 1. */
static int cut(const struct running_words *words, const struct groups *groups,
	       size_t starts[static RUNNING_COLUMNS_MAX + 1])
{
	struct cuts cuts;
	size_t end = words->count;

	for (size_t i = 0; i <= words->count; i++)
		cuts.worth[0][i] = i == 0 ? 0 : INT_MIN / 2;
	for (size_t i = 0; i < groups->count; i++)
		cut_group(words, &groups->items[i], i + 1 == groups->count, i, &cuts);
	starts[groups->count] = end;
	for (size_t i = groups->count; i-- > 0;) {
		end = cuts.start[i + 1][end];
		starts[i] = end;
	}
	return cuts.worth[groups->count][words->count];
}

static int fill(const struct running_token *tokens, size_t count, struct arena *arena,
		struct running_cell *cell)
{
	char text[RUNNING_JOINED_MAX];

	*cell = (struct running_cell){.text = ""};
	if (count == 0)
		return 0;
	cell->length = running_tokens_join(tokens, count, text);
	cell->text = arena_copy_n(arena, text, cell->length);
	cell->line = tokens[0].line;
	cell->column = tokens[0].word.column;
	return cell->text == NULL ? -ENOMEM : 0;
}

/* Fills the cells of a group about time, each with its words among them. */
static int fill_time(const struct running_words *words, const struct group *group, size_t first,
		     size_t end, const struct running_column *columns, struct arena *arena,
		     struct running_cell *cells, unsigned int *doubts)
{
	unsigned char of[RUNNING_TOKENS_MAX];

	if (!running_dates_divide(words->tokens + first, end - first, columns + group->column,
				  group->count, words->profile, of))
		*doubts |= RUNNING_UNORDERED;
	for (size_t i = 0; i < group->count; i++) {
		struct running_token own[RUNNING_TOKENS_MAX];
		size_t count = 0;

		for (size_t k = first; k < end; k++) {
			if (of[k - first] == i)
				own[count++] = words->tokens[k];
		}
		if (fill(own, count, arena, &cells[group->column + i]) != 0)
			return -ENOMEM;
	}
	return 0;
}

static int fill_all(const struct running_words *words, const struct groups *groups,
		    const size_t *starts, const struct running_heading *heading,
		    struct arena *arena, struct running_cell *cells, unsigned int *doubts)
{
	for (size_t i = 0; i < groups->count; i++) {
		const struct group *group = &groups->items[i];
		int r;

		if (group->count > 1)
			r = fill_time(words, group, starts[i], starts[i + 1], heading->columns,
				      arena, cells, doubts);
		else
			r = fill(words->tokens + starts[i], starts[i + 1] - starts[i], arena,
				 &cells[group->column]);
		if (r != 0)
			return r;
		if (group->role == ROLE_COUNTRY &&
		    !running_worth_is_country(words, starts[i], starts[i + 1]))
			*doubts |= RUNNING_NO_COUNTRY;
	}
	return 0;
}

int running_cells_cut(const struct running_tokens *tokens, bool is_numbered,
		      const struct running_heading *heading, const struct profile *profile,
		      struct arena *arena, struct running_cell cells[static RUNNING_COLUMNS_MAX],
		      unsigned int *ret_doubts, int *ret_worth)
{
	size_t number = is_numbered ? running_heading_column(heading, ROLE_NUMBER) : heading->count;
	size_t skipped = is_numbered && tokens->count > 0 ? 1 : 0;
	bool takes_types = running_heading_column(heading, ROLE_TYPE) == heading->count;
	unsigned int doubts = tokens->has_more ? RUNNING_LONG : 0;
	size_t starts[RUNNING_COLUMNS_MAX + 1];
	struct running_words words;
	struct groups groups;
	int worth = 0, r;

	make_groups(heading, number, &groups);
	running_worth_look(tokens->items + skipped, tokens->count - skipped, profile, takes_types,
			   &words);
	if (groups.count > 0)
		worth = cut(&words, &groups, starts);
	if (number < heading->count && fill(tokens->items, skipped, arena, &cells[number]) != 0)
		return -ENOMEM;
	r = fill_all(&words, &groups, starts, heading, arena, cells, &doubts);
	if (r != 0)
		return r;
	if (ret_doubts != NULL)
		*ret_doubts = doubts;
	if (ret_worth != NULL)
		*ret_worth = worth;
	return 0;
}
