/*
 * A child process that reads its input, writes its output and ends.
 */
#ifndef RENEWD_CLI_CHILD_H
#define RENEWD_CLI_CHILD_H

#include <stddef.h>

#include "core/text.h"

#define CHILD_OUTPUT_MAX (64 * 1024 * 1024) /* bytes */

struct child_result {
	int status;	    /* exit status; 128 + the signal that ended it */
	struct text output; /* of stdout, stderr */
	struct text errors;
};

/*
 * Runs argv[0] (a path) with the environment of this process, input as its stdin, and waits for
 * its end. 0; -ETIMEDOUT: it was killed after timeout_ms; -EFBIG: more than CHILD_OUTPUT_MAX; or
 * another errno. child_result_done() in any case.
 */
int child_run(const char *const argv[], const struct text *input, int timeout_ms,
	      struct child_result *ret_result);

void child_result_done(struct child_result *result);

#endif
