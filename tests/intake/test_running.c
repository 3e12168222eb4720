/*
 * Tables out of PDFs: each row says what it says on the page, whatever became of its separators, and
 * every line of the file is accounted for.
 */
#include "intake/running/running.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/reader.h"
#include "tests/support/alloc.h"

#define REGISTERS RENEWD_SOURCE_DIR "/tests/intake/registers/"
#define EXPECTED  RENEWD_SOURCE_DIR "/tests/intake/expected/"
#define SIZE_MAX_ (256 * 1024)

static struct record record; /* too large for the stack */

/* A file, NUL-terminated. */
static char *load(const char *path, size_t *ret_length)
{
	FILE *file = fopen(path, "r");
	char *bytes = malloc(SIZE_MAX_);
	size_t length;

	if (file == NULL || bytes == NULL)
		fail_msg("%s: cannot be read", path);
	length = fread(bytes, 1, SIZE_MAX_ - 1, file);
	assert_true(length < SIZE_MAX_ - 1);
	fclose(file);
	bytes[length] = '\0';
	if (ret_length != NULL)
		*ret_length = length;
	return bytes;
}

/* A text that is being read. */
struct reading {
	struct problems problems;
	struct source *source;
	struct reader *reader;
};

static int start(struct reading *reading, const char *text, size_t length,
		 const struct profile *profile)
{
	int r;

	*reading = (struct reading){.source = NULL};
	r = source_of(text, length, "list.txt", &reading->problems, &reading->source);
	if (r == 0)
		r = running_open(reading->source, profile, &reading->problems, &reading->reader);
	return r;
}

static void end(struct reading *reading)
{
	reader_close(reading->reader);
	source_close(reading->source);
	problems_done(&reading->problems);
}

static void add_cells(struct text *out, char between)
{
	for (size_t i = 0; i < record.cell_count; i++) {
		if (i > 0)
			text_add_char(out, between);
		text_add_n(out, record.cells[i].text, record.cells[i].length);
	}
	text_add_char(out, '\n');
}

/* The headings, the rows and (in square brackets) the captions of a text, a line each. */
static int show(struct reading *reading, char between, struct text *out)
{
	int r;

	while ((r = reader_next(reading->reader, &record)) == 1) {
		if (record.kind == RECORD_CAPTION)
			text_addf(out, "[%.*s]\n", (int)record.cells[0].length,
				  record.cells[0].text);
		else if (record.kind != RECORD_FURNITURE)
			add_cells(out, between);
	}
	return r;
}

static const char *const registers[] = {"must", "anlasmalar", "dogovory", "mobility", "exchange"};

static void check_register(const char *name)
{
	CLEANUP(free_memory) char *text = NULL, *expected = NULL;
	CLEANUP(text_done) struct text shown = {0};
	struct reading reading;
	char path[512];
	size_t length;

	snprintf(path, sizeof(path), REGISTERS "%s.txt", name);
	text = load(path, &length);
	snprintf(path, sizeof(path), EXPECTED "%s.tsv", name);
	expected = load(path, NULL);
	assert_int_equal(start(&reading, text, length, NULL), 0);
	assert_int_equal(show(&reading, '\t', &shown), 0);
	if (strcmp(text_string(&shown), expected) != 0)
		print_message("%s\n", name);
	assert_string_equal(text_string(&shown), expected);
	end(&reading);
}

static void every_row_of_a_register_says_what_stands_on_the_page(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++)
		check_register(registers[i]);
}

/* The end of the line at `at`: where the next one starts. */
static size_t next_line(const char *text, size_t length, size_t at)
{
	const char *found = memchr(text + at, '\n', length - at);

	return found == NULL ? length : (size_t)(found - text) + 1;
}

