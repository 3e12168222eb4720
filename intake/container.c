/*
 * A ZIP archive ends with a record that says where its directory stands (APPNOTE.TXT 4.3.16), and the
 * directory holds the names of the members as they are. They are searched for as bytes; whether the
 * archive is sound is found when it is read.
 */
#include "intake/container.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "intake/source.h"

#define HEAD_SIZE      1024
#define DIRECTORY_MAX  (1024 * 1024) /* bytes at the end of an archive that are looked at */
#define SEARCH_CHUNK   (64 * 1024)
#define SEARCH_MAX     (64 * 1024 * 1024)
#define SAVE_AS	       "save it as XLSX or CSV"
#define EXPORT_AS      "export it as XLSX or CSV"
#define BYTES(literal) literal, sizeof(literal) - 1

struct magic {
	const char *bytes;
	size_t length;
	size_t offset;
	const char *words;
	const char *cure;
};

/* First bytes of what people take for a register. */
static const struct magic magics[] = {
	{BYTES("%PDF"), 0, "a PDF", "take its text out with pdftotext -layout, and import that"},
	{BYTES("{\\rtf"), 0, "a text document (RTF)",
	 "copy its table into a spreadsheet and " SAVE_AS},
	{BYTES("\x89PNG"), 0, "a picture (PNG)", "the table must be there as text"},
	{BYTES("\xff\xd8\xff"), 0, "a picture (JPEG)", "the table must be there as text"},
	{BYTES("GIF8"), 0, "a picture (GIF)", "the table must be there as text"},
	{BYTES("II*\0"), 0, "a picture (TIFF)", "the table must be there as text"},
	{BYTES("MM\0*"), 0, "a picture (TIFF)", "the table must be there as text"},
	{BYTES("\x1f\x8b"), 0, "a compressed file (gzip)", "unpack it first: gunzip FILE"},
	{BYTES("BZh"), 0, "a compressed file (bzip2)", "unpack it first: bunzip2 FILE"},
	{BYTES("\xfd"
	       "7zXZ"),
	 0, "a compressed file (xz)", "unpack it first: unxz FILE"},
	{BYTES("\x28\xb5\x2f\xfd"), 0, "a compressed file (zstd)", "unpack it first: unzstd FILE"},
	{BYTES("7z\xbc\xaf\x27\x1c"), 0, "an archive (7z)", "unpack it first"},
	{BYTES("Rar!\x1a"), 0, "an archive (RAR)", "unpack it first"},
	{BYTES("ustar"), 257, "an archive (tar)", "unpack it first: tar -xf FILE"},
	{BYTES("SQLite format 3"), 0, "a database (SQLite)", "export its table as CSV"},
	{BYTES("\0\1\0\0Standard "), 0, "a database (Access)", "export its table as XLSX or CSV"},
	{BYTES("\x7f"
	       "ELF"),
	 0, "a program", "name the register's file"},
};

/* Members of ZIP archives by which they are known. */
static const struct member {
	const char *name;
	enum container container;
	const char *words;
	const char *cure;
} members[] = {
	{"xl/workbook.xml", CONTAINER_XLSX, "a ZIP archive with xl/workbook.xml in it", NULL},
	{"xl/workbook.bin", CONTAINER_OTHER, "a binary spreadsheet (XLSB)", SAVE_AS},
	{"word/document.xml", CONTAINER_OTHER, "a text document (DOCX)",
	 "copy its table into a spreadsheet and " SAVE_AS},
	{"ppt/presentation.xml", CONTAINER_OTHER, "a presentation (PPTX)",
	 "copy its table into a spreadsheet and " SAVE_AS},
	{"Index/Document.iwa", CONTAINER_OTHER, "a document of Numbers or Pages", EXPORT_AS},
	{"Index.zip", CONTAINER_OTHER, "a document of Numbers or Pages", EXPORT_AS},
};

/* What a document of OpenDocument (or EPUB) says of itself in its first member. */
static const struct member mimetypes[] = {
	{"application/vnd.oasis.opendocument.spreadsheet", CONTAINER_ODS,
	 "a ZIP archive with the type of an OpenDocument spreadsheet", NULL},
	{"application/vnd.oasis.opendocument.text", CONTAINER_OTHER, "a text document (ODT)",
	 "copy its table into a spreadsheet and save it as ODS or CSV"},
	{"application/", CONTAINER_OTHER, "a document of another kind in a ZIP archive",
	 "save its table as XLSX, ODS or CSV"},
};

