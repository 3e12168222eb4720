#include "courier/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "core/text.h"

/* One byte more than fits is read, to see that there is more; line ends do not count. */
#define BUFFER_SIZE (SECRET_SIZE_MAX + 4)

static void close_file(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

bool secret_is_reference(const struct setting *setting)
{
	return setting->kind == SETTING_CREDENTIAL || setting->kind == SETTING_FILE ||
	       setting->kind == SETTING_ENV;
}

/* Checks what was read, and copies it. */
static int accept(const struct setting *setting, char *bytes, size_t length, char **ret_secret,
		  struct why *why)
{
	const char *key = setting->key;

	while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
		length--;
	bytes[length] = '\0';
	if (length == 0)
		return why_refuse(why, "%s: '%s' is empty", key, setting->text);
	if (length > SECRET_SIZE_MAX)
		return why_refuse(why, "%s: '%s' is longer than %d bytes", key, setting->text,
				  SECRET_SIZE_MAX);
	if (strlen(bytes) != length || text_has_control(bytes))
		return why_refuse(why,
				  "%s: '%s' has a control character in it; it must be one line of "
				  "text",
				  key, setting->text);
	*ret_secret = strdup(bytes);
	return *ret_secret == NULL ? -ENOMEM : 0;
}

static int check_file(const struct setting *setting, const char *path, int fd, struct why *why)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return why_refuse(why, "%s: %s: %s", setting->key, path, strerror(errno));
	if (!S_ISREG(status.st_mode))
		return why_refuse(why, "%s: %s is not a regular file", setting->key, path);
	if ((status.st_mode & S_IRWXO) != 0)
		return why_refuse(why, "%s: everybody on this machine can open %s: chmod o= %s",
				  setting->key, path, path);
	return 0;
}

static int read_file(const struct setting *setting, const char *path, char **ret_secret,
		     struct why *why)
{
	/* Not blocking: a FIFO in the place of the file must not stop the courier. */
	CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	char bytes[BUFFER_SIZE + 1];
	size_t length = 0;
	ssize_t n = 1;
	int r;

	if (fd < 0)
		return why_refuse(why, "%s: %s: %s", setting->key, path, strerror(errno));
	r = check_file(setting, path, fd, why);
	if (r != 0)
		return r;
	while (n > 0 && length < BUFFER_SIZE) {
		n = read(fd, bytes + length, BUFFER_SIZE - length);
		if (n < 0)
			return why_refuse(why, "%s: %s: %s", setting->key, path, strerror(errno));
		length += (size_t)n;
	}
	r = accept(setting, bytes, length, ret_secret, why);
	explicit_bzero(bytes, sizeof(bytes));
	return r;
}

static int read_credential(const struct setting *setting, char **ret_secret, struct why *why)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	CLEANUP(free_memory) char *path = NULL;

	if (setting->text[0] == '\0' || setting->text[0] == '.' ||
	    strchr(setting->text, '/') != NULL)
		return why_refuse(why, "%s: '%s' is no name of a credential", setting->key,
				  setting->text);
	if (folder == NULL || folder[0] != '/')
		return why_refuse(why,
				  "%s: no credential '%s': $CREDENTIALS_DIRECTORY is not set; give "
				  "the service LoadCredential=%s:PATH, or write {file: PATH}",
				  setting->key, setting->text, setting->text);
	if (asprintf(&path, "%s/%s", folder, setting->text) < 0) {
		path = NULL;
		return -ENOMEM;
	}
	return read_file(setting, path, ret_secret, why);
}

static int read_environment(const struct setting *setting, char **ret_secret, struct why *why)
{
	const char *value = getenv(setting->text);
	char bytes[BUFFER_SIZE + 1];
	int r;

	if (value == NULL)
		return why_refuse(why, "%s: there is no environment variable '%s'", setting->key,
				  setting->text);
	snprintf(bytes, sizeof(bytes), "%s", value);
	r = accept(setting, bytes, strlen(bytes), ret_secret, why);
	explicit_bzero(bytes, sizeof(bytes));
	return r;
}

int secret_read(const struct setting *setting, char **ret_secret, struct why *why)
{
	switch (setting->kind) {
	case SETTING_CREDENTIAL:
		return read_credential(setting, ret_secret, why);
	case SETTING_ENV:
		return read_environment(setting, ret_secret, why);
	case SETTING_FILE:
		if (setting->text[0] != '/')
			return why_refuse(why, "%s: '%s' is no absolute path", setting->key,
					  setting->text);
		return read_file(setting, setting->text, ret_secret, why);
	case SETTING_TEXT:
	case SETTING_NUMBER:
	case SETTING_BOOLEAN:
		break;
	}
	return why_refuse(why, "%s: is no reference to a secret", setting->key);
}

void secret_free(char *secret)
{
	if (secret != NULL)
		explicit_bzero(secret, strlen(secret));
	free(secret);
}