/* Checks that a record stands on the lines where it says, with all of their text. */
static void check_lines(const char *text, size_t length, unsigned int *line, size_t *at)
{
	size_t start_at = *at;

	assert_int_equal(record.line, *line);
	assert_true(record.lines > 0);
	for (unsigned int i = 0; i < record.lines; i++)
		*at = next_line(text, length, *at);
	assert_ptr_not_equal(record.text, NULL);
	assert_true(record.length <= *at - start_at);
	assert_memory_equal(record.text, text + start_at, record.length);
	assert_true(*at - start_at - record.length <= 2);
	*line += record.lines;
}

static void the_records_of_a_register_have_all_its_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		CLEANUP(free_memory) char *text = NULL;
		struct reading reading;
		char path[512];
		unsigned int line = 1;
		size_t length, at = 0;
		int r;

		snprintf(path, sizeof(path), REGISTERS "%s.txt", registers[i]);
		text = load(path, &length);
		assert_int_equal(start(&reading, text, length, NULL), 0);
		while ((r = reader_next(reading.reader, &record)) == 1)
			check_lines(text, length, &line, &at);
		assert_int_equal(r, 0);
		assert_int_equal(at, length);
		end(&reading);
	}
}

/* What each line of a text is: R row, + continuation, H heading, F furniture, . blank. */
static void show_kinds(struct reading *reading, struct text *out)
{
	static const char letters[LINE_KINDS + 1] = {
		[LINE_ROW] = 'R',   [LINE_HEADING] = 'H', [LINE_FURNITURE] = 'F',
		[LINE_BLANK] = '.', [LINE_PROBLEM] = '!', [LINE_CONTINUATION] = '+'};

	while (reader_next(reading->reader, &record) == 1) {
		for (unsigned int i = 0; i < record.lines; i++)
			text_add_char(out, letters[record.line_kinds[i]]);
	}
}

#define HEADINGS "# Name Country Type Signed Valid until\n"
#define RUSSIAN	 "№ Страна Партнёр Вид документа Дата подписания Срок действия\n"

