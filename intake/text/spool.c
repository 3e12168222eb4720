#include "intake/text/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "core/text.h"

#define CHUNK (64 * 1024)

/* A file without a name, which is gone with its descriptor; or negative errno. */
static int open_unnamed(void)
{
	const char *folder = secure_getenv("TMPDIR");
	CLEANUP(text_done) struct text path = {0};
	int fd;

	folder = folder != NULL && folder[0] == '/' ? folder : "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
		return fd >= 0 ? fd : -errno;
	/* Not every file system can make a file without a name. */
	text_addf(&path, "%s/renewd-XXXXXX", folder);
	if (text_failed(&path))
		return -ENOMEM;
	fd = mkostemp(path.data, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	unlink(path.data);
	return fd;
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

/* Copies until the end, until size is over limit, or until reading fails (ret_error). */
static int copy(int from, int to, int64_t limit, int64_t *ret_size, int *ret_error)
{
	char buffer[CHUNK];
	int64_t size = 0;
	ssize_t n;

	do {
		n = read(from, buffer, sizeof(buffer));
		if (n < 0 && errno != EINTR)
			*ret_error = errno;
		if (n > 0) {
			int result = write_all(to, buffer, (size_t)n);

			if (result < 0)
				return result;
			size += n;
		}
	} while (size <= limit && (n > 0 || (n < 0 && *ret_error == 0)));
	*ret_size = size;
	return 0;
}

int spool_all(int fd, int64_t limit, int64_t *ret_size, int *ret_error)
{
	int spool = open_unnamed();
	int result;

	if (spool < 0)
		return spool;
	result = copy(fd, spool, limit, ret_size, ret_error);
	if (result == 0)
		return spool;
	close(spool);
	return result;
}
