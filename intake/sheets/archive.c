/*
 * ZIP archives (APPNOTE.TXT 6.3) through libzip. The library makes room for as many entries as the
 * end of the file claims, and reads on while bytes of the directory are left: so the claim is
 * looked at before the library sees it, and what it reads to open the archive is limited. Bytes
 * that come out are counted here, whatever the directory says about them.
 */
#include "intake/sheets/archive.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "core/cleanup.h"
#include "intake/reader.h"
#include "intake/sheets/directory.h"

/* Bytes of its directory, and what the library reads to find it. */
#define DIRECTORY_MAX (8ll * 1024 * 1024)

struct archive {
	struct source *source;
	struct problems *problems;
	zip_t *zip;
	int64_t offset; /* of the library's next read */
	int64_t left;	/* bytes that the library may still read */
	int failed;	/* negative errno of the source's last failure, or 0 */
	int64_t total;	/* bytes unpacked in this pass */
	zip_error_t error;
};

struct archive_part {
	struct archive *archive;
	zip_file_t *file;
	const char *title;
	int64_t packed;
	int64_t done;
	int result;
};

int archive_refuse(struct archive *archive, const char *code, const char *format, ...)
{
	CLEANUP(free_memory) char *text = NULL;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0) {
		text = NULL;
		return -ENOMEM;
	}
	if (problems_add(archive->problems, PROBLEM_ERROR, source_name(archive->source), 0, 0, code,
			 "%s", text) < 0)
		return -ENOMEM;
	return READER_REFUSED;
}

static int64_t give_bytes(struct archive *archive, void *data, uint64_t size)
{
	int64_t length;

	if ((uint64_t)archive->left < size) {
		zip_error_set(&archive->error, ZIP_ER_INCONS, 0);
		return -1;
	}
	length = source_read(archive->source, archive->offset, data, size);
	if (length < 0) {
		archive->failed = (int)length;
		zip_error_set(&archive->error, ZIP_ER_READ, (int)-length);
		return -1;
	}
	archive->offset += length;
	archive->left -= length;
	return length;
}

static int64_t give_facts(struct archive *archive, zip_stat_t *facts)
{
	zip_stat_init(facts);
	facts->size = (zip_uint64_t)source_size(archive->source);
	facts->valid = ZIP_STAT_SIZE;
	return sizeof(*facts);
}

static int64_t seek(struct archive *archive, void *data, uint64_t size)
{
	int64_t offset = zip_source_seek_compute_offset((zip_uint64_t)archive->offset,
							(zip_uint64_t)source_size(archive->source),
							data, size, &archive->error);

	if (offset < 0)
		return -1;
	archive->offset = offset;
	return 0;
}

/* What libzip asks a file for. */
static zip_int64_t answer(void *context, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
	struct archive *archive = context;

	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(
			ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
			ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
			ZIP_SOURCE_SUPPORTS, -1);
	case ZIP_SOURCE_OPEN:
		archive->offset = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return give_bytes(archive, data, size);
	case ZIP_SOURCE_SEEK:
		return seek(archive, data, size);
	case ZIP_SOURCE_TELL:
		return archive->offset;
	case ZIP_SOURCE_STAT:
		return give_facts(archive, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&archive->error, data, size);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&archive->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

/* What a failure of libzip means: the machine's, or the file's. */
static int failure(struct archive *archive, zip_error_t *error, const char *title)
{
	if (archive->failed < 0)
		return archive->failed;
	if (zip_error_code_zip(error) == ZIP_ER_MEMORY)
		return -ENOMEM;
	return archive_refuse(archive, "damaged_file",
			      "%s is damaged (%s); open the file in a spreadsheet program and save "
			      "it again, or ask for it anew",
			      title, zip_error_strerror(error));
}

static int open_zip(struct archive *archive)
{
	zip_error_t error;
	zip_source_t *bytes;
	int result = 0;

	zip_error_init(&error);
	archive->left = DIRECTORY_MAX;
	bytes = zip_source_function_create(answer, archive, &error);
	if (bytes != NULL)
		archive->zip = zip_open_from_source(bytes, ZIP_RDONLY, &error);
	if (archive->zip == NULL) {
		zip_source_free(bytes);
		result = failure(archive, &error, "the archive that a spreadsheet is");
	}
	archive->left = INT64_MAX;
	zip_error_fini(&error);
	return result;
}

static int check_entries(struct archive *archive)
{
	uint64_t entries;
	int result = directory_entries(archive->source, &entries);

	if (result < 0)
		return result;
	if (entries <= ARCHIVE_ENTRIES_MAX)
		return 0;
	return archive_refuse(archive, "too_large",
			      "the archive says that it has %llu entries, and at most %d are read; "
			      "that is no register",
			      (unsigned long long)entries, ARCHIVE_ENTRIES_MAX);
}

int archive_open(struct source *source, struct problems *problems, struct archive **ret_archive)
{
	struct archive *archive = calloc(1, sizeof(*archive));
	int result;

	if (archive == NULL)
		return -ENOMEM;
	archive->source = source;
	archive->problems = problems;
	zip_error_init(&archive->error);
	result = check_entries(archive);
	if (result == 0)
		result = open_zip(archive);
	if (result != 0) {
		archive_close(archive);
		return result;
	}
	*ret_archive = archive;
	return 0;
}

void archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	if (archive->zip != NULL)
		zip_discard(archive->zip);
	zip_error_fini(&archive->error);
	free(archive);
}

