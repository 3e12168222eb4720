#include "tests/support/alloc.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static unsigned int fail_at;
static unsigned int calls;
static bool refused;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t length);

static bool refuse(void)
{
	calls++;
	if (fail_at == 0 || calls < fail_at)
		return false;
	refused = true;
	return true;
}

void *__wrap_malloc(size_t size)
{
	return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return refuse() ? NULL : __real_realloc(old, size);
}

char *__wrap_strndup(const char *text, size_t length)
{
	size_t n = strnlen(text, length);
	char *copy = __wrap_malloc(n + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, text, n);
	copy[n] = '\0';
	return copy;
}

char *__wrap_strdup(const char *text)
{
	return __wrap_strndup(text, strlen(text));
}

void alloc_fail_at(unsigned int n)
{
	fail_at = n;
	calls = 0;
	refused = false;
}

unsigned int alloc_count(void)
{
	return calls;
}

bool alloc_failed(void)
{
	return refused;
}

void alloc_each_fails(int (*body)(void *context), void *context)
{
	for (unsigned int n = 1;; n++) {
		int result;
		bool was_refused;

		alloc_fail_at(n);
		result = body(context);
		was_refused = refused;
		alloc_fail_at(0);
		if (!was_refused) {
			assert_int_equal(result, 0);
			return;
		}
		if (result != -ENOMEM)
			print_error("allocation %u of the body was refused\n", n);
		assert_int_equal(result, -ENOMEM);
	}
}
