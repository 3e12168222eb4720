/*
 * Words about time, divided among the columns that are about time: running text does not say which
 * date stands in which of them.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_DATES_H
#define RENEWD_INTAKE_RUNNING_RUNNING_DATES_H

#include "core/profile.h"
#include "intake/running/running_heading.h"
#include "intake/running/running_tokens.h"

/*
 * Writes for each token the index of its column among `columns` (all of them about time, count of
 * them at least 1). Of a column for signing and one for the last day:
 * - A length, an open end, "until …" and the like belong to the last day, with all behind them.
 * - Without such words the latest date is the last day, when it is later than the one before it and
 *   nothing marks it as a renewal; the others were signed. Equal dates were all signed.
 * - A range counts as one date and stays whole.
 * False when a date stands behind the latest one, which was taken as the last day: somebody should look.
 */
bool running_dates_divide(const struct running_token *tokens, size_t token_count,
			  const struct running_column *columns, size_t column_count,
			  const struct profile *profile,
			  unsigned char ret_column[static RUNNING_TOKENS_MAX]);

#endif
