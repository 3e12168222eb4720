/*
 * Containers: what a file is that is no text, by its first bytes and, for a ZIP archive, the names
 * of what is in it.
 */
#ifndef RENEWD_INTAKE_CONTAINER_H
#define RENEWD_INTAKE_CONTAINER_H

struct source;

enum container {
	CONTAINER_NONE, /* nothing that is known: text, perhaps */
	CONTAINER_XLSX,
	CONTAINER_ODS,
	CONTAINER_ENCRYPTED, /* an office document with a password */
	CONTAINER_OTHER	     /* known, and not read */
};

/*
 * Looks at a source. *ret_words (static) is what it is, for people: "a PDF"; *ret_cure what helps, for
 * what is not read. Both are untouched for CONTAINER_NONE. enum container, or negative errno.
 */
int container_of(struct source *source, const char **ret_words, const char **ret_cure);

#endif
