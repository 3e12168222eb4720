#include "intake/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "core/text.h"

#define SAVE_AS_UTF8(from)                                                                         \
	"save it as UTF-8 (a spreadsheet program calls that \"CSV UTF-8\"), or use: "              \
	"iconv -f " from " -t UTF-8"

/* Adds one error about the whole file; 1, or -ENOMEM. */
#define REFUSE(problems, name, line, code, ...)                                                    \
	(problems_add(problems, PROBLEM_ERROR, name, line, 0, code, __VA_ARGS__) < 0 ? -ENOMEM : 1)

static void close_file(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static int check_file(const char *path, const struct stat *status, size_t limit,
		      struct problems *problems)
{
	if (S_ISDIR(status->st_mode))
		return REFUSE(problems, path, 0, "is_directory",
			      "this is a directory: name the file in it");
	if (!S_ISREG(status->st_mode))
		return REFUSE(problems, path, 0, "no_regular_file",
			      "this is no regular file: save its content in a file first");
	if ((unsigned long long)status->st_size > limit)
		return REFUSE(problems, path, 0, "too_large",
			      "the file has %lld bytes, and at most %zu are read: split it",
			      (long long)status->st_size, limit);
	return 0;
}

/* Reads until size bytes are there or the file ends. */
static int read_all(int fd, char *data, size_t size, size_t *ret_length)
{
	size_t length = 0;

	while (length < size) {
		ssize_t n = read(fd, data + length, size - length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			break;
		length += (size_t)n;
	}
	*ret_length = length;
	return 0;
}

int bytes_read(const char *path, size_t limit, struct arena *arena, struct problems *problems,
	       struct bytes *ret_bytes)
{
	/* O_NONBLOCK: a pipe without a writer must not stop us; files do not care. */
	CLEANUP(close_file) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct bytes bytes = {0};
	struct stat status;
	size_t size;
	int result;

	if (fd < 0 || fstat(fd, &status) < 0)
		return REFUSE(problems, path, 0, "unreadable_file", "the file cannot be opened: %s",
			      strerror(errno));
	result = check_file(path, &status, limit, problems);
	if (result != 0)
		return result;
	size = (size_t)status.st_size;
	bytes.data = arena_take(arena, size + 1);
	if (bytes.data == NULL)
		return -ENOMEM;
	result = read_all(fd, bytes.data, size + 1, &bytes.length);
	if (result < 0)
		return REFUSE(problems, path, 0, "unreadable_file", "the file cannot be read: %s",
			      strerror(-result));
	if (bytes.length > size)
		return REFUSE(problems, path, 0, "unreadable_file",
			      "the file grew while it was read: try again");
	*ret_bytes = bytes;
	return 0;
}

/* First bytes of what people take for a register. */
static const struct magic {
	const char *bytes;
	size_t length;
	const char *code;
	const char *text;
} magics[] = {
	{"PK\3\4", 4, "binary_file",
	 "this is a spreadsheet (XLSX, ODS) or a ZIP archive: save the sheet as CSV UTF-8"},
	{"\xd0\xcf\x11\xe0", 4, "binary_file",
	 "this is a spreadsheet of an old kind (XLS): save the sheet as CSV UTF-8"},
	{"%PDF", 4, "binary_file",
	 "this is a PDF: take the table out as comma- or tab-separated text first"},
	{"\xff\xfe", 2, "not_utf8", "this is UTF-16, not UTF-8: " SAVE_AS_UTF8("UTF-16")},
	{"\xfe\xff", 2, "not_utf8", "this is UTF-16, not UTF-8: " SAVE_AS_UTF8("UTF-16")},
};

static const struct magic *find_magic(const char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		if (length >= magics[i].length &&
		    memcmp(bytes, magics[i].bytes, magics[i].length) == 0)
			return &magics[i];
	}
	return NULL;
}

static unsigned int line_of(const char *bytes, size_t offset)
{
	unsigned int line = 1;

	for (size_t i = 0; i < offset; i++) {
		if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
			line++;
	}
	return line;
}

/* Refuses a file for the byte at offset, which no UTF-8 text has. */
static int refuse_byte(const char *bytes, size_t length, size_t offset, const char *name,
		       struct problems *problems)
{
	unsigned int byte = (unsigned char)bytes[offset];
	unsigned int line = line_of(bytes, offset);

	/* In UTF-16 text without a mark, every second byte of a Latin text is NUL. */
	if (byte == 0 && offset < 2 && length >= 4 && bytes[offset + 2] == '\0')
		return REFUSE(problems, name, line, "not_utf8",
			      "this looks like UTF-16, not UTF-8: " SAVE_AS_UTF8("UTF-16"));
	if (byte == 0)
		return REFUSE(problems, name, line, "binary_file",
			      "byte %zu is NUL: this is no text; save the register as CSV UTF-8",
			      offset + 1);
	return REFUSE(problems, name, line, "not_utf8",
		      "byte %zu of the file (0x%02x) is not UTF-8, but perhaps Windows-1251, -1252 "
		      "or -1254: " SAVE_AS_UTF8("WINDOWS-1252"),
		      offset + 1, byte);
}

int bytes_check_text(const char *bytes, size_t length, const char *name, struct problems *problems,
		     size_t *ret_start)
{
	const struct magic *magic = find_magic(bytes, length);
	size_t start = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	size_t n;

	if (length == start)
		return REFUSE(problems, name, 0, "empty_file", "the file is empty");
	if (magic != NULL)
		return REFUSE(problems, name, 0, magic->code, "%s", magic->text);
	for (size_t at = start; at < length; at += n) {
		n = (unsigned char)bytes[at] < 0x80 ? 1 : text_utf8(bytes + at, length - at, NULL);
		if (n == 0 || bytes[at] == '\0')
			return refuse_byte(bytes, length, at, name, problems);
	}
	*ret_start = start;
	return 0;
}
