/*
 * Places: lines of a list that are nothing but the name of a country or of a part of the world, and
 * so stand over what follows.
 */
#ifndef RENEWD_INTAKE_PAGES_PLACES_H
#define RENEWD_INTAKE_PAGES_PLACES_H

#include <stddef.h>

enum place_kind {
	PLACE_NONE,
	PLACE_COUNTRY, /* "Germany", "Korea", "North Cyprus", "Germany (12):" */
	PLACE_REGION /* "North America", "Europe (Nordic Countries)", "Australia and New Zealand" */
};

/* What a text (UTF-8) is. */
enum place_kind place_kind_of(const char *text);

#endif