/* A text, and the rows in it without its heading line. */
static const struct one {
	int line;
	const char *text;
	const char *rows;
	const char *kinds; /* NULL: not looked at */
} cases[] = {
	{__LINE__,
	 HEADINGS "1 Uni of A Japan MOU 2020.01.02 5 years\n2 Uni of B Italy MOU 2021 2026\n",
	 "1|Uni of A|Japan|MOU|2020.01.02|5 years\n2|Uni of B|Italy|MOU|2021|2026\n", "HRR"},
	/* wraps within each cell, empty lines between */
	{__LINE__,
	 HEADINGS "1 Technical University of\n\nMunich\nFederal Republic of\n\nGermany "
		  "Cooperation\n\nAgreement\n2020.01.02\n\nLong-term\n",
	 "1|Technical University of Munich|Federal Republic of Germany|Cooperation Agreement|"
	 "2020.01.02|Long-term\n",
	 "HR.++.+.++.+"},
	/* a number on a line of its own, one cell a line */
	{__LINE__,
	 HEADINGS "1\nUniversity of Seoul\nRepublic of Korea\nMOU\n2019.01.02\n5 year\n2\nKyoto "
		  "University\nJapan\nMOU\n2018.01.02\nPermanent\n",
	 "1|University of Seoul|Republic of Korea|MOU|2019.01.02|5 year\n"
	 "2|Kyoto University|Japan|MOU|2018.01.02|Permanent\n",
	 "HR+++++R+++++"},
	/* a length of time on a line of its own is no row, though its number comes next */
	{__LINE__,
	 HEADINGS "4 Uni A Japan MOU 2018.11\n\n5 year\n5 Uni B Japan MOU 2019.01.02 6 year\n",
	 "4|Uni A|Japan|MOU|2018.11|5 year\n5|Uni B|Japan|MOU|2019.01.02|6 year\n", "HR.+R"},
	/* names that hold countries and types */
	{__LINE__,
	 HEADINGS "1 The Catholic University of Korea Republic of Korea MOU 2009.06.08 Permanent\n"
		  "2 China University of Mining People's Republic of China MOU 2019 5 year\n"
		  "3 IMUT MoU China-Mongolia-\nRussia People's Republic of China MOU 2020 4 year\n",
	 "1|The Catholic University of Korea|Republic of Korea|MOU|2009.06.08|Permanent\n"
	 "2|China University of Mining|People's Republic of China|MOU|2019|5 year\n"
	 "3|IMUT MoU China-Mongolia-Russia|People's Republic of China|MOU|2020|4 year\n",
	 "HRRR+"},
	/* a name that could be two countries stays as it is */
	{__LINE__,
	 HEADINGS "1 Kim Chaek University Democratic Republic of Korea MOU 2021.02.09 5 year\n",
	 "1|Kim Chaek University|Democratic Republic of Korea|MOU|2021.02.09|5 year\n", NULL},
	/* a second table: glued, on a line of its own, wrapped, and its sum */
	{__LINE__,
	 "# Name Country Type Signed Valid until # Country Frequency\n"
	 "1 Uni A Japan MOU 2020.01.02 5 year 1 Japan 4\n"
	 "2 Uni B Italy MOU 2020.01.03 5 year\n2\nDemocratic Republic\n\nof Korea 1\n"
	 "3 Uni C Italy MOU 2020.01.04 5 year\n\n3 Italy 12\n"
	 "4 Uni D Italy MOU 2020.01.05 Permanent Total 17\n",
	 "1|Uni A|Japan|MOU|2020.01.02|5 year\n2|Uni B|Italy|MOU|2020.01.03|5 year\n"
	 "3|Uni C|Italy|MOU|2020.01.04|5 year\n4|Uni D|Italy|MOU|2020.01.05|Permanent\n",
	 "HRRFF.FR.FR"},
	/* the same without headings of its own, and without numbers but with headings */
	{__LINE__,
	 HEADINGS "1 Uni A Japan MOU 2020.01.02 5 year 1 Japan 4\n"
		  "2 Uni B Italy MOU 2020.01.03 5 year 2 Italy 1\n"
		  "3 Uni C Italy MOU 2020.01.04 5 year 3 Spain 2\n",
	 "1|Uni A|Japan|MOU|2020.01.02|5 year\n2|Uni B|Italy|MOU|2020.01.03|5 year\n"
	 "3|Uni C|Italy|MOU|2020.01.04|5 year\n",
	 "HRRR"},
	/* pages: titles, numbers, headings again, also within a row */
	{__LINE__,
	 "Register of agreements of the office\n" HEADINGS
	 "1 University of Mining and\nPage 1 of 2\n\fRegister of agreements of the "
	 "office\n" HEADINGS
	 "Technology Japan MOU 2020.01.02 5 year\n2 Uni B Italy MOU 2021 2026\nPage 2 of 2\n",
	 "1|University of Mining and Technology|Japan|MOU|2020.01.02|5 year\n"
	 "2|Uni B|Italy|MOU|2021|2026\n",
	 "FHRFFH+RF"},
	/* what stands behind the last row */
	{__LINE__,
	 HEADINGS "1 Uni A Japan MOU 2020.01.02 5 year\n2 Uni B Italy MOU 2021 2026\n\n"
		  "Total 2\nMOU - memorandum of understanding\nmore about it\n",
	 "1|Uni A|Japan|MOU|2020.01.02|5 year\n2|Uni B|Italy|MOU|2021|2026\n", "HRR.FFF"},
	/* another order, in Russian; wraps; pages */
	{__LINE__,
	 RUSSIAN "1 Казахстан Евразийский национальный\nуниверситет Договор о\nсотрудничестве "
		 "12.03.2019 до\n31.12.2024\nСтр. 1 из 2\n2 Республика Беларусь Белорусский "
		 "государственный университет Меморандум 01.09.2021 бессрочно\n",
	 "1|Казахстан|Евразийский национальный университет|Договор о сотрудничестве|12.03.2019|"
	 "до 31.12.2024\n"
	 "2|Республика Беларусь|Белорусский государственный университет|Меморандум|01.09.2021|"
	 "бессрочно\n",
	 "HR+++FR"},
	/* no numbers: dates end a row */
	{__LINE__,
	 "Partner Country Signed Valid until\nUniversity of Latvia Latvia 12.03.2019 5 years\n"
	 "University of\nSeoul South Korea 13.03.2019\n14.03.2024\nUni C Italy 2020 Permanent\n",
	 "University of Latvia|Latvia|12.03.2019|5 years\n"
	 "University of Seoul|South Korea|13.03.2019|14.03.2024\nUni C|Italy|2020|Permanent\n",
	 "HRR++R"},
	/* no heading line: the columns are supposed */
	{__LINE__,
	 "1 University of Latvia Latvia MoU 12.03.2019 5 years\n2 University of Seoul South Korea "
	 "MoU 13.03.2019 14.03.2024\n3 Uni of C Italy MoU 13.03.2019 Permanent\n",
	 "1|University of Latvia|Latvia|MoU|12.03.2019|5 years\n"
	 "2|University of Seoul|South Korea|MoU|13.03.2019|14.03.2024\n"
	 "3|Uni of C|Italy|MoU|13.03.2019|Permanent\n",
	 "RRR"},
	/* countries as captions, where no column has them */
	{__LINE__,
	 "No Partner Signed Valid until\nJapan\n1 Kyoto University 2019.01.02 5 years\n\nItaly\n"
	 "2 University of Pavia 2019.01.02 5 years\n",
	 "[Japan]\n1|Kyoto University|2019.01.02|5 years\n[Italy]\n"
	 "2|University of Pavia|2019.01.02|5 years\n",
	 "HHR.HR"},
	/* columns by blanks: wraps, a gap of one blank, an empty cell */
	{__LINE__,
	 "No  Partner                  Country      Signed      Valid until\n"
	 "1   University of Latvia     Latvia       12.03.2019  5 years\n"
	 "2   Technical University of  Federal      13.03.2019  Permanent\n"
	 "    Munich                   Republic of\n"
	 "                             Germany\n"
	 "3   Kyiv National University Ukraine      14.03.2019  5 years\n"
	 "4   University of Pavia      Italy                    2027\n",
	 "1|University of Latvia|Latvia|12.03.2019|5 years\n"
	 "2|Technical University of Munich|Federal Republic of Germany|13.03.2019|Permanent\n"
	 "3|Kyiv National University|Ukraine|14.03.2019|5 years\n"
	 "4|University of Pavia|Italy||2027\n",
	 "HRR++RR"},
	/* numbers and dates at the right of their columns: one blank to the next cell */
	{__LINE__,
	 "No.  Partner                Country   Signing date   Expiry date    Owner\n"
	 "   9 University of Latvia   Latvia      12.03.2019     12.03.2024 Dr. Silva\n"
	 "  10 University of Seoul    Korea       13.03.2019 5 years        Prof. Novak\n"
	 "  11 University of Pavia    Italy       14.03.2019     14.03.2024 Dr. Silva\n"
	 "  12 University of Turin    Italy       15.03.2019 unlimited      Prof. Novak\n",
	 "9|University of Latvia|Latvia|12.03.2019|12.03.2024|Dr. Silva\n"
	 "10|University of Seoul|Korea|13.03.2019|5 years|Prof. Novak\n"
	 "11|University of Pavia|Italy|14.03.2019|14.03.2024|Dr. Silva\n"
	 "12|University of Turin|Italy|15.03.2019|unlimited|Prof. Novak\n",
	 "HRRRR"},
	/* no numbers: a page's first row is none of the page before, whose last one renews itself */
	{__LINE__,
	 "Country        Partner                Agreement      Validity\n"
	 "Japan          Waseda University      MoU            12.05.2024 - 11.05.2029\n"
	 "               Keio University        Exchange       auto-renewed annually\n"
	 "\f"
	 "Country        Partner                Agreement      Validity\n"
	 "Poland         AGH University         Erasmus+       2021-2027\n"
	 "               University of Gdansk   MoU            until 31.12.2026\n",
	 "Japan|Waseda University|MoU|12.05.2024 - 11.05.2029\n"
	 "|Keio University|Exchange|auto-renewed annually\n"
	 "Poland|AGH University|Erasmus+|2021-2027\n"
	 "|University of Gdansk|MoU|until 31.12.2026\n",
	 "HRRHRR"},
	/* a name's heading does not end with "Date" */
	{__LINE__,
	 "No Country Partner Date Term\n1 Germany Technical University of\nMunich 12.03.2021 5 "
	 "years\n"
	 "2 Italy University of Pavia 01.09.2022 till\n01.09.2027\n",
	 "1|Germany|Technical University of Munich|12.03.2021|5 years\n"
	 "2|Italy|University of Pavia|01.09.2022|till 01.09.2027\n",
	 "HR+R+"},
	/* a second table beside, in columns */
	{__LINE__,
	 "No  Partner               Country   Signed      Valid until    No  Country  Number\n"
	 "1   University of Latvia  Latvia    12.03.2019  5 years        1   Latvia   1\n"
	 "2   University of Seoul   South     13.03.2019  5 years        2   Italy    1\n"
	 "                          Korea\n"
	 "                                                               3   Japan    4\n"
	 "3   Uni of Pavia          Italy     14.03.2019  Permanent\n",
	 "1|University of Latvia|Latvia|12.03.2019|5 years\n"
	 "2|University of Seoul|South Korea|13.03.2019|5 years\n"
	 "3|Uni of Pavia|Italy|14.03.2019|Permanent\n",
	 "HRR+FR"},
};

