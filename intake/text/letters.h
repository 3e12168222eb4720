/*
 * Letters of a text with one byte a character, as the encodings would read its bytes over 0x7f.
 */
#ifndef RENEWD_INTAKE_TEXT_LETTERS_H
#define RENEWD_INTAKE_TEXT_LETTERS_H

#include <stdint.h>

struct source;

/*
 * A word is a run of letters, whatever the encoding. One without any letter of ASCII is Cyrillic
 * (two or more letters); the high letters of all others are Latin. Windows-1252 and -1254 differ
 * in six letters: Turkish ones in -1254, of Icelandic and Faroese in -1252, where á, é, æ and
 * others that Turkish has not stand beside them.
 */
struct letters {
	uint64_t cyrillic;
	uint64_t latin;
	uint64_t turkish;     /* of the latin ones: the six */
	uint64_t not_turkish; /* of the latin ones: á, ä, ß and others that Turkish does not have */
};

/* Reads all of a source, once. 0 or negative errno. */
int letters_count(struct source *source, struct letters *ret_letters);

#endif
