/*
 * A decoder: the text of a source as UTF-8, a piece at a time.
 */
#ifndef RENEWD_INTAKE_TEXT_DECODER_H
#define RENEWD_INTAKE_TEXT_DECODER_H

#include <stddef.h>
#include <stdint.h>

#include "core/cleanup.h"

struct decoder;
struct encoding;
struct source;

#define DECODER_ROOM_MIN 16

/*
 * Decodes from the byte at start on. The source must outlive it. 0, -ENOMEM; -EINVAL when iconv
 * does not know the encoding on this machine.
 */
int decoder_new(struct source *source, const struct encoding *encoding, int64_t start,
		struct decoder **ret_decoder);

/*
 * The next piece of text, of at most size bytes (DECODER_ROOM_MIN or more): whole characters of
 * valid UTF-8 without NUL, line ends as they are. What the encoding does not have, and NUL, is
 * U+FFFD. Its length; 0 at the end; negative errno. Ends early behind the first U+FFFD so made.
 */
int64_t decoder_read(struct decoder *decoder, char *buffer, size_t size);

/* Goes on at the byte at offset, where a character must start. */
void decoder_seek(struct decoder *decoder, int64_t offset);

/* The offset in the source of the next byte to be decoded. */
int64_t decoder_at(const struct decoder *decoder);

/* How many characters became U+FFFD so far. */
uint64_t decoder_strays(const struct decoder *decoder);

void decoder_free(struct decoder *decoder); /* NULL is allowed */
DEFINE_FREE(struct decoder, decoder_free);

#endif
