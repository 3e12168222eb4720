/* A child process with a socket as its standard input. */
#include "daemon/process.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a shell script with process_start() and gives what it writes to its standard input. */
static void run(const char *script, char *answer, size_t size)
{
	char path[] = "/tmp/renewd-process-XXXXXX";
	int file = mkstemp(path), pid, fd, status;
	size_t length = 0;
	ssize_t n = 1;

	assert_true(file >= 0);
	assert_true(dprintf(file, "#!/bin/sh\nexec >&0\n%s\n", script) > 0);
	assert_int_equal(fchmod(file, 0700), 0);
	close(file);
	assert_int_equal(process_start(path, &pid, &fd), 0);
	while (n > 0 && length < size - 1) {
		struct pollfd poller = {.fd = fd, .events = POLLIN};

		assert_true(poll(&poller, 1, 30000) == 1);
		n = read(fd, answer + length, size - 1 - length);
		length += n > 0 ? (size_t)n : 0;
	}
	answer[length] = '\0';
	close(fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	unlink(path);
}

static void the_child_speaks_over_its_standard_input(void **state)
{
	char answer[100];

	(void)state;
	run("echo hello", answer, sizeof(answer));
	assert_string_equal(answer, "hello\n");
}

static void the_child_sees_the_end_when_we_hang_up(void **state)
{
	int pid, fd, status;

	(void)state;
	/* Which it would not if it had our end of the socket too. */
	assert_int_equal(process_start("/bin/cat", &pid, &fd), 0);
	close(fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void the_child_has_no_signal_blocked_or_ignored(void **state)
{
	unsigned long long blocked, ignored;
	char answer[200];
	sigset_t set;

	(void)state;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	run("grep -E 'Sig(Blk|Ign)' /proc/self/status", answer, sizeof(answer));
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	signal(SIGPIPE, SIG_DFL);
	assert_int_equal(sscanf(answer, "SigBlk: %llx SigIgn: %llx", &blocked, &ignored), 2);
	assert_int_equal(blocked, 0);
	/* 32 and 33 are the C library's own, which nobody can set back. */
	assert_int_equal(ignored & 0x7fffffff, 0);
}

static void a_program_that_is_not_there_is_an_error(void **state)
{
	int pid = -7, fd = -7;

	(void)state;
	assert_int_equal(process_start("/nowhere/courier", &pid, &fd), -ENOENT);
	assert_int_equal(process_start("/etc/passwd", &pid, &fd), -EACCES);
	assert_int_equal(pid, -7);
	assert_int_equal(fd, -7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_child_speaks_over_its_standard_input),
		cmocka_unit_test(the_child_sees_the_end_when_we_hang_up),
		cmocka_unit_test(the_child_has_no_signal_blocked_or_ignored),
		cmocka_unit_test(a_program_that_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
