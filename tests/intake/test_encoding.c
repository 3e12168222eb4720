/*
 * Encodings of texts: which one is found, by what, and what becomes of bytes that it does not have.
 */
#include "intake/text/encoding.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/text/decoder.h"
#include "intake/text/source.h"
#include "tests/support/alloc.h"

static struct problems problems;

/* The text (UTF-8) in an encoding. */
static size_t encode(const char *encoding, const char *text, size_t length, char *bytes,
		     size_t size)
{
	iconv_t iconv_to = iconv_open(encoding, "UTF-8");
	char *in = (char *)(uintptr_t)text;
	char *out = bytes;
	size_t left = size;

	assert_true(iconv_to != (iconv_t)-1);
	assert_int_equal(iconv(iconv_to, &in, &length, &out, &left), 0);
	iconv_close(iconv_to);
	return size - left;
}

/* Everything that decoding in pieces of a size gives. */
static void decode(struct source *source, const struct encoding_found *found, size_t size,
		   struct text *text)
{
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	char buffer[4096];
	int64_t n;

	text_clear(text);
	assert_int_equal(decoder_new(source, found->encoding, found->start, &decoder), 0);
	while ((n = decoder_read(decoder, buffer, size)) > 0) {
		assert_true(text_is_utf8(buffer, (size_t)n));
		text_add_n(text, buffer, (size_t)n);
	}
	assert_int_equal(n, 0);
	assert_int_equal(decoder_at(decoder), source_size(source));
}

/* clang-format off */
static const struct example {
	int line;
	const char *encoding;
	const char *reason; /* a part of it */
	const char *text;
} examples[] = {
	{__LINE__, "UTF-8", "nothing but ASCII", "Partner,Valid until\nUniversity of A,2030\n"},
	{__LINE__, "UTF-8", "2 characters beyond ASCII", "Partner;Gültig bis\nUniversität A;2030\n"},
	{__LINE__, "UTF-8", "valid UTF-8", "Название,Страна\nКазахский национальный университет,Қазақстан\n"},
	{__LINE__, "Windows-1251", "make up Cyrillic words",
	 "Название;Страна\nКазахский национальный университет имени аль-Фараби;Казахстан\n"},
	{__LINE__, "Windows-1251", "40 letters", "№;Партнер;Город;Срок\n1;University of Pisa;Пиза;до 2028 года\n2;Lviv;Львів;бессрочно\n"},
	{__LINE__, "Windows-1252", "Latin words", "Partner;Gültig bis\nUniversität zu Köln;2030\nHochschule für Öffentliche Verwaltung Süd;2031\n"},
	{__LINE__, "Windows-1252", "Latin words", "Großschönau;Weißenfels;Österreich\n"},
	{__LINE__, "Windows-1252", "Latin words", "Université de Liège;déjà signé;à durée illimitée\nÉcole supérieure;là où\n"},
	{__LINE__, "Windows-1252", "Latin words", "Universidad de Málaga;España;dos años\nNiños;Ávila;Cádiz\n"},
	{__LINE__, "Windows-1252", "Latin words", "Universidade de São Paulo;duração;até 2030\n"},
	{__LINE__, "Windows-1252", "Latin words", "Háskóli Íslands;Reykjavík;Þýðing óákveðin;ótímabundið\n"},
	{__LINE__, "Windows-1252", "no word decides", "5 × 3;“quoted” – 2030\n"},
	{__LINE__, "Windows-1252", "4 letters", "Türkische Universität;über;für\n"},
	{__LINE__, "Windows-1254", "that only Turkish has", "İstanbul Üniversitesi;Türkiye;imza tarihi\nBoğaziçi Üniversitesi;Işık;Şırnak\n"},
	{__LINE__, "Windows-1254", "that only Turkish has", "Bakı Dövlet Universiteti;müqavile;imzalanıb\n"},
	{__LINE__, "Windows-1254", "1 letters", "Sakarya University,Turkey\nIstanbul Aydın University,Turkey\n"},
	{__LINE__, "Windows-1254", "that only Turkish has", "Universidad de Málaga;İspanya;süresiz\nYıldız Teknik Üniversitesi;İmza\n"},
	{__LINE__, "UTF-16LE", "every second byte is zero", "Partner\tValid until\nUniversity of Köln\t2030\n"},
	{__LINE__, "UTF-16BE", "every second byte is zero", "Partner\tValid until\nUniversity of Köln\t2030\n"},
	{__LINE__, "UTF-16LE", "every second byte is zero", "Название\tСтрана\nКазахский национальный университет\tКазахстан\t2030\n"},
	{__LINE__, "UTF-16BE", "every second byte is zero", "Название\tСтрана\nКазахский национальный университет\tКазахстан\t2030\n"},
	{__LINE__, "UTF-16LE", "every second byte is zero", "clef \U0001d11e, ideographs 漢字, A,B,C\n"},
};
/* clang-format on */

