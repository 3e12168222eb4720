#include "intake/container.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "intake/sheets/archive.h"
#include "intake/text/source.h"

#define HEAD_SIZE      1024
#define SEARCH_CHUNK   (64 * 1024)
#define SEARCH_MAX     (64 * 1024 * 1024)
#define SAVE_AS	       "save it as XLSX or CSV"
#define EXPORT_AS      "export it as XLSX or CSV"
#define BYTES(literal) literal, sizeof(literal) - 1
#define COUNT(array)   (sizeof(array) / sizeof((array)[0]))

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
	{BYTES("PK\5\6"), 0, "an empty ZIP archive", "name the register's file"},
	{BYTES("ustar"), 257, "an archive (tar)", "unpack it first: tar -xf FILE"},
	{BYTES("SQLite format 3"), 0, "a database (SQLite)", "export its table as CSV"},
	{BYTES("\0\1\0\0Standard "), 0, "a database (Access)", "export its table as XLSX or CSV"},
	{BYTES("\x7f"
	       "ELF"),
	 0, "a program", "name the register's file"},
};

/* Members of ZIP archives by which these are known; the first one that is there counts. */
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

/* What a document of OpenDocument (or EPUB) says that it is; the first one that fits counts. */
static const struct member mimetypes[] = {
	{"application/vnd.oasis.opendocument.spreadsheet", CONTAINER_ODS,
	 "a ZIP archive with the type of an OpenDocument spreadsheet", NULL},
	{"application/vnd.oasis.opendocument.text", CONTAINER_OTHER, "a text document (ODT)",
	 "copy its table into a spreadsheet and save it as ODS or CSV"},
	{"application/", CONTAINER_OTHER, "a document of another kind in a ZIP archive",
	 "save its table as XLSX, ODS or CSV"},
};

#define MIMETYPE_MAX 128 /* bytes */

static bool has_at(const char *bytes, size_t length, size_t offset, const char *what, size_t size)
{
	return length >= offset + size && memcmp(bytes + offset, what, size) == 0;
}

static void take(const struct member *member, struct container_found *ret_found)
{
	*ret_found = (struct container_found){member->container, member->words, member->cure};
}

/* Reads what a document says that it is; "" when it says nothing. 0, negative errno … */
static int read_mimetype(struct archive *archive, char type[static MIMETYPE_MAX + 1])
{
	struct archive_part *part = NULL;
	int result = archive_part_open(archive, "mimetype", "its type", &part);
	int n;

	type[0] = '\0';
	if (result != 0)
		return result == ARCHIVE_NO_PART ? 0 : result;
	n = archive_part_read(part, type, MIMETYPE_MAX);
	type[n > 0 ? n : 0] = '\0';
	result = archive_part_result(part);
	archive_part_close(part);
	return result;
}

static int look_into(struct archive *archive, struct container_found *ret_found)
{
	static const struct member other = {NULL, CONTAINER_OTHER, "a ZIP archive",
					    "unpack it first"};
	char type[MIMETYPE_MAX + 1];
	int result = read_mimetype(archive, type);

	if (result != 0)
		return result;
	take(&other, ret_found);
	for (size_t i = COUNT(members); i-- > 0;) {
		if (archive_part_size(archive, members[i].name) >= 0)
			take(&members[i], ret_found);
	}
	for (size_t i = COUNT(mimetypes); i-- > 0;) {
		if (strncmp(type, mimetypes[i].name, strlen(mimetypes[i].name)) == 0)
			take(&mimetypes[i], ret_found);
	}
	return 0;
}

static int find_in_archive(struct source *source, struct problems *problems,
			   struct container_found *ret_found)
{
	struct archive *archive = NULL;
	int result = archive_open(source, problems, &archive);

	if (result == 0)
		result = look_into(archive, ret_found);
	archive_close(archive);
	return result;
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
static int find_in_compound(struct source *source, struct container_found *ret_found)
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
	take(found ? &encrypted : &old, ret_found);
	return 0;
}

int container_find(struct source *source, struct problems *problems,
		   struct container_found *ret_found)
{
	char head[HEAD_SIZE];
	int64_t n = source_read(source, 0, head, sizeof(head));

	if (n < 0)
		return (int)n;
	if (has_at(head, (size_t)n, 0, BYTES("PK\3\4")))
		return find_in_archive(source, problems, ret_found);
	if (has_at(head, (size_t)n, 0, BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return find_in_compound(source, ret_found);
	*ret_found = (struct container_found){CONTAINER_NONE, NULL, NULL};
	for (size_t i = COUNT(magics); i-- > 0;) {
		const struct magic *magic = &magics[i];

		if (has_at(head, (size_t)n, magic->offset, magic->bytes, magic->length))
			*ret_found = (struct container_found){CONTAINER_OTHER, magic->words,
							      magic->cure};
	}
	return 0;
}
