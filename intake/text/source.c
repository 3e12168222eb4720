#include "intake/text/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/limits.h"
#include "intake/text/decoder.h"
#include "intake/text/spool.h"

#define CHUNK (64 * 1024)

struct source {
	char *name;
	int fd;		   /* -1: the bytes are in memory */
	const char *bytes; /* not owned; NULL with a descriptor */
	int64_t size;
	bool has_encoding;
	struct encoding_found encoding;
};

/* Adds one error about the whole file; 1, or -ENOMEM. */
#define REFUSE(problems, name, code, ...)                                                          \
	(problems_add(problems, PROBLEM_ERROR, name, 0, 0, code, __VA_ARGS__) < 0 ? -ENOMEM : 1)

static int refuse_size(const char *name, struct problems *problems)
{
	return REFUSE(problems, name, "too_large",
		      "more than %lld bytes, and at most so many are read: split the file",
		      REGISTER_SIZE_MAX);
}

static int refuse_reading(const char *name, int error, struct problems *problems)
{
	return REFUSE(problems, name, "unreadable_file", "the file cannot be read: %s",
		      strerror(error));
}

static int check_size(int64_t size, const char *name, struct problems *problems)
{
	if (size > REGISTER_SIZE_MAX)
		return refuse_size(name, problems);
	return size > 0 ? 0 : REFUSE(problems, name, "empty_file", "the file is empty");
}

static int check_file(int fd, const char *path, struct problems *problems, int64_t *ret_size)
{
	struct stat status;
	int result;

	if (fstat(fd, &status) < 0)
		return refuse_reading(path, errno, problems);
	if (S_ISDIR(status.st_mode))
		return REFUSE(problems, path, "is_directory",
			      "this is a directory: name the file in it");
	if (!S_ISREG(status.st_mode))
		return REFUSE(problems, path, "no_regular_file",
			      "this is no regular file: save its content in a file first");
	result = check_size(status.st_size, path, problems);
	if (result == 0)
		*ret_size = status.st_size;
	return result;
}

/* Takes fd, also when it fails. */
static int make_source(int fd, const char *bytes, int64_t size, const char *name,
		       struct source **ret_source)
{
	struct source *source = calloc(1, sizeof(*source));
	char *copy = strdup(name);

	if (source == NULL || copy == NULL) {
		free(source);
		free(copy);
		if (fd >= 0)
			close(fd);
		return -ENOMEM;
	}
	*source = (struct source){.name = copy, .fd = fd, .bytes = bytes, .size = size};
	*ret_source = source;
	return 0;
}

