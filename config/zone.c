#include "config/zone.h"

#include <stdio.h>
#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/value.h"
#include "core/text.h"

static bool is_well_formed(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > ZONE_NAME_MAX || name[0] == '/' || name[length - 1] == '/')
		return false;
	if (strstr(name, "//") != NULL || strncmp(name, "right/", 6) == 0)
		return false;
	/* Without a dot there is no "..". */
	return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789/_-+") == length;
}

char *zone_path(const char *name, char path[static ZONE_PATH_SIZE])
{
	snprintf(path, ZONE_PATH_SIZE, ZONE_FOLDER "/%s", name);
	return path;
}

/* A zone file begins with "TZif" (RFC 8536, 3.1). */
static bool is_zone_file(int fd)
{
	char magic[4];
	struct stat status;

	return fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	       read(fd, magic, sizeof(magic)) == (ssize_t)sizeof(magic) &&
	       memcmp(magic, "TZif", sizeof(magic)) == 0;
}

bool zone_is_known(const char *name)
{
	char path[ZONE_PATH_SIZE];
	bool is_known;
	int fd;

	if (!is_well_formed(name))
		return false;
	fd = open(zone_path(name, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	is_known = is_zone_file(fd);
	close(fd);
	return is_known;
}

/* region is "" or ends with '/'. */
static bool guess_in(DIR *folder, const char *region, const char *city,
		     char ret_name[static ZONE_NAME_MAX + 1])
{
	unsigned int least = value_guess_limit(city);
	bool found = false;
	const struct dirent *entry;

	while ((entry = readdir(folder)) != NULL) {
		unsigned int distance = text_distance(city, entry->d_name, least);
		char name[ZONE_NAME_MAX + 1];

		if (distance >= least)
			continue;
		if (snprintf(name, sizeof(name), "%s%s", region, entry->d_name) >=
		    (int)sizeof(name))
			continue;
		if (!zone_is_known(name))
			continue;
		least = distance;
		found = true;
		memcpy(ret_name, name, sizeof(name));
	}
	return found;
}

bool zone_guess(const char *name, char ret_name[static ZONE_NAME_MAX + 1])
{
	char region[ZONE_NAME_MAX + 1] = "";
	char path[ZONE_PATH_SIZE];
	const char *slash = strrchr(name, '/');
	const char *city = slash == NULL ? name : slash + 1;
	bool found;
	DIR *folder;

	if (slash != NULL) {
		if ((size_t)(city - name) > ZONE_NAME_MAX || strstr(name, "..") != NULL)
			return false;
		memcpy(region, name, (size_t)(city - name));
	}
	folder = opendir(zone_path(region, path));
	if (folder == NULL)
		return false;
	found = guess_in(folder, region, city, ret_name);
	closedir(folder);
	return found;
}
