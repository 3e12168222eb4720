/* How far a long import is, on a terminal, and the user's wish to stop it. */
#ifndef RENEWD_CLI_IMPORT_PROGRESS_H
#define RENEWD_CLI_IMPORT_PROGRESS_H

#include <stdbool.h>

struct progress {
	const char *path;
	bool is_shown; /* standard error is a terminal */
	int percent;   /* that stands there; -1: nothing does */
};

/* Starts; from now on an interrupt (SIGINT, SIGTERM) does not end the process but is noted. */
void progress_begin(struct progress *progress, const char *path);

/* For struct register_options: 0, or -EINTR once the user wants to stop. */
int progress_tell(void *progress, int permille);

/* Whether the user wants to stop. */
bool progress_is_interrupted(void);

/* Takes the line away. An interrupt ends the process again. */
void progress_end(struct progress *progress);

/* Ends the process as the interrupt that was noted would have ended it. */
void progress_die(void) __attribute__((noreturn));

#endif