static void check_case(const struct one *one)
{
	CLEANUP(text_done) struct text shown = {0}, kinds = {0};
	struct reading reading;
	const char *rows;

	if (start(&reading, one->text, strlen(one->text), NULL) != 0)
		fail_msg("line %d: not opened", one->line);
	assert_int_equal(show(&reading, '|', &shown), 0);
	rows = text_string(&shown);
	/* The heading line is the first that is shown, where there is one. */
	if (strstr(one->text, "Name ") != NULL || strstr(one->text, "Partner ") != NULL ||
	    strstr(one->text, "Партнёр") != NULL)
		rows = strchr(rows, '\n') + 1;
	if (strcmp(rows, one->rows) != 0)
		fail_msg("line %d: %s", one->line, text_string(&shown));
	assert_int_equal(reader_rewind(reading.reader), 0);
	show_kinds(&reading, &kinds);
	if (one->kinds != NULL && strcmp(text_string(&kinds), one->kinds) != 0)
		fail_msg("line %d: %s", one->line, text_string(&kinds));
	end(&reading);
}

static void rows_are_found_and_cut_whatever_became_of_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(&cases[i]);
}

static const struct {
	int line;
	const char *text;
	const char *code;
	unsigned int at;
} doubts[] = {
	{__LINE__, HEADINGS "1 Uni A Japan MOU 2020 2025\n3 Uni B Italy MOU 2021 2026\n",
	 "missing_number", 3},
	{__LINE__,
	 HEADINGS "1 Uni A Japan MOU 2020 2025\n1 Uni B Italy MOU 2021 2026\n"
		  "2 Uni C Italy MOU 2021 2026\n",
	 "duplicate_number", 3},
	{__LINE__,
	 HEADINGS "1 Uni A Japan MOU 2023.06.18 2028.06.18 2023.06.26\n"
		  "2 Uni C Italy MOU 2021 2026\n",
	 "unordered_dates", 2},
	{__LINE__,
	 HEADINGS "1 Uni A Atlantis MOU 2023.06.18 5 years\n2 Uni C Italy MOU 2021 2026\n",
	 "unknown_country", 2},
	{__LINE__,
	 "# Partner City Signed Valid until\n1 Uni A Rome 2020 2025\n2 Uni B Bari 2021 2026\n",
	 "undivided_columns", 1},
	{__LINE__,
	 "No  Partner  Signed      Valid until  Owner\n1   Uni A    12.03.2020  12.03.2025   Ann\n"
	 "2   Uni B    13.03.2020  13.03.2025   Bob 01.05.2024\n"
	 "3   Uni C    14.03.2020  14.03.2025   Bob\n",
	 "undivided_columns", 3},
};

