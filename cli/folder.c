#include "cli/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"

#define SERVICE "renewd" /* user and group */

char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

static int make_one(const char *path)
{
	struct stat status;

	if (mkdir(path, 0755) == 0)
		return 0;
	if (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return 0;
	return errno == EEXIST ? -ENOTDIR : -errno;
}

int folder_make(const char *path)
{
	CLEANUP(free_memory) char *copy = strdup(path);

	if (copy == NULL)
		return -ENOMEM;
	for (char *slash = strchr(copy + (copy[0] == '/'), '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		int result;

		*slash = '\0';
		result = make_one(copy);
		*slash = '/';
		if (result != 0)
			return result;
	}
	return make_one(copy);
}

static int give(const char *path, mode_t mode)
{
	const struct group *group;
	const struct passwd *user;

	if (geteuid() != 0)
		return 0;
	group = getgrnam(SERVICE);
	if (group == NULL)
		return 0;
	user = getpwnam(SERVICE);
	if (chown(path, user == NULL ? (uid_t)-1 : user->pw_uid, group->gr_gid) != 0)
		return -errno;
	return chmod(path, mode) == 0 ? 0 : -errno;
}

int folder_give(const char *path)
{
	return give(path, 02770);
}

int folder_give_file(const char *path)
{
	return give(path, 0660);
}

static int write_text(int fd, const char *text)
{
	size_t length = strlen(text);

	while (length > 0) {
		ssize_t n = write(fd, text, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text += n;
		length -= (size_t)n;
	}
	return 0;
}

static int write_all(int fd, const char *text)
{
	int result = write_text(fd, text);

	return result == 0 && fsync(fd) != 0 ? -errno : result;
}

/*
 * Writes a file beside path, whole and safe on the disk. *ret_draft: its name, which the caller
 * frees; NULL when there is none.
 */
static int write_draft(const char *path, mode_t mode, const char *text, char **ret_draft)
{
	CLEANUP(free_memory) char *draft = NULL;
	int fd, result;

	*ret_draft = NULL;
	if (asprintf(&draft, "%s.XXXXXX", path) < 0) {
		draft = NULL;
		return -ENOMEM;
	}
	fd = mkostemp(draft, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	result = fchmod(fd, mode) == 0 ? write_all(fd, text) : -errno;
	if (close(fd) != 0 && result == 0)
		result = -errno;
	if (result != 0) {
		unlink(draft);
		return result;
	}
	*ret_draft = draft;
	draft = NULL;
	return 0;
}

int folder_write(const char *path, const char *text)
{
	CLEANUP(free_memory) char *draft = NULL;
	int result = write_draft(path, 0644, text, &draft);

	if (result != 0)
		return result;
	/* Unlike rename(), link() never replaces what is there. */
	if (link(draft, path) != 0)
		result = -errno;
	unlink(draft);
	return result;
}

/* The mode that a new file gets. */
static mode_t mode_of_new(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int replace(const char *path, mode_t mode, const char *text)
{
	CLEANUP(free_memory) char *draft = NULL;
	int result = write_draft(path, mode, text, &draft);

	if (result != 0 || rename(draft, path) == 0)
		return result;
	result = -errno;
	unlink(draft);
	return result;
}

static int write_into(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int result;

	if (fd < 0)
		return -errno;
	result = write_text(fd, text);
	if (close(fd) != 0 && result == 0)
		result = -errno;
	return result;
}

int folder_replace(const char *path, const char *text)
{
	CLEANUP(free_memory) char *real = NULL;
	struct stat status;

	if (stat(path, &status) != 0)
		return errno == ENOENT ? replace(path, mode_of_new(), text) : -errno;
	if (!S_ISREG(status.st_mode))
		return write_into(path, text);
	real = realpath(path, NULL);
	return real == NULL ? -errno : replace(real, status.st_mode & 0777, text);
}

char *folder_absolute(const char *path)
{
	CLEANUP(free_memory) char *folder = folder_of(path);
	CLEANUP(free_memory) char *real = folder == NULL ? NULL : realpath(folder, NULL);
	const char *slash = strrchr(path, '/');
	char *absolute = NULL;

	if (real == NULL)
		return NULL;
	if (asprintf(&absolute, "%s/%s", strcmp(real, "/") == 0 ? "" : real,
		     slash == NULL ? path : slash + 1) < 0)
		return NULL;
	return absolute;
}
