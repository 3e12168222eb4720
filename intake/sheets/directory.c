#include "intake/sheets/directory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"

#define END_SIZE     22 /* of an end record without its comment */
#define COMMENT_MAX  65535
#define LOCATOR_SIZE 20
#define END64_SIZE   56
#define TAIL_MAX     (LOCATOR_SIZE + END_SIZE + COMMENT_MAX)

/* Numbers in an archive have their low byte first. */
static uint64_t number(const unsigned char *bytes, size_t size)
{
	uint64_t n = 0;

	while (size > 0)
		n = n << 8 | bytes[--size];
	return n;
}

/* Fills buffer from an offset: how many bytes, less than size at the end; negative errno. */
static int64_t read_fully(struct source *source, int64_t offset, unsigned char *buffer, size_t size)
{
	size_t length = 0;

	while (length < size) {
		int64_t n = source_read(source, offset + (int64_t)length, buffer + length,
					size - length);

		if (n < 0)
			return n;
		if (n == 0)
			break;
		length += (size_t)n;
	}
	return (int64_t)length;
}

/* The entries that a ZIP64 end record claims, which a locator points to. */
static int entries_64(struct source *source, const unsigned char *locator, uint64_t *ret_entries)
{
	unsigned char end[END64_SIZE];
	uint64_t offset = number(locator + 8, 8);
	int64_t length;

	if (offset > INT64_MAX - END64_SIZE)
		return 0;
	length = read_fully(source, (int64_t)offset, end, sizeof(end));
	if (length < 0)
		return (int)length;
	if (length == END64_SIZE && memcmp(end, "PK\6\6", 4) == 0)
		*ret_entries = number(end + 32, 8);
	return 0;
}

static int look(struct source *source, const unsigned char *tail, size_t length,
		uint64_t *ret_entries)
{
	uint64_t most = 0;

	for (size_t i = 0; i + LOCATOR_SIZE <= length; i++) {
		uint64_t entries = 0;

		if (tail[i] != 'P' || tail[i + 1] != 'K')
			continue;
		if (i + END_SIZE <= length && memcmp(tail + i, "PK\5\6", 4) == 0) {
			entries = number(tail + i + 10, 2);
		} else if (memcmp(tail + i, "PK\6\7", 4) == 0) {
			int result = entries_64(source, tail + i, &entries);

			if (result < 0)
				return result;
		}
		/* 65535 stands for "see the ZIP64 record". */
		if (entries > most && entries != UINT16_MAX)
			most = entries;
	}
	*ret_entries = most;
	return 0;
}

int directory_entries(struct source *source, uint64_t *ret_entries)
{
	CLEANUP(free_memory) unsigned char *tail = malloc(TAIL_MAX);
	int64_t size = source_size(source);
	int64_t start = size > TAIL_MAX ? size - TAIL_MAX : 0;
	int64_t length;

	if (tail == NULL)
		return -ENOMEM;
	length = read_fully(source, start, tail, TAIL_MAX);
	if (length < 0)
		return (int)length;
	return look(source, tail, (size_t)length, ret_entries);
}