static void what_a_human_should_look_at_is_said_once_with_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++) {
		CLEANUP(text_done) struct text shown = {0};
		struct reading reading;

		assert_int_equal(start(&reading, doubts[i].text, strlen(doubts[i].text), NULL), 0);
		for (int pass = 0; pass < 2; pass++) {
			assert_int_equal(show(&reading, '|', &shown), 0);
			assert_int_equal(reader_rewind(reading.reader), 0);
		}
		if (reading.problems.count != 1 ||
		    strcmp(reading.problems.items[0].code, doubts[i].code) != 0 ||
		    reading.problems.items[0].line != doubts[i].at)
			fail_msg("line %d: %zu problems, the first in line %u: %s", doubts[i].line,
				 reading.problems.count,
				 reading.problems.count > 0 ? reading.problems.items[0].line : 0,
				 reading.problems.count > 0 ? reading.problems.items[0].code : "");
		end(&reading);
	}
}

static void a_row_of_too_many_words_is_said(void **state)
{
	CLEANUP(text_done) struct text text = {0};
	CLEANUP(text_done) struct text shown = {0};
	struct reading reading;

	(void)state;
	text_add(&text, HEADINGS "1 Uni A Japan MOU 2020 2025\n2 Uni B");
	for (int i = 0; i < 500; i++)
		text_add(&text, i % 20 == 0 ? "\nand" : " and");
	text_add(&text, "\n3 Uni C Italy MOU 2021 2026\n");
	assert_int_equal(start(&reading, text.data, text.length, NULL), 0);
	assert_int_equal(show(&reading, '|', &shown), 0);
	assert_int_equal(reading.problems.count, 2); /* and no country */
	assert_string_equal(reading.problems.items[1].code, "too_many_cells");
	assert_int_equal(reading.problems.items[1].line, 3);
	end(&reading);
}

