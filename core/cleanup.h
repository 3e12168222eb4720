/*
 * Release on leaving the scope (GNU "cleanup"), for functions with several ways out.
 *
 *	CLEANUP(text_done) struct text line = {0};
 *
 * The function named gets the variable's address. x_done() functions take that directly; for
 * x_free(), which takes the pointer itself, DEFINE_FREE(struct x, x_free) makes x_freep().
 */
#ifndef RENEWD_CORE_CLEANUP_H
#define RENEWD_CORE_CLEANUP_H

#include <stdlib.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

#define DEFINE_FREE(type, function)                                                                \
	static inline void function##p(type **place)                                               \
	{                                                                                          \
		function(*place);                                                                  \
	}                                                                                          \
	struct define_free_needs_a_semicolon

/* For what malloc() returned: CLEANUP(free_memory) char *path = NULL; */
static inline void free_memory(void *place)
{
	free(*(void **)place);
}

#endif
