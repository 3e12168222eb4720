/*
 * Names of time zones and the files behind them (tzdata).
 */
#ifndef RENEWD_CONFIG_ZONE_H
#define RENEWD_CONFIG_ZONE_H

#include <stdbool.h>

#define ZONE_NAME_MAX 64

/* "/usr/share/zoneinfo/Asia/Almaty" and NUL. $TZDIR plays no part. */
#define ZONE_FOLDER    "/usr/share/zoneinfo"
#define ZONE_PATH_SIZE (sizeof(ZONE_FOLDER) + 1 + ZONE_NAME_MAX)

/*
 * Whether the zone database has a file of that name. Names are made of letters, digits, '/', '_',
 * '-' and '+', with no empty part; those under right/, which count leap seconds, are refused.
 */
bool zone_is_known(const char *name);

/* The path of a zone that is known. */
char *zone_path(const char *name, char path[static ZONE_PATH_SIZE]);

/*
 * The zone that was probably meant by an unknown name. It looks at the files of the region that
 * the name begins with. False, and ret_name untouched, when none is near.
 */
bool zone_guess(const char *name, char ret_name[static ZONE_NAME_MAX + 1]);

#endif