static void find_example(const struct example *example)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(text_done) struct text text = {0};
	struct encoding_found found;
	char bytes[1024];
	size_t length = encode(example->encoding, example->text, strlen(example->text), bytes,
			       sizeof(bytes));

	assert_int_equal(source_of(bytes, length, "list.csv", &problems, &source), 0);
	if (encoding_detect(source, NULL, &problems, &found) != 0)
		fail_msg("line %d: refused", example->line);
	if (strcmp(found.encoding->name, example->encoding) != 0 ||
	    strstr(found.reason, example->reason) == NULL)
		fail_msg("line %d: %s: %s", example->line, found.encoding->name, found.reason);
	assert_int_equal(problems.count, 0);
	for (size_t size = DECODER_ROOM_MIN; size < 64; size++) {
		decode(source, &found, size, &text);
		if (strcmp(text_string(&text), example->text) != 0)
			fail_msg("line %d: decoded as %s", example->line, text_string(&text));
	}
}

static void the_encoding_of_a_text_is_found_and_undone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		find_example(&examples[i]);
}

/* clang-format off */
static const struct one {
	int line;
	const char *wanted; /* or NULL */
	const char *bytes;
	size_t length;
	const char *code; /* of the problem; NULL: there is none */
	unsigned int at;  /* its line */
	const char *says; /* a part of what it says */
	const char *encoding; /* NULL: refused */
	const char *text;
} cases[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
	/* Byte order marks. */
	{__LINE__, NULL, BYTES("\xef\xbb\xbf" "a,\xc3\xbc"), NULL, 0, NULL, "UTF-8", "a,\u00fc"},
	{__LINE__, NULL, BYTES("\xff\xfe" "a\0,\0"), NULL, 0, NULL, "UTF-16LE", "a,"},
	{__LINE__, NULL, BYTES("\xfe\xff" "\0a\0,"), NULL, 0, NULL, "UTF-16BE", "a,"},
	{__LINE__, NULL, BYTES("\xef\xbb\xbf"), "empty_file", 0, "empty", NULL, NULL},
	{__LINE__, NULL, BYTES("\xff\xfe"), "empty_file", 0, "empty", NULL, NULL},
	/* What a profile says. */
	{__LINE__, "windows-1251", BYTES("\xcf\xe8\xe7\xe0"), NULL, 0, NULL, "Windows-1251", "Пиза"},
	{__LINE__, "windows-1254", BYTES("\xdd"), NULL, 0, NULL, "Windows-1254", "İ"},
	{__LINE__, "UTF-8", BYTES("\xef\xbb\xbf" "a"), NULL, 0, NULL, "UTF-8", "a"},
	{__LINE__, "utf-16le", BYTES("a\0b\0"), NULL, 0, NULL, "UTF-16LE", "ab"},
	{__LINE__, "koi8-r", BYTES("a"), "wrong_encoding", 0, "koi8-r is not read", NULL, NULL},
	{__LINE__, "windows-1251", BYTES("\xef\xbb\xbf" "a"), "wrong_encoding", 0,
	 "the byte order mark of UTF-8: take the encoding out of the profile", NULL, NULL},
	{__LINE__, "utf-8", BYTES("a\n\xcf\xe8\xe7\xe0"), "wrong_encoding", 2,
	 "4 characters cannot be read as UTF-8 (the profile says so)", NULL, NULL},
	{__LINE__, "windows-1252", BYTES("äöüäöüäöüä"), "wrong_encoding", 0, "all of the file is valid UTF-8",
	 "Windows-1252", "Ã¤Ã¶Ã¼Ã¤Ã¶Ã¼Ã¤Ã¶Ã¼Ã¤"},
	/* Stray bytes. */
	{__LINE__, NULL, BYTES("äöü,é\nx\n\xfc,y\n"), "wrong_encoding", 3, "1 character cannot be read as UTF-8",
	 "UTF-8", "äöü,é\nx\n\ufffd,y\n"},
	{__LINE__, NULL, BYTES("äöüäöüäöü\r\nx\r\r\n\xfc,\xc3"), "wrong_encoding", 4, "2 characters cannot be read",
	 "UTF-8", "äöüäöüäöü\r\nx\r\r\n\ufffd,\ufffd"},
	{__LINE__, NULL, BYTES("\xcf\xe8\xe7\xe0\n\x98\n"), "wrong_encoding", 2, "1 character cannot be read as Windows-1251",
	 "Windows-1251", "Пиза\n\ufffd\n"},
	{__LINE__, NULL, BYTES("\xff\xfe" "a\0\n\0\0\xd8" "b\0"), "wrong_encoding", 2, "1 character cannot be read as UTF-16LE",
	 "UTF-16LE", "a\n\ufffd" "b"},
	{__LINE__, NULL, BYTES("\xff\xfe" "a\0b"), "wrong_encoding", 1, "1 character", "UTF-16LE", "a\ufffd"},
	{__LINE__, NULL, BYTES("\xff\xfe" "a\0\0\0b\0"), "wrong_encoding", 1, "1 character", "UTF-16LE", "a\ufffd" "b"},
	{__LINE__, NULL, BYTES("\xef\xbb\xbf" "a\0b"), "wrong_encoding", 1, "1 character", "UTF-8", "a\ufffd" "b"},
	/* Chance: \xd6\x93 is a character of UTF-8 too. */
	{__LINE__, NULL, BYTES("DHfP\xd6\x93, K\xf6ln, M\xfcnchen"), NULL, 0, NULL, "Windows-1252", "DHfPÖ“, Köln, München"},
	/* Two encodings put together. */
	{__LINE__, NULL, BYTES("äöüß\nK\xf6ln\nM\xfcnchen\n"), "wrong_encoding", 0,
	 "4 characters are UTF-8, and 2 bytes are not", NULL, NULL},
	/* No text at all. */
	{__LINE__, NULL, BYTES("Partner\0x,y\n"), "binary_file", 0, "no text", NULL, NULL},
	{__LINE__, NULL, BYTES("\1\2\3\4\5abc"), "binary_file", 0, "no text", NULL, NULL},
	{__LINE__, NULL, BYTES("\0\0\0\0"), "binary_file", 0, "no text", NULL, NULL},
	{__LINE__, NULL, BYTES("\xff\xfe\0\0a\0\0\0b\0\0\0c\0\0\0"), "wrong_encoding", 1, "4 characters cannot", NULL, NULL},
};
/* clang-format on */

