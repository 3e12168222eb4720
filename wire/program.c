#include "wire/program.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME	  "renewd-courier"
#define INSTALLED RENEWD_LIBEXECDIR "/" NAME

char *program_courier(void)
{
	char path[PATH_MAX + sizeof(NAME)];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	if (length <= 0)
		return strdup(INSTALLED);
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL)
		return strdup(INSTALLED);
	memcpy(slash + 1, NAME, sizeof(NAME));
	return strdup(access(path, X_OK) == 0 ? path : INSTALLED);
}
