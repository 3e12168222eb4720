/*
 * An arena: many small pieces that live and die together (one agreement, one run).
 */
#ifndef RENEWD_CORE_ARENA_H
#define RENEWD_CORE_ARENA_H

#include <stddef.h>

struct arena_block;

/* Zero is an empty arena. Pieces keep their address until arena_reset() or arena_done(). */
struct arena {
	struct arena_block *blocks;
};

/*
 * Takes size bytes, zeroed and aligned for any type; NULL when memory is short. size 0 gives a
 * valid, distinct address.
 */
void *arena_take(struct arena *arena, size_t size);

/* As arena_take() for count * size bytes; NULL also when the product overflows. */
void *arena_take_array(struct arena *arena, size_t count, size_t size);

/* Copies text (NULL stays NULL). NULL for a text that is not NULL means that memory is short. */
char *arena_copy(struct arena *arena, const char *text);

/* Copies the first length bytes of text and ends them with NUL. NULL when memory is short. */
char *arena_copy_n(struct arena *arena, const char *text, size_t length);

/* Forgets all pieces, keeps one block for the next use: a loop over rows allocates once. */
void arena_reset(struct arena *arena);

/* Frees everything; the arena is empty and may be used again. */
void arena_done(struct arena *arena);

#endif
