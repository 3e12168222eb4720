/*
 * How far bytes are UTF-8: quick over long texts, where core/text.h looks at one character.
 */
#ifndef RENEWD_INTAKE_TEXT_UTF8_H
#define RENEWD_INTAKE_TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * How many bytes from the start are whole characters of UTF-8 (RFC 3629) other than NUL. What
 * stops it is NUL, a byte that no sequence has, or a sequence cut at the end. Adds the number of
 * characters beyond ASCII to *sequences.
 */
size_t utf8_span(const char *bytes, size_t length, uint64_t *sequences);

#endif
