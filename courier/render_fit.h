/*
 * How many entries a message can hold: bodies are built until one fits, since what an entry takes
 * is known only when it is written.
 */
#ifndef RENEWD_COURIER_RENDER_FIT_H
#define RENEWD_COURIER_RENDER_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/* Builds the body with the first shown entries. NULL when memory is short; freed by the caller. */
typedef char *render_fit_body(const void *context, size_t shown, bool *ret_fits);

/*
 * Appends the body with all count entries, or with the most that fit. 0, -ENOMEM, or -EMSGSIZE
 * when not even one without entries fits.
 */
int render_fit(render_fit_body *body, const void *context, size_t count, struct text *out);

#endif
