/* Problems of registers, and what people answered. */
#include <errno.h>

#include "core/cleanup.h"
#include "db/internal.h"
#include "db/query.h"
#include "db/registers.h"

int store_add_problem(struct store *store, int64_t import, const struct store_problem *problem)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_ADD);

	query_put_int(&query, import);
	query_put_id(&query, problem->agreement_id);
	query_put_id(&query, problem->other_id);
	query_put_text(&query, problem->part);
	query_put_int(&query, problem->line);
	query_put_int(&query, problem->column);
	query_put_text(&query, problem->code);
	query_put_text(&query, problem->text);
	query_put_text(&query, problem->field);
	query_put_text(&query, problem->reading[0]);
	query_put_text(&query, problem->reading[1]);
	query_put_int(&query, problem->is_told);
	return query_run(&query);
}

static void read_problem(struct query *query, struct arena *arena, void *ret_item)
{
	struct store_problem *problem = ret_item;

	problem->id = query_get_int(query);
	problem->agreement_id = query_get_int(query);
	problem->other_id = query_get_int(query);
	problem->register_name = query_get_copy(query, arena);
	problem->part = query_get_copy(query, arena);
	problem->line = (unsigned int)query_get_small(query);
	problem->column = (unsigned int)query_get_small(query);
	problem->code = query_get_copy(query, arena);
	problem->text = query_get_copy(query, arena);
	problem->field = query_get_copy(query, arena);
	problem->reading[0] = query_get_copy(query, arena);
	problem->reading[1] = query_get_copy(query, arena);
	problem->is_told = query_get_bool(query);
	problem->partner = query_get_copy(query, arena);
}

int store_problems(struct store *store, int64_t agreement_id, bool only_untold, size_t limit,
		   struct arena *arena, struct store_problem **ret_problems, size_t *ret_count)
{
	CLEANUP(query_close)
	struct query query = query_open(store, agreement_id == 0 ? STATEMENT_PROBLEM_LIST
								 : STATEMENT_PROBLEM_OF);
	void *items;
	int r;

	query_put_int(&query, only_untold);
	query_put_limit(&query, limit);
	if (agreement_id != 0)
		query_put_int(&query, agreement_id);
	r = query_all(&query, read_problem, sizeof(**ret_problems), arena, &items, ret_count);
	if (r == 0)
		*ret_problems = items;
	return r;
}

int store_problem_count(struct store *store, int64_t *ret_count)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_COUNT);
	int r = query_one(&query);

	if (r == 0)
		*ret_count = query_get_int(&query);
	return r;
}

static int tell(struct store *store, int64_t id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_TOLD);

	query_put_int(&query, id);
	return query_run(&query);
}

int store_problems_told(struct store *store, const struct run_problem *problems, size_t count)
{
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	for (size_t i = 0; i < count && r == 0; i++)
		r = tell(store, problems[i].id);
	return scope_close(store, scope, r);
}

static int clear_answer(struct store *store, int64_t agreement_id, int64_t other_id,
			const char *code)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ANSWER_CLEAR);

	query_put_int(&query, agreement_id);
	query_put_id(&query, other_id);
	query_put_text(&query, code);
	return query_run(&query);
}

static int put_answer(struct store *store, int64_t agreement_id, int64_t other_id, const char *code,
		      const struct author *author)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ANSWER_PUT);

	query_put_int(&query, agreement_id);
	query_put_id(&query, other_id);
	query_put_text(&query, code);
	query_put_text(&query, author->who);
	query_put_text(&query, author->how);
	query_put_int(&query, author->at_ms);
	return query_run(&query);
}

int store_answer_problem(struct store *store, int64_t agreement_id, int64_t other_id,
			 const char *code, const struct author *author)
{
	struct scope scope;
	int r = scope_open(store, &scope);

	if (r != 0)
		return r;
	r = clear_answer(store, agreement_id, other_id, code);
	if (r == 0)
		r = put_answer(store, agreement_id, other_id, code, author);
	return scope_close(store, scope, r);
}

int store_forget_answers(struct store *store, int64_t agreement_id)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_ANSWER_FORGET);

	query_put_int(&query, agreement_id);
	return query_run(&query);
}

int store_problem_line(struct store *store, int64_t problem_id, struct arena *arena,
		       const char **ret_text)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_LINE);
	const char *text;
	int r;

	query_put_int(&query, problem_id);
	r = query_one(&query);
	if (r != 0)
		return r;
	text = query_get_copy(&query, arena);
	r = query_failed(&query);
	if (r == 0)
		*ret_text = text;
	return r;
}

int store_problem_is_settled(struct store *store, const struct store_problem *problem,
			     bool *ret_is_settled)
{
	CLEANUP(query_close) struct query query = query_open(store, STATEMENT_PROBLEM_SETTLED);
	bool is_settled;
	int r;

	query_put_id(&query, problem->agreement_id);
	query_put_id(&query, problem->other_id);
	query_put_text(&query, problem->code);
	query_put_text(&query, problem->field);
	query_put_text(&query, problem->reading[1]);
	query_put_text(&query, problem->text);
	r = query_one(&query);
	if (r != 0)
		return r;
	is_settled = query_get_bool(&query);
	r = query_failed(&query);
	if (r == 0)
		*ret_is_settled = is_settled;
	return r;
}
