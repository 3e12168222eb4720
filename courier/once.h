/*
 * What the courier does without sending: questions that renewctl asks it, since it alone may
 * resolve secrets and render.
 */
#ifndef RENEWD_COURIER_ONCE_H
#define RENEWD_COURIER_ONCE_H

#include <stdio.h>

/*
 * Reads the settings of channels, one JSON object on each line, and says on standard error what is
 * wrong with them: secrets that cannot be had, and everything else that would be refused. No
 * connection is made. The exit status: 0, 2 when something is wrong, 3 when memory is short.
 */
int once_check(FILE *in);

/*
 * Reads the settings of a channel and a job, each a JSON object on its line, and writes what the
 * channel would send for it. No secret is resolved. The exit status: 0, 2 or 3.
 */
int once_render(FILE *in, FILE *out);

#endif
