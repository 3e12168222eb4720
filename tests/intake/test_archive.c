#include "intake/sheets/archive.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zip.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "tests/intake/packing.h"
#include "tests/support/alloc.h"

/*
 * Opens bytes as an archive and reads its part "a" to the end: result, and the first problem's
 * code.
 */
static int read_part(const char *bytes, size_t length, struct text *out)
{
	CLEANUP(problems_done) struct problems problems = {0};
	struct archive *archive = NULL;
	struct archive_part *part = NULL;
	struct source *source = NULL;
	char buffer[4096];
	int result = source_of(bytes, length, "f", &problems, &source), n;

	text_clear(out);
	if (result == 0)
		result = archive_open(source, &problems, &archive);
	if (result == 0)
		result = archive_part_open(archive, "a", "the part", &part);
	if (result == 0) {
		while ((n = archive_part_read(part, buffer, sizeof(buffer))) > 0)
			text_add_n(out, buffer, (size_t)n);
		result = archive_part_result(part);
		assert_int_equal(n < 0, result != 0);
		assert_int_equal(archive_part_read(part, buffer, sizeof(buffer)), n);
	}
	archive_part_close(part);
	archive_close(archive);
	source_close(source);
	assert_int_equal(result == READER_REFUSED, problems.count == 1);
	if (problems.count > 0) {
		text_clear(out);
		text_add(out, problems.items[0].code);
	}
	return result;
}

static char *pack(const char *name, const char *text, size_t size, size_t *ret_length)
{
	const struct packed parts[] = {{name, text, size}, {NULL, NULL, 0}};

	return packing_pack(parts, ret_length);
}

static void a_part_is_read_whatever_the_case_of_its_name(void **state)
{
	static const char *const names[] = {"a", "A"};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		CLEANUP(free_memory) char *bytes = NULL;
		size_t length;

		bytes = pack(names[i], "some text", 0, &length);
		assert_int_equal(read_part(bytes, length, &out), 0);
		assert_string_equal(text_string(&out), "some text");
	}
}

static void a_part_that_is_not_there_is_told_from_a_damaged_one(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	size_t length;

	(void)state;
	bytes = pack("b", "text", 0, &length);
	assert_int_equal(read_part(bytes, length, &out), ARCHIVE_NO_PART);
}

/* Cut anywhere, or with a byte changed, an archive is refused or gives what it held. */
static void damage_is_noticed(void **state)
{
	CLEANUP(text_done) struct text text = {0}, out = {0};
	CLEANUP(free_memory) char *bytes = NULL;
	size_t length;

	(void)state;
	for (int i = 0; i < 300; i++)
		text_addf(&text, "line %d of the text; ", i * i);
	bytes = pack("a", text_string(&text), 0, &length);
	for (size_t cut = 1; cut < length; cut++) {
		assert_int_equal(read_part(bytes, cut, &out), READER_REFUSED);
		assert_string_equal(text_string(&out), "damaged_file");
	}
	for (size_t at = 0; at < length; at++) {
		int result;

		bytes[at] = (char)(bytes[at] ^ 0x15);
		result = read_part(bytes, length, &out);
		if (result == 0)
			assert_string_equal(text_string(&out), text_string(&text));
		else
			assert_true(result == READER_REFUSED || result == ARCHIVE_NO_PART);
		bytes[at] = (char)(bytes[at] ^ 0x15);
	}
}

