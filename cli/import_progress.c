#include "cli/import_progress.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void note(int number)
{
	interrupted = number;
}

static void handle(void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

void progress_begin(struct progress *progress, const char *path)
{
	*progress = (struct progress){
		.path = path, .is_shown = isatty(STDERR_FILENO) == 1, .percent = -1};
	handle(note);
}

int progress_tell(void *context, int permille)
{
	struct progress *progress = context;
	int percent = permille / 10;

	if (progress->is_shown && percent != progress->percent) {
		fprintf(stderr, "\rreading %d %%", percent);
		fflush(stderr);
		progress->percent = percent;
	}
	return interrupted == 0 ? 0 : -EINTR;
}

bool progress_is_interrupted(void)
{
	return interrupted != 0;
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown && progress->percent >= 0)
		fputs("\r\033[K", stderr);
	progress->percent = -1;
	handle(SIG_DFL);
}

void progress_die(void)
{
	handle(SIG_DFL);
	raise(interrupted == 0 ? SIGINT : (int)interrupted);
	_exit(128 + SIGINT); /* should the signal be blocked */
}
