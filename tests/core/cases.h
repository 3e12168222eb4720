/*
 * One-line cases for rules about dates and texts: a case that fails names its line and what it
 * says. A generator of numbers, the same ones in every run.
 */
#ifndef RENEWD_TESTS_CORE_CASES_H
#define RENEWD_TESTS_CORE_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/day.h"
#include "core/span.h"
#include "core/step.h"
#include "core/vague.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What a text stands for; the test fails when it stands for nothing. "-" is DAY_NONE. */
struct day on(const char *iso);
struct span lasting(const char *text);
struct step step_of(const char *text);

/* "" is an unknown date. */
struct vague given(const char *text);

/* expected as day_format() writes it. */
#define DAY_IS(expression, expected)                                                               \
	case_day(__FILE__, __LINE__, #expression, (expression), (expected))
void case_day(const char *file, int line, const char *said, struct day got, const char *expected);

#define TEXT_IS(expression, expected)                                                              \
	case_text(__FILE__, __LINE__, #expression, (expression), (expected))
void case_text(const char *file, int line, const char *said, const char *got, const char *expected);

#define NUMBER_IS(expression, expected)                                                            \
	case_number(__FILE__, __LINE__, #expression, (int64_t)(expression), (expected))
void case_number(const char *file, int line, const char *said, int64_t got, int64_t expected);

#define HOLDS(expression)     case_holds(__FILE__, __LINE__, #expression, (expression))
#define HOLDS_NOT(expression) case_holds(__FILE__, __LINE__, "not " #expression, !(expression))
void case_holds(const char *file, int line, const char *said, bool holds);

/* Numbers for generated input (xorshift64*, Vigna 2016); the state is any number but 0. */
struct generator {
	uint64_t state;
};

/* A number from 0 to limit - 1. */
uint32_t generate(struct generator *generator, uint32_t limit);

/* A number from least to most. */
int32_t generate_between(struct generator *generator, int32_t least, int32_t most);

#endif