static void what_is_packed_too_densely_is_refused(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *zeros = NULL, *bytes = NULL, *small = NULL;
	size_t length;

	(void)state;
	zeros = calloc(1, ARCHIVE_RATIO_FROM + 100000);
	assert_non_null(zeros);
	small = pack("a", zeros, ARCHIVE_RATIO_FROM, &length);
	assert_int_equal(read_part(small, length, &out), 0);
	bytes = pack("a", zeros, ARCHIVE_RATIO_FROM + 100000, &length);
	assert_int_equal(read_part(bytes, length, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "too_large");
}

/* An end record in the comment of another: whichever a library takes, it is looked at. */
static void a_directory_that_claims_too_much_is_refused(void **state)
{
	static const struct claim {
		const char *end;
		size_t length;
	} claims[] = {
		{"PK\5\6\0\0\0\0\x11\x27\x11\x27\0\0\0\0\0\0\0\0\0", 22},
		{"PK\6\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\x10\0\0\0"
		 "\0"
		 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		 "PK\6\7\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0"
		 "PK\5\6\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0",
		 98},
	};
	CLEANUP(text_done) struct text out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++) {
		assert_int_equal(read_part(claims[i].end, claims[i].length, &out), READER_REFUSED);
		assert_string_equal(text_string(&out), "too_large");
	}
}

static void more_entries_than_claimed_are_not_read_without_end(void **state)
{
	static const char entry[46] = "PK\1\2\x14\0\x14";
	CLEANUP(text_done) struct text file = {0}, out = {0};
	size_t start, size;

	(void)state;
	text_add(&file, "PK\3\4");
	start = file.length;
	for (int i = 0; i < 400000; i++)
		text_add_n(&file, entry, sizeof(entry));
	size = file.length - start;
	/* As many, counted in 16 bits. */
	text_add_n(&file, "PK\5\6\0\0\0\0\x80\x1a\x80\x1a", 12);
	for (int i = 0; i < 4; i++)
		text_add_char(&file, (char)(size >> (8 * i)));
	text_add_n(&file, "\4\0\0\0\0\0", 6);
	assert_int_equal(read_part(text_string(&file), file.length, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "damaged_file");
}

/* Sets a number of two bytes in both headers of the archive's only part. */
static void set_in_headers(char *bytes, size_t length, size_t local, size_t central, char value)
{
	char *directory = memmem(bytes, length, "PK\1\2", 4);

	assert_non_null(directory);
	bytes[local] = value;
	directory[central] = value;
}

static void what_is_encrypted_or_packed_oddly_says_so(void **state)
{
	CLEANUP(text_done) struct text out = {0};
	CLEANUP(free_memory) char *encrypted = NULL, *odd = NULL;
	size_t length;

	(void)state;
	encrypted = pack("a", "some text", 0, &length);
	set_in_headers(encrypted, length, 6, 8, 1);
	assert_int_equal(read_part(encrypted, length, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "encrypted_file");
	odd = pack("a", "some text", 0, &length);
	set_in_headers(odd, length, 8, 10, 12); /* bzip2 */
	assert_int_equal(read_part(odd, length, &out), READER_REFUSED);
	assert_string_equal(text_string(&out), "unsupported_format");
}

struct packed_bytes {
	const char *bytes;
	size_t length;
};

static int read_all(void *context)
{
	const struct packed_bytes *packed = context;
	CLEANUP(text_done) struct text out = {0};
	int result = read_part(packed->bytes, packed->length, &out);

	return result == 0 && text_failed(&out) ? -ENOMEM : result;
}

static void no_memory_is_said_and_nothing_leaks(void **state)
{
	CLEANUP(free_memory) char *bytes = NULL;
	struct packed_bytes packed;

	(void)state;
	bytes = pack("a", "some text", 0, &packed.length);
	packed.bytes = bytes;
	alloc_each_fails(read_all, &packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_is_read_whatever_the_case_of_its_name),
		cmocka_unit_test(a_part_that_is_not_there_is_told_from_a_damaged_one),
		cmocka_unit_test(damage_is_noticed),
		cmocka_unit_test(what_is_packed_too_densely_is_refused),
		cmocka_unit_test(a_directory_that_claims_too_much_is_refused),
		cmocka_unit_test(more_entries_than_claimed_are_not_read_without_end),
		cmocka_unit_test(what_is_encrypted_or_packed_oddly_says_so),
		cmocka_unit_test(no_memory_is_said_and_nothing_leaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
