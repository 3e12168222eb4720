/*
 * What the bytes of a file are like: what its encoding is found by.
 */
#ifndef RENEWD_INTAKE_TEXT_BYTECOUNT_H
#define RENEWD_INTAKE_TEXT_BYTECOUNT_H

#include <stdint.h>

struct source;

#define BYTECOUNT_HEAD 4

struct bytecount {
	uint64_t bytes;
	uint64_t nuls[2];   /* at even and at odd offsets */
	uint64_t sequences; /* characters of UTF-8 beyond ASCII */
	uint64_t strays;    /* bytes other than NUL that are no UTF-8 */
	uint64_t top;	    /* how many bytes are the first ones, at most 64 KiB */
	uint64_t controls;  /* how many of the first ones are control characters that no text has */
	char head[BYTECOUNT_HEAD]; /* the very first bytes; NUL where there are fewer */
};

/* Reads all of a source, once. 0 or negative errno. */
int bytecount_of(struct source *source, struct bytecount *ret_count);

#endif
