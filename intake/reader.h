/*
 * Readers: one per format, each turning a file into records.
 *
 * reader_open() finds out format and encoding (or takes them from the profile) and opens the
 * reader of that format. A file is read in several passes: reader_rewind() starts again. Memory of
 * the readers for separated text and spreadsheets does not grow with the number of rows. No reader
 * touches the network, runs a macro, or resolves an entity that is not of XML itself.
 */
#ifndef RENEWD_INTAKE_READER_H
#define RENEWD_INTAKE_READER_H

#include <stdint.h>

#include "core/problem.h"
#include "core/profile.h"
#include "intake/record.h"
#include "intake/text/source.h"

struct reader; /* opaque; its first member is a struct reader_base */

/* What a format's reader does. */
struct reader_format {
	enum register_format format;
	/* 1 and the next record; 0 at the end; -ENOMEM, -EIO …; READER_REFUSED. */
	int (*next)(struct reader *reader, struct record *ret_record);
	/* Back to the first record. 0 or as next(). */
	int (*rewind)(struct reader *reader);
	/* The name of a part (sheet, caption of a table), or NULL. Valid while the reader is. */
	const char *(*part_name)(const struct reader *reader, unsigned int part);
	/* How far it is: bytes (or what stands for them) of source_size(). */
	int64_t (*done)(const struct reader *reader);
	void (*close)(struct reader *reader);
};

/* The file as a whole cannot be used; problems says why. */
#define READER_REFUSED 2

struct reader_base {
	const struct reader_format *format;
	struct source *source;	       /* not owned */
	struct problems *problems;     /* not owned: where what is wrong with the file goes */
	const struct profile *profile; /* never NULL */
	const char *encoding; /* "UTF-8", "Windows-1251" …, as people know it; NULL: the format's */
	const char *encoding_reason; /* "byte order mark", "every byte sequence is valid" … */
	const char *format_reason;   /* "starts as a ZIP archive with xl/workbook.xml" … */
	char separator;		     /* FORMAT_SEPARATED: ',', ';', '\t', '|'; else 0 */
	/* What the cells of each row are, where the reader itself takes the text apart: there is no
	 * heading line then, and none is to be looked for. Static; NULL: it is to be found out. */
	const enum role *fixed_roles;
	size_t fixed_role_count;
};

static inline struct reader_base *reader_base(struct reader *reader)
{
	return (struct reader_base *)(void *)reader;
}

/*
 * Opens a register. source, problems and profile (NULL: none) must live as long as the reader. 0;
 * negative errno; READER_REFUSED with a problem: empty, binary, an encrypted or old spreadsheet
 * (.xls), an archive of another kind, a PDF itself, a profile's format that the file does not have
 * …; each says the cure.
 */
int reader_open(struct source *source, const struct profile *profile, struct problems *problems,
		struct reader **ret_reader);

int reader_next(struct reader *reader, struct record *ret_record);
int reader_rewind(struct reader *reader);
void reader_close(struct reader *reader); /* NULL is allowed */
DEFINE_FREE(struct reader, reader_close);

/* The openers behind reader_open(), each in the file named after it. As reader_open(). */
typedef int reader_opener(struct source *source, const struct profile *profile,
			  struct problems *problems, struct reader **ret_reader);
reader_opener separated_open; /* separated.c: RFC 4180 and its kin */
reader_opener xlsx_open;      /* xlsx.c */
reader_opener ods_open;	      /* ods.c */
reader_opener html_open;      /* html.c */
reader_opener running_open;   /* running.c */
reader_opener listing_open;   /* listing.c */

#endif
