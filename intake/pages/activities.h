/*
 * Activities: what partners do together, as lists of partners tell it: "Exchange of students; joint
 * research", "Совместные исследования".
 */
#ifndef RENEWD_INTAKE_PAGES_ACTIVITIES_H
#define RENEWD_INTAKE_PAGES_ACTIVITIES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text (UTF-8) begins with an activity. */
bool activities_begin(const char *text, size_t length);

/*
 * Where activities begin in a text that names an institution first, and has nothing but a blank, a
 * comma, a colon or a dash between: the offset of their first word; 0: nowhere.
 *
 *	"University of Al Mergib Joint research, lectures"	at "Joint"
 *	"Institute of Economic Research"			0
 */
size_t activities_find(const char *text, size_t length);

#endif
