/*
 * Preloaded into the courier by a test: a disk that hangs, for a minute, in one kind of call
 * ($SLOW_DISK: "write" or "link"), as a network file system does.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dlfcn.h>
#include <fcntl.h>

#define HANG_S 60U

static void hang_in(const char *call)
{
	const char *wanted = getenv("SLOW_DISK");

	if (wanted != NULL && strcmp(wanted, call) == 0)
		(void)sleep(HANG_S);
}

int fsync(int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");

	hang_in("write");
	return real(fd);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
	int (*real)(int, const char *, int, const char *, int) =
		(int (*)(int, const char *, int, const char *, int))dlsym(RTLD_NEXT, "linkat");

	hang_in("link");
	return real(from_folder, from, to_folder, to, flags);
}
