#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)16 * 1024)
#define ALIGNMENT  alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block;

	if (capacity > SIZE_MAX - sizeof(*block))
		return NULL;
	block = malloc(sizeof(*block) + capacity);
	if (block == NULL)
		return NULL;
	block->size = capacity;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

static void *take(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	void *piece;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (block == NULL || block->size - block->used < size) {
		block = add_block(arena, size);
		if (block == NULL)
			return NULL;
	}
	piece = block->bytes + block->used;
	block->used += size;
	return piece;
}

void *arena_take(struct arena *arena, size_t size)
{
	void *piece = take(arena, size);

	return piece == NULL ? NULL : memset(piece, 0, size);
}

void *arena_take_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	return arena_take(arena, count * size);
}

char *arena_copy_n(struct arena *arena, const char *text, size_t length)
{
	char *copy = length == SIZE_MAX ? NULL : take(arena, length + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_copy_n(arena, text, strlen(text));
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = arena->blocks;

	if (kept == NULL)
		return;
	while (kept->next != NULL) {
		struct arena_block *next = kept->next->next;

		free(kept->next);
		kept->next = next;
	}
	kept->used = 0;
}

void arena_done(struct arena *arena)
{
	while (arena->blocks != NULL) {
		struct arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
}
