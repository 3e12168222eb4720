/*
 * Holidays from an iCalendar file (RFC 5545), as offices and governments publish them.
 */
#ifndef RENEWD_INTAKE_HOLIDAYS_H
#define RENEWD_INTAKE_HOLIDAYS_H

#include <stddef.h>

#include "core/arena.h"
#include "core/day.h"
#include "core/problem.h"

struct holiday {
	struct day day;
	const char *name;
};

#define HOLIDAYS_MAX	  20000
#define HOLIDAYS_FILE_MAX (4 * 1024 * 1024)

/*
 * Reads the all-day events of a file; recurring ones from `from` to `to`. The result is by day,
 * one per day. 0; -ENOMEM; 1 when the file cannot be used (see problems).
 */
int holidays_read(const char *path, struct day from, struct day to, struct arena *arena,
		  struct problems *problems, struct holiday **ret_holidays, size_t *ret_count);

#endif