void archive_restart(struct archive *archive)
{
	archive->total = 0;
}

static bool find(struct archive *archive, const char *name, zip_stat_t *ret_facts)
{
	zip_int64_t index;

	while (*name == '/')
		name++;
	index = zip_name_locate(archive->zip, name, 0);
	if (index < 0)
		index = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
	return index >= 0 && zip_stat_index(archive->zip, (zip_uint64_t)index, 0, ret_facts) == 0;
}

int64_t archive_part_size(struct archive *archive, const char *name)
{
	zip_stat_t facts;

	if (!find(archive, name, &facts))
		return -1;
	return facts.size > ARCHIVE_PART_MAX ? ARCHIVE_PART_MAX : (int64_t)facts.size;
}

/* 0, or why a part cannot be read at all. */
static int check_part(struct archive *archive, const zip_stat_t *facts, const char *title)
{
	if ((facts->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    facts->encryption_method != ZIP_EM_NONE)
		return archive_refuse(archive, "encrypted_file",
				      "%s is encrypted; save the file without a password", title);
	if ((facts->valid & ZIP_STAT_COMP_METHOD) != 0 && facts->comp_method != ZIP_CM_STORE &&
	    facts->comp_method != ZIP_CM_DEFLATE)
		return archive_refuse(archive, "unsupported_format",
				      "%s is packed in a way that no spreadsheet uses (method %u); "
				      "open the file in a spreadsheet program and save it again",
				      title, facts->comp_method);
	return 0;
}

int archive_part_open(struct archive *archive, const char *name, const char *title,
		      struct archive_part **ret_part)
{
	struct archive_part *part;
	zip_stat_t facts;
	int result;

	if (!find(archive, name, &facts))
		return ARCHIVE_NO_PART;
	result = check_part(archive, &facts, title);
	if (result != 0)
		return result;
	part = calloc(1, sizeof(*part));
	if (part == NULL)
		return -ENOMEM;
	part->archive = archive;
	part->title = title;
	part->packed = (int64_t)(facts.comp_size > INT64_MAX ? INT64_MAX : facts.comp_size);
	part->file = zip_fopen_index(archive->zip, facts.index, 0);
	if (part->file == NULL) {
		result = failure(archive, zip_get_error(archive->zip), title);
		archive_part_close(part);
		return result;
	}
	*ret_part = part;
	return 0;
}

/* Why no more may be unpacked; NULL: it may. */
static const char *excess(const struct archive_part *part)
{
	if (part->done > ARCHIVE_PART_MAX)
		return "has over 4 GiB when it is unpacked";
	if (part->archive->total > ARCHIVE_TOTAL_MAX)
		return "brings what is unpacked of the file to over 12 GiB";
	if (part->done > ARCHIVE_RATIO_FROM && part->done / ARCHIVE_RATIO_MAX > part->packed)
		return "is packed over 250 times as densely as it is when unpacked";
	return NULL;
}

int archive_part_read(struct archive_part *part, char *buffer, int size)
{
	struct archive *archive = part->archive;
	const char *why;
	zip_int64_t length;

	if (part->result != 0)
		return -1;
	length = zip_fread(part->file, buffer, (zip_uint64_t)size);
	if (length < 0) {
		part->result = failure(archive, zip_file_get_error(part->file), part->title);
		return -1;
	}
	part->done += length;
	archive->total += length;
	why = excess(part);
	if (why != NULL) {
		part->result = archive_refuse(archive, "too_large", "%s %s; that is no register",
					      part->title, why);
		return -1;
	}
	return (int)length;
}

int archive_part_result(const struct archive_part *part)
{
	return part->result;
}

int64_t archive_part_done(const struct archive_part *part)
{
	return part->done;
}

void archive_part_close(struct archive_part *part)
{
	if (part == NULL)
		return;
	if (part->file != NULL)
		zip_fclose(part->file);
	free(part);
}
