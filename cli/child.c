#include "cli/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/cleanup.h"

/* Input and output are files in memory: neither side can make the other wait. */
struct files {
	int input;
	int output;
	int errors;
};

static void close_fd(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void close_files(const struct files *files)
{
	close_fd(&files->input);
	close_fd(&files->output);
	close_fd(&files->errors);
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		bytes += n;
		length -= (size_t)n;
	}
	return 0;
}

static int read_all(int fd, struct text *out)
{
	struct stat size;
	char bytes[8192];

	if (fstat(fd, &size) != 0)
		return -errno;
	if (size.st_size > CHILD_OUTPUT_MAX)
		return -EFBIG;
	if (lseek(fd, 0, SEEK_SET) != 0)
		return -errno;
	for (;;) {
		ssize_t n = read(fd, bytes, sizeof(bytes));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return text_failed(out) ? -ENOMEM : 0;
		text_add_n(out, bytes, (size_t)n);
	}
}

static int open_files(struct files *files, const struct text *input)
{
	files->input = memfd_create("input", MFD_CLOEXEC);
	files->output = memfd_create("output", MFD_CLOEXEC);
	files->errors = memfd_create("errors", MFD_CLOEXEC);
	if (files->input < 0 || files->output < 0 || files->errors < 0)
		return -errno;
	if (write_all(files->input, text_string(input), input->length) != 0)
		return -EIO;
	return lseek(files->input, 0, SEEK_SET) == 0 ? 0 : -errno;
}

static int spawn(const char *const argv[], const struct files *files, pid_t *ret_pid)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return -error;
	error = posix_spawn_file_actions_adddup2(&actions, files->input, STDIN_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, files->output, STDOUT_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, files->errors, STDERR_FILENO);
	/* posix_spawn() does not write through argv. */
	if (error == 0)
		error = posix_spawn(ret_pid, argv[0], &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

/* Waits for the end of the child, kills it when that takes too long. */
static int wait_for(pid_t pid, int timeout_ms, int *ret_status)
{
	int fd = pidfd_open(pid, 0);
	struct pollfd end = {.fd = fd, .events = POLLIN};
	bool has_ended = fd >= 0 && poll(&end, 1, timeout_ms) == 1;
	int status;

	close_fd(&fd);
	if (!has_ended)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return -errno;
	}
	if (!has_ended)
		return -ETIMEDOUT;
	*ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return 0;
}

int child_run(const char *const argv[], const struct text *input, int timeout_ms,
	      struct child_result *ret_result)
{
	CLEANUP(close_files) struct files files = {-1, -1, -1};
	pid_t pid;
	int result;

	*ret_result = (struct child_result){0};
	result = open_files(&files, input);
	if (result == 0)
		result = spawn(argv, &files, &pid);
	if (result != 0)
		return result;
	result = wait_for(pid, timeout_ms, &ret_result->status);
	if (result == 0)
		result = read_all(files.output, &ret_result->output);
	if (result == 0)
		result = read_all(files.errors, &ret_result->errors);
	return result;
}

void child_result_done(struct child_result *result)
{
	text_done(&result->output);
	text_done(&result->errors);
}
