/*
 * Which columns with dates say the signing date and which the last day, when no other has the role.
 */
#ifndef RENEWD_INTAKE_COLUMNS_CASTING_DATES_H
#define RENEWD_INTAKE_COLUMNS_CASTING_DATES_H

#include "intake/columns/casting.h"
#include "intake/words/headings.h"

/*
 * Settles what the headings left open, once the roles were given:
 * - A term is read as the last day, and an effective date as the signing date, where no column
 *   says those.
 * - Of columns of dates that no heading tells apart ("Date" and "Date", or none), the one whose
 *   dates are earlier on the average is the signing date, the other one the last day. A single one
 *   is the last day when most of its days end a month, else the signing date.
 * known are the headings of the columns; is_named says where the profile has spoken.
 */
void casting_dates_settle(struct casting *casting, const struct evidence *evidence,
			  const struct heading *const *known, const bool *is_named);

/*
 * Asks about columns of dates that nothing names (unnamed_dates). heading NULL: nothing is asked. 0,
 * or -ENOMEM.
 */
int casting_dates_complain(const struct casting *casting, const struct evidence *evidence,
			   const struct heading *const *known, const bool *is_named,
			   const struct record *heading, const char *name,
			   struct problems *problems);

#endif