#define MIMETYPE_OFFSET 30 /* of the name of the first member */

static bool has_at(const char *bytes, size_t length, size_t offset, const char *what, size_t size)
{
	return length >= offset + size && memcmp(bytes + offset, what, size) == 0;
}

/* Reads what may hold the directory: the end of the file. Its length, or negative errno. */
static int64_t read_directory(struct source *source, char **ret_bytes)
{
	int64_t size = source_size(source);
	int64_t length = size < DIRECTORY_MAX ? size : DIRECTORY_MAX;
	char *bytes = malloc((size_t)length);
	int64_t n;

	if (bytes == NULL)
		return -ENOMEM;
	n = source_read(source, size - length, bytes, (size_t)length);
	if (n < 0) {
		free(bytes);
		return n;
	}
	*ret_bytes = bytes;
	return n;
}

/* A name in a directory has no letter before or behind it, and its length is a byte far before. */
static bool has_member(const char *bytes, size_t length, const char *name)
{
	return memmem(bytes, length, name, strlen(name)) != NULL;
}

static int take_member(const struct member *member, const char **ret_words, const char **ret_cure)
{
	*ret_words = member->words;
	*ret_cure = member->cure;
	return (int)member->container;
}

static int zip_of(struct source *source, const char *head, size_t head_length,
		  const char **ret_words, const char **ret_cure)
{
	static const struct member other = {NULL, CONTAINER_OTHER, "a ZIP archive",
					    "unpack it first"};
	CLEANUP(free_memory) char *directory = NULL;
	int64_t length;

	if (has_at(head, head_length, MIMETYPE_OFFSET, BYTES("mimetype"))) {
		const char *type = head + MIMETYPE_OFFSET + strlen("mimetype");
		size_t rest = head_length - (size_t)(type - head);

		for (size_t i = 0; i < sizeof(mimetypes) / sizeof(mimetypes[0]); i++) {
			const char *name = mimetypes[i].name;

			if (has_at(type, rest, 0, name, strlen(name)))
				return take_member(&mimetypes[i], ret_words, ret_cure);
		}
	}
	length = read_directory(source, &directory);
	if (length < 0)
		return (int)length;
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		if (has_member(directory, (size_t)length, members[i].name))
			return take_member(&members[i], ret_words, ret_cure);
	}
	return take_member(&other, ret_words, ret_cure);
}

/* Whether a name in UTF-16 stands somewhere in the file. 1, 0, or negative errno. */
static int holds(struct source *source, const char *name, size_t name_length)
{
	char buffer[SEARCH_CHUNK];
	int64_t offset = 0;

	while (offset < SEARCH_MAX) {
		int64_t n = source_read(source, offset, buffer, sizeof(buffer));

		if (n < 0)
			return (int)n;
		if (memmem(buffer, (size_t)n, name, name_length) != NULL)
			return 1;
		if (n < (int64_t)sizeof(buffer))
			return 0;
		/* The name may be cut. */
		offset += n - (int64_t)name_length;
	}
	return 0;
}

/* A compound file ([MS-CFB]): old office documents, and new ones with a password. */
static int compound_of(struct source *source, const char **ret_words, const char **ret_cure)
{
	static const char package[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	static const struct member encrypted = {
		NULL, CONTAINER_ENCRYPTED, "a document with a password",
		"save it without the password in a folder that only the office can read, or save "
		"the sheet as CSV"};
	static const struct member old = {NULL, CONTAINER_OTHER,
					  "a document of an old kind (XLS or DOC)", SAVE_AS};
	int found = holds(source, BYTES(package));

	if (found < 0)
		return found;
	return take_member(found ? &encrypted : &old, ret_words, ret_cure);
}

int container_of(struct source *source, const char **ret_words, const char **ret_cure)
{
	char head[HEAD_SIZE];
	int64_t n = source_read(source, 0, head, sizeof(head));

	if (n < 0)
		return (int)n;
	if (has_at(head, (size_t)n, 0, BYTES("PK\3\4")))
		return zip_of(source, head, (size_t)n, ret_words, ret_cure);
	if (has_at(head, (size_t)n, 0, BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return compound_of(source, ret_words, ret_cure);
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		const struct magic *magic = &magics[i];

		if (!has_at(head, (size_t)n, magic->offset, magic->bytes, magic->length))
			continue;
		*ret_words = magic->words;
		*ret_cure = magic->cure;
		return CONTAINER_OTHER;
	}
	return CONTAINER_NONE;
}