static void assert_problem(const struct one *one)
{
	const struct problem *problem = problems.items;

	if (one->code == NULL) {
		if (problems.count > 0)
			fail_msg("line %d: %s", one->line, problem->text);
		return;
	}
	if (problems.count != 1 || strcmp(problem->code, one->code) != 0 ||
	    problem->line != one->at || strstr(problem->text, one->says) == NULL ||
	    (problem->level == PROBLEM_ERROR) != (one->encoding == NULL))
		fail_msg("line %d: %zu problems, the first %s in line %u: %s", one->line,
			 problems.count, problems.count > 0 ? problem->code : "",
			 problems.count > 0 ? problem->line : 0,
			 problems.count > 0 ? problem->text : "");
}

static void check_case(const struct one *one)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(text_done) struct text text = {0};
	struct encoding_found found = {0};
	int result;

	assert_int_equal(source_of(one->bytes, one->length, "list.csv", &problems, &source), 0);
	result = encoding_detect(source, one->wanted, &problems, &found);
	assert_problem(one);
	problems_done(&problems);
	if (result != (one->encoding == NULL ? 1 : 0))
		fail_msg("line %d: %d", one->line, result);
	if (one->encoding == NULL)
		return;
	decode(source, &found, 64, &text);
	if (strcmp(found.encoding->name, one->encoding) != 0 ||
	    strcmp(text_string(&text), one->text) != 0)
		fail_msg("line %d: %s: %s", one->line, found.encoding->name, text_string(&text));
}

static void marks_profiles_and_stray_bytes_are_understood_and_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(&cases[i]);
}