static void a_profile_says_what_is_no_part_of_the_table(void **state)
{
	static const char *const strip[] = {"*confidential*"};
	static const char *const types[] = {"Handshake"};
	static const struct profile_column columns[] = {{"Kontrahent", 0, ROLE_PARTNER}};
	const struct profile profile = {.strip = {strip, 1},
					.types = {types, 1},
					.columns = columns,
					.column_count = 1,
					.start = "BEGIN*",
					.stop = "END*"};
	static const char text[] =
		"1 Uni X Spain MOU 2000 2005\nBEGIN of the list\n"
		"# Kontrahent Country Type Signed Valid until\n"
		"1 Uni of\nstrictly confidential\nA Japan Handshake 2020 2025\n"
		"2 Uni B Italy Handshake 2021 2026\nEND\n3 Uni C Italy MOU 2021 2026\n";
	CLEANUP(text_done) struct text shown = {0};
	CLEANUP(text_done) struct text kinds = {0};
	struct reading reading;

	(void)state;
	assert_int_equal(start(&reading, text, sizeof(text) - 1, &profile), 0);
	assert_int_equal(show(&reading, '|', &shown), 0);
	assert_string_equal(text_string(&shown), "#|Kontrahent|Country|Type|Signed|Valid until\n"
						 "1|Uni of A|Japan|Handshake|2020|2025\n"
						 "2|Uni B|Italy|Handshake|2021|2026\n");
	assert_int_equal(reader_rewind(reading.reader), 0);
	show_kinds(&reading, &kinds);
	assert_string_equal(text_string(&kinds), "FFHRF+RFF");
	end(&reading);
}

