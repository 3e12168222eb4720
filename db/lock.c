#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "db/internal.h"

/* How often a lock that was free a moment ago is tried. */
#define TRIES 10

char *store_beside(const struct store *store, const char *suffix)
{
	size_t size = strlen(store->path) + strlen(suffix) + 1;
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, "%s%s", store->path, suffix);
	return path;
}

int store_open_beside(const char *path, int flags)
{
	int fd = open(path, flags | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

	if (fd < 0)
		return errno == EEXIST ? open(path, flags | O_CLOEXEC) : -1;
	/* The umask is the user's; the file is the group's, as the store is. */
	(void)fchmod(fd, 0660);
	return fd;
}

static struct flock whole_file(void)
{
	return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

/* Who has the lock: 0 nobody, -1 somebody who cannot be named (another container). */
static int holder(int fd)
{
	struct flock lock = whole_file();

	if (fcntl(fd, F_GETLK, &lock) < 0 || lock.l_type == F_UNLCK)
		return 0;
	return lock.l_pid > 0 ? (int)lock.l_pid : -1;
}

/* 0, -EAGAIN and who has it, or another errno. */
static int take(int fd, int *ret_pid)
{
	for (int i = 0; i < TRIES; i++) {
		struct flock lock = whole_file();
		int pid;

		if (fcntl(fd, F_SETLK, &lock) == 0)
			return 0;
		if (errno != EAGAIN && errno != EACCES)
			return -errno;
		pid = holder(fd);
		if (pid != 0) {
			*ret_pid = pid;
			return -EAGAIN;
		}
	}
	*ret_pid = -1;
	return -EAGAIN;
}

int store_lock(struct store *store, int *ret_pid)
{
	CLEANUP(free_memory) char *path = NULL;
	int pid = -1;
	int fd;
	int r;

	if (store->lock_fd >= 0)
		return 0;
	path = store_beside(store, ".lock");
	if (path == NULL)
		return fault_set(store, -ENOMEM, NULL);
	fd = store_open_beside(path, O_RDWR);
	if (fd < 0)
		return fault_set(store, -errno, NULL);
	r = take(fd, &pid);
	if (r == 0) {
		store->lock_fd = fd;
		return 0;
	}
	close(fd);
	if (r != -EAGAIN)
		return fault_set(store, r, NULL);
	*ret_pid = pid;
	if (pid < 0)
		return fault_set(store, r, NULL);
	return fault_set(store, r, "another renewd (process %d) works on this store", pid);
}

void store_unlock(struct store *store)
{
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	store->lock_fd = -1;
}

int store_daemon(const struct store *store)
{
	CLEANUP(free_memory) char *path = NULL;
	int fd;
	int pid;

	if (store->lock_fd >= 0)
		return (int)getpid();
	path = store_beside(store, ".lock");
	if (path == NULL)
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	pid = holder(fd);
	close(fd);
	return pid;
}

int store_ring(struct store *store)
{
	CLEANUP(free_memory) char *path = store_beside(store, ".bell");
	int fd;

	if (path == NULL)
		return fault_set(store, -ENOMEM, NULL);
	fd = store_open_beside(path, O_WRONLY);
	if (fd < 0)
		return fault_set(store, -errno, NULL);
	close(fd);
	return 0;
}
