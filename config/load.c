#include "config/load.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"

static int complain(struct problems *problems, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int complain(struct problems *problems, const char *path, const char *format, ...)
{
	char what[256];
	va_list arguments;
	int result;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	result = problems_add(problems, PROBLEM_ERROR, path, 0, 0, "unreadable", "%s", what);
	return result < 0 ? result : 1;
}

static int check_status(int fd, const char *path, struct problems *problems)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return complain(problems, path, "cannot be read: %s", strerror(errno));
	if (S_ISDIR(status.st_mode))
		return complain(problems, path, "is a folder, no file");
	if (!S_ISREG(status.st_mode))
		return complain(problems, path, "is no regular file");
	if (status.st_size > CONFIG_SIZE_MAX)
		return complain(problems, path, "has %lld bytes; at most %d are allowed",
				(long long)status.st_size, CONFIG_SIZE_MAX);
	return 0;
}

static int read_all(int fd, const char *path, struct problems *problems, struct text *bytes)
{
	for (;;) {
		char piece[16384];
		ssize_t n = read(fd, piece, sizeof(piece));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return complain(problems, path, "cannot be read: %s", strerror(errno));
		if (n == 0)
			return 0;
		text_add_n(bytes, piece, (size_t)n);
		if (text_failed(bytes))
			return -ENOMEM;
		/* It may have grown since check_status(). */
		if (bytes->length > CONFIG_SIZE_MAX)
			return complain(problems, path, "has more than %d bytes", CONFIG_SIZE_MAX);
	}
}

int load_file(const char *path, struct problems *problems, struct text *bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int result;

	if (fd < 0)
		return complain(problems, path, "cannot be read: %s", strerror(errno));
	result = check_status(fd, path, problems);
	if (result == 0)
		result = read_all(fd, path, problems, bytes);
	close(fd);
	return result;
}
