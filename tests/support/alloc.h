/*
 * Allocation on demand: lets a test make any allocation of our own code fail. Libraries outside
 * the program are not touched (the linker wraps calls, see cmake/Rooms.cmake).
 */
#ifndef RENEWD_TESTS_ALLOC_H
#define RENEWD_TESTS_ALLOC_H

#include <stdbool.h>

/* From now on the nth allocation (from 1) and all after it fail; 0: none. Resets the count. */
void alloc_fail_at(unsigned int n);

/* How many allocations were asked for since alloc_fail_at(). */
unsigned int alloc_count(void);

/* Whether an allocation was refused since alloc_fail_at(). */
bool alloc_failed(void);

/*
 * Runs body(context) with the 1st, 2nd, 3rd … allocation failing, until it needs no more. body
 * returns a negative errno when it saw the failure and 0 when it was done; every run with a
 * refused allocation must give -ENOMEM, and the last one 0.
 */
void alloc_each_fails(int (*body)(void *context), void *context);

#endif
