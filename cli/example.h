/*
 * The configuration that `init` writes: examples/renewd.yaml, put in at build time.
 */
#ifndef RENEWD_CLI_EXAMPLE_H
#define RENEWD_CLI_EXAMPLE_H

#include "core/text.h"

/* NUL-terminated. */
extern const char example_config[];

/* The paths that it names, and that example_adapt() replaces. */
#define EXAMPLE_STORE "/var/lib/renewd/renewd.db"
#define EXAMPLE_MAIL  "/var/lib/renewd/mail"

/* Appends the example with other paths in it (absolute), quoted where YAML needs that. */
void example_adapt(struct text *out, const char *store, const char *mail);

#endif
