#include "daemon/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

extern char **environ;

/* The loop keeps signals blocked for its descriptors; the child must not inherit that. */
static int set_signals(posix_spawnattr_t *attributes)
{
	sigset_t all, none;
	int r;

	sigfillset(&all);
	sigemptyset(&none);
	r = posix_spawnattr_setsigmask(attributes, &none);
	if (r == 0)
		r = posix_spawnattr_setsigdefault(attributes, &all);
	if (r == 0)
		r = posix_spawnattr_setflags(attributes,
					     POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	return r;
}

static int spawn(const char *path, int child_end, pid_t *ret_pid)
{
	char *const arguments[] = {(char *)path, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int r = posix_spawn_file_actions_init(&actions);

	if (r != 0)
		return r;
	r = posix_spawnattr_init(&attributes);
	if (r != 0)
		goto actions;
	r = set_signals(&attributes);
	if (r == 0)
		r = posix_spawn_file_actions_adddup2(&actions, child_end, STDIN_FILENO);
	if (r == 0)
		r = posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
	if (r == 0)
		r = posix_spawn(ret_pid, path, &actions, &attributes, arguments, environ);
	posix_spawnattr_destroy(&attributes);
actions:
	posix_spawn_file_actions_destroy(&actions);
	return r;
}

int process_start(const char *path, int *ret_pid, int *ret_fd)
{
	int ends[2];
	pid_t pid;
	int r;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -errno;
	r = fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0 ? errno : spawn(path, ends[1], &pid);
	close(ends[1]);
	if (r != 0) {
		close(ends[0]);
		return -r;
	}
	*ret_pid = pid;
	*ret_fd = ends[0];
	return 0;
}
