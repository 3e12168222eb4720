#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/import.h"
#include "core/cleanup.h"

#define PIECE 65536

/* Reads until the end, or until more than limit bytes came. 0, or a negative errno. */
static int read_all(int fd, size_t limit, struct text *out)
{
	char piece[PIECE];

	while (out->length <= limit) {
		ssize_t n = read(fd, piece, sizeof(piece));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return 0;
		text_add_n(out, piece, (size_t)n);
		if (text_failed(out))
			return -ENOMEM;
	}
	return 0;
}

static int read_standard_input(const char *name, struct intake *ret_intake)
{
	CLEANUP(text_done) struct text text = {0};
	struct problems *problems = &ret_intake->problems;
	int result = read_all(STDIN_FILENO, INTAKE_SIZE_MAX, &text);

	if (result == -ENOMEM)
		return result;
	if (result == 0 && text.length <= INTAKE_SIZE_MAX)
		return intake_parse(text_string(&text), text.length, name, ret_intake);
	if (result == 0)
		result = problems_add(problems, PROBLEM_ERROR, name, 0, 0, "too_large",
				      "there are more than %d bytes: split the register",
				      INTAKE_SIZE_MAX);
	else
		result = problems_add(problems, PROBLEM_ERROR, name, 0, 0, "unreadable_file",
				      "it cannot be read: %s", strerror(-result));
	return result < 0 ? result : 1;
}

int import_read(struct import *import)
{
	if (import->is_standard_input)
		return read_standard_input(import->path, &import->intake);
	return intake_read(import->path, &import->intake);
}