int source_open(const char *path, struct problems *problems, struct source **ret_source)
{
	/* O_NONBLOCK: a pipe without a writer must not stop us; files do not care. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int64_t size = 0;
	int result;

	if (fd < 0)
		return REFUSE(problems, path, "unreadable_file", "the file cannot be opened: %s",
			      strerror(errno));
	result = check_file(fd, path, problems, &size);
	if (result != 0) {
		close(fd);
		return result;
	}
	return make_source(fd, NULL, size, path, ret_source);
}

int source_of(const char *bytes, size_t length, const char *name, struct problems *problems,
	      struct source **ret_source)
{
	int result = check_size((int64_t)length, name, problems);

	return result != 0 ? result : make_source(-1, bytes, (int64_t)length, name, ret_source);
}

int source_spool(int fd, const char *name, struct problems *problems, struct source **ret_source)
{
	int64_t size = 0;
	int error = 0;
	int spool = spool_all(fd, REGISTER_SIZE_MAX, &size, &error);
	int result;

	if (spool < 0)
		return spool;
	result = error != 0 ? refuse_reading(name, error, problems)
			    : check_size(size, name, problems);
	if (result != 0) {
		close(spool);
		return result;
	}
	return make_source(spool, NULL, size, name, ret_source);
}

void source_close(struct source *source)
{
	if (source == NULL)
		return;
	if (source->fd >= 0)
		close(source->fd);
	free(source->name);
	free(source);
}

const char *source_name(const struct source *source)
{
	return source->name;
}

int64_t source_size(const struct source *source)
{
	return source->size;
}

/* A file that grows is read as far as it reached when it was opened. */
int64_t source_read(struct source *source, int64_t offset, void *buffer, size_t size)
{
	size_t n;

	if (offset < 0 || offset >= source->size)
		return 0;
	n = source->size - offset < (int64_t)size ? (size_t)(source->size - offset) : size;
	if (source->bytes != NULL) {
		memcpy(buffer, source->bytes + offset, n);
		return (int64_t)n;
	}
	for (size_t done = 0; done < n;) {
		ssize_t got = pread(source->fd, (char *)buffer + done, n - done,
				    (off_t)(offset + (int64_t)done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return (int64_t)done; /* it shrank */
		done += (size_t)got;
	}
	return (int64_t)n;
}

static int refuse_whole(int64_t size, const char *name, struct problems *problems)
{
	return REFUSE(problems, name, "too_large",
		      "%lld bytes, and at most %d are read of this kind of file: split it, or save "
		      "it as separated text (CSV)",
		      (long long)size, REGISTER_WHOLE_MAX);
}

int source_whole(struct source *source, struct arena *arena, struct problems *problems,
		 char **ret_bytes, size_t *ret_length)
{
	int64_t n;
	char *bytes;

	if (source->size > REGISTER_WHOLE_MAX)
		return refuse_whole(source->size, source->name, problems);
	bytes = arena_take(arena, (size_t)source->size + 1);
	if (bytes == NULL)
		return -ENOMEM;
	n = source_read(source, 0, bytes, (size_t)source->size);
	if (n < 0)
		return (int)n;
	bytes[n] = '\0';
	*ret_bytes = bytes;
	*ret_length = (size_t)n;
	return 0;
}

int source_encoding(struct source *source, const char *wanted, struct problems *problems,
		    const struct encoding_found **ret_found)
{
	int result = 0;

	if (!source->has_encoding) {
		result = encoding_detect(source, wanted, problems, &source->encoding);
		source->has_encoding = result == 0;
	}
	if (result == 0)
		*ret_found = &source->encoding;
	return result;
}

/* Decodes to the end. 0; -ENOMEM …; 1 with a problem. */
static int decode_all(struct source *source, struct decoder *decoder, struct problems *problems,
		      struct text *text)
{
	char buffer[CHUNK];
	int64_t n;

	while ((n = decoder_read(decoder, buffer, sizeof(buffer))) > 0) {
		text_add_n(text, buffer, (size_t)n);
		if (text->length > REGISTER_WHOLE_MAX)
			return refuse_whole((int64_t)text->length, source->name, problems);
	}
	if (n < 0)
		return (int)n;
	return text_failed(text) ? -ENOMEM : 0;
}

int source_text(struct source *source, const char *wanted, struct arena *arena,
		struct problems *problems, char **ret_text, size_t *ret_length,
		const char **ret_encoding, const char **ret_reason)
{
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	CLEANUP(text_done) struct text text = {0};
	const struct encoding_found *found;
	char *copy;
	int result = 0;

	if (source->size > REGISTER_WHOLE_MAX)
		return refuse_whole(source->size, source->name, problems);
	result = source_encoding(source, wanted, problems, &found);
	if (result == 0)
		result = decoder_new(source, found->encoding, found->start, &decoder);
	if (result == 0)
		result = decode_all(source, decoder, problems, &text);
	if (result != 0)
		return result;
	copy = arena_copy_n(arena, text_string(&text), text.length);
	if (copy == NULL)
		return -ENOMEM;
	*ret_text = copy;
	*ret_length = text.length;
	if (ret_encoding != NULL)
		*ret_encoding = found->encoding->name;
	if (ret_reason != NULL)
		*ret_reason = found->reason;
	return 0;
}