static void cells_know_where_they_start(void **state)
{
	static const char text[] = HEADINGS "1 Uni of\nPavia Italy MOU\n2020.01.02 5 year\n";
	static const struct {
		unsigned int line, column;
	} places[] = {{2, 1}, {2, 3}, {3, 7}, {3, 13}, {4, 1}, {4, 12}};
	struct reading reading;

	(void)state;
	assert_int_equal(start(&reading, text, sizeof(text) - 1, NULL), 0);
	do {
		assert_int_equal(reader_next(reading.reader, &record), 1);
	} while (record.kind != RECORD_CELLS);
	assert_int_equal(record.cell_count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(record.cells[i].line, places[i].line);
		assert_int_equal(record.cells[i].column, places[i].column);
	}
	end(&reading);
}

static void a_text_without_rows_is_refused(void **state)
{
	static const char text[] = "We work together with many universities.\nWrite to us.\n";
	struct reading reading;

	(void)state;
	assert_int_equal(start(&reading, text, sizeof(text) - 1, NULL), READER_REFUSED);
	assert_int_equal(reading.problems.count, 1);
	assert_string_equal(reading.problems.items[0].code, "no_heading");
	end(&reading);
}

static void registers_are_told_from_prose_and_lists(void **state)
{
	static const struct {
		const char *file;
		int likely;
	} files[] = {{"must.txt", 1},	  {"anlasmalar.txt", 1},
		     {"dogovory.txt", 1}, {"mobility.txt", 1},
		     {"exchange.txt", 1}, {"../../../examples/registers/khazar.txt", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		CLEANUP(free_memory) char *text = NULL;
		char path[512];
		size_t length;

		snprintf(path, sizeof(path), REGISTERS "%s", files[i].file);
		text = load(path, &length);
		if (running_is_likely(text, length, NULL) != files[i].likely)
			fail_msg("%s", files[i].file);
	}
	assert_int_equal(running_is_likely("", 0, NULL), 0);
	assert_int_equal(running_is_likely("1. First\n2. Second\n3. Third\n", 26, NULL), 0);
}

static int read_all(void *context)
{
	const char *text = context;
	struct text shown = {0};
	struct reading reading;
	int r = start(&reading, text, strlen(text), NULL);

	if (r == 0)
		r = show(&reading, '|', &shown);
	if (r == 0 && text_failed(&shown))
		r = -ENOMEM;
	text_done(&shown);
	end(&reading);
	return r;
}

static void memory_that_runs_short_is_said(void **state)
{
	(void)state;
	alloc_each_fails(read_all, (void *)(uintptr_t)cases[6].text);
	alloc_each_fails(read_all, (void *)(uintptr_t)doubts[0].text);
	alloc_each_fails(read_all,
			 (void *)(uintptr_t)cases[sizeof(cases) / sizeof(cases[0]) - 1].text);
	alloc_each_fails(read_all, (void *)(uintptr_t)cases[12].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_a_register_says_what_stands_on_the_page),
		cmocka_unit_test(the_records_of_a_register_have_all_its_lines),
		cmocka_unit_test(rows_are_found_and_cut_whatever_became_of_them),
		cmocka_unit_test(what_a_human_should_look_at_is_said_once_with_its_line),
		cmocka_unit_test(a_row_of_too_many_words_is_said),
		cmocka_unit_test(a_profile_says_what_is_no_part_of_the_table),
		cmocka_unit_test(cells_know_where_they_start),
		cmocka_unit_test(a_text_without_rows_is_refused),
		cmocka_unit_test(registers_are_told_from_prose_and_lists),
		cmocka_unit_test(memory_that_runs_short_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