static void encodings_have_their_names(void **state)
{
	size_t count = 0;

	(void)state;
	for (; encoding_at(count) != NULL; count++)
		assert_ptr_equal(encoding_find(encoding_at(count)->name), encoding_at(count));
	assert_int_equal(count, 6);
	assert_ptr_equal(encoding_find("WINDOWS-1254"), encoding_find("windows-1254"));
	assert_null(encoding_find("utf8"));
}

static unsigned int random_number(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* A text that is longer than any buffer, of characters that have one to four bytes. */
static void make_text(struct text *text, unsigned int *seed, size_t length)
{
	static const char *const pieces[] = {"a", ",", "\n", " ", "ü", "Ж", "漢", "\U0001d11e"};

	text_clear(text);
	while (text->length < length)
		text_add(text, pieces[random_number(seed) % 8]);
	assert_false(text_failed(text));
}

static void characters_may_lie_across_any_two_pieces(void **state)
{
	static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE"};
	CLEANUP(text_done) struct text text = {0};
	CLEANUP(text_done) struct text decoded = {0};
	size_t size = 1000000;
	char *bytes = malloc(size);
	unsigned int seed = 20261122;

	(void)state;
	assert_non_null(bytes);
	for (int i = 0; i < 9; i++) {
		struct source *source = NULL;
		struct encoding_found found;
		size_t length;

		make_text(&text, &seed, 200000 + (size_t)i);
		length = encode(names[i % 3], text.data, text.length, bytes, size);
		assert_int_equal(source_of(bytes, length, "list.csv", &problems, &source), 0);
		if (encoding_detect(source, names[i % 3], &problems, &found) != 0)
			fail_msg("%s: %s", names[i % 3], problems.items[0].text);
		decode(source, &found, 16 + random_number(&seed) % 4000, &decoded);
		assert_int_equal(decoded.length, text.length);
		assert_memory_equal(decoded.data, text.data, text.length);
		source_close(source);
	}
	assert_int_equal(problems.count, 0);
	free(bytes);
}

static void decoding_ends_early_behind_the_first_stray_byte_and_can_start_anywhere(void **state)
{
	CLEANUP(source_closep) struct source *source = NULL;
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	char buffer[64];

	(void)state;
	assert_int_equal(source_of("ab\xff"
				   "cd\xff"
				   "e",
				   7, "memory", &problems, &source),
			 0);
	assert_int_equal(decoder_new(source, encoding_find("UTF-8"), 0, &decoder), 0);
	assert_int_equal(decoder_read(decoder, buffer, sizeof(buffer)), 5);
	assert_memory_equal(buffer, "ab\xef\xbf\xbd", 5);
	assert_int_equal(decoder_strays(decoder), 1);
	assert_int_equal(decoder_read(decoder, buffer, sizeof(buffer)), 6);
	assert_memory_equal(buffer,
			    "cd\xef\xbf\xbd"
			    "e",
			    6);
	assert_int_equal(decoder_strays(decoder), 2);
	assert_int_equal(decoder_read(decoder, buffer, sizeof(buffer)), 0);
	decoder_seek(decoder, 3);
	assert_int_equal(decoder_at(decoder), 3);
	assert_int_equal(decoder_read(decoder, buffer, sizeof(buffer)), 6);
}

static int detect(void *context)
{
	CLEANUP(source_closep) struct source *source = NULL;
	struct encoding_found found;
	int result = source_of(context, strlen(context), "list.csv", &problems, &source);

	if (result == 0)
		result = encoding_detect(source, NULL, &problems, &found);
	problems_done(&problems);
	return result;
}

static void short_memory_is_said(void **state)
{
	char stray[] = "äöüäöü\n\xfc\n";
	char other[] = "M\xfcnchen\n";

	(void)state;
	alloc_each_fails(detect, stray);
	alloc_each_fails(detect, other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_encoding_of_a_text_is_found_and_undone),
		cmocka_unit_test(marks_profiles_and_stray_bytes_are_understood_and_said),
		cmocka_unit_test(encodings_have_their_names),
		cmocka_unit_test(characters_may_lie_across_any_two_pieces),
		cmocka_unit_test(
			decoding_ends_early_behind_the_first_stray_byte_and_can_start_anywhere),
		cmocka_unit_test(short_memory_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
