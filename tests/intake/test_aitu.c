/*
 * The real register of the examples, transcribed row by row: page breaks, a title and a legend
 * between its rows, rows without a number, M/D/YYYY, "Permanent", "-", a year alone.
 */
#include "intake/register.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/intake/registering.h"

#define REGISTER "examples/registers/aitu.txt"

#define PERMANENT  ""
#define ICD	   "International Cooperation Department"
#define DEPARTMENT "Department"
#define CYBER	   "Department of Intelligent Systems and Cybersecurity"
#define ARTS	   "School of Creative Industries"
#define QUALITY	   "Quality Assurance Department"
#define SCIENCE	   "Science and Innovations Department"
#define GENERAL	   "General Education Department"
#define COMPUTER   "Computer Engineering Department"

/* clang-format off */
static const struct expected {
	unsigned int line;
	const char *row, *registration_number, *partner, *city, *country, *signed_on, *last_day, *owner;
} expected[] = {
	{2, "1", "01-19", "Dortmund University of Applied Sciences and Arts", "Dortmund", "DE", "2019-06-28", PERMANENT, ICD},
	{3, "2", "02-19", "Weihai Vocational College", "Weihai", "CN", "2019-11-01", PERMANENT, ICD},
	{4, NULL, "03-19", "Green River College", "St. Auburn", "US", "2019-12-24", "2024-12-24", NULL},
	{5, "3", "01-20", "University of Latvia", "Riga", "LV", "2020-02-12", "2025-02-12", ICD},
	{6, "4", "02-20", "Schmalkalden University of Applied Sciences", "Schmalkalden", "DE", "2020-02-17", "2025-02-17", ICD},
	{7, "5", "03-20", "Geneva Information Technology Institute", "Geneva", "CH", "2020-04-01", "2025-04-01", ICD},
	{8, "6", "04-20", "Czech University of Life Sciences", "Prague", "CZ", "2020-08-19", "2025-08-19", ICD},
	{9, "7", "05-20", "Kyiv National University of Construction and Architecture", "Kyiv", "UA", "2020-08-25", PERMANENT, ICD},
	{10, "8", "06-20", "KU Leuven", "Leuven", "BE", "2020-11-10", "2025-10-10", ICD},
	{11, "9", "07-20", "Kharkiv Polytechnic Institute", "Kharkiv", "UA", "2020-11-11", "2025-11-11", ICD},
	{12, "10", "08-20", "Beijing Institute of Technology", "Beijing", "CN", "2020-12-28", "2025-12-28", ICD},
	{13, "11", "09-20", "Belarussian State University of Informatics and Radioelectronics", "Minsk", "BY", "2020", PERMANENT, ICD},
	{14, NULL, "01-21", "School of Design, The Hong Kong Polytechnic University", "Hong Kong", "CN", "2021-03-18", "2023-05-31", NULL},
	{15, "12", "02-21", "University of Cassino and Southern Lazio", "Cassino", "IT", "2021-03-19", "2026-03-19", ICD},
	{16, "13", "03-21", "Kyungpook National University", "Daegu", "KR", "2021-04-01", "2026-04-01", ICD},
	{17, "14", "04-21", "INHA University", "Incheon", "KR", "2021-04-23", "2026-04-23", ICD},
	{18, "15", "05-21", "Youngsan University", "Yangsan", "KR", "2021-04-29", "2026-04-29", ICD},
	{19, "16", "06-21", "Lviv Polytechnic National University", "Lviv", "KR", "2021-09-24", "2026-09-24", ICD},
	{20, "17", "07-21", "National Transport University", "Kyiv", "UA", "2021-11-29", "2026-11-29", ICD},
	{21, "18", "08-21", "Lawrence Technological University", "Southfield", "US", "2021-12-10", "2026-12-10", ICD},
	{22, NULL, "01-22", "Universitat Politecnica de Valencia", "Valencia", "ES", "2022-01-10", "2024-01-10", NULL},
	{23, "19", "02-22", "Cracow University of Technology", "Cracow", "PL", "2022-03-01", "2027-03-01", ICD},
	{24, "20", "03-22", "Ankara University", "Ankara", "TR", "2022-03-16", "2027-03-16", ICD},
	{25, "21", "04-22", "Sakarya University", "Serdivan", "TR", "2022-03-17", "2027-03-17", ICD},
	{26, "22", "05-22", "Middle East Technical University", "Ankara", "TR", "2022-04-06", "2027-04-06", ICD},
	{27, "23", "06-22", "Gazi University", "Ankara", "TR", "2022-04-15", "2029-04-15", ICD},
	{31, "24", "07-22", "Boston University", "Boston", "US", "2022-04-22", "2027-04-22", ICD},
	{32, NULL, "08-22", "Higher School of Security and Economics", "Plovdiv", "BG", "2022-05-26", "2023-05-26", DEPARTMENT},
	{33, "25", "09-22", "İstanbul Nişantaşı University", "Istanbul", "TR", "2022-09-21", "2027-09-21", ICD},
	{34, "26", "10-22", "Tomsk State University", "Tomsk", "RU", "2022-12-01", "2027-12-01", CYBER},
	{35, "27", "11-22", "National Research Nuclear University MEPhI", "Moscow", "RU", "2022-12-02", "2027-12-02", CYBER},
	{36, "28", "12-22", "Siberian Federal University", "Krasnoyarsk", "RU", "2022-12-08", "2027-12-08", CYBER},
	{37, "29", "13-22", "The University of Pisa", "Pisa", "IT", "2022-12-21", "2025-12-21", ICD},
	{38, "30", "14-22", "Sivas University of Science and Technology", "Sivas", "TR", "2022-12-30", "2027-12-30", ICD},
	{39, "31", "15-22", "Haliç University", "Istanbul", "TR", "2022-12-30", "2027-12-30", ICD},
	{40, "32", "01-23", "Kyrgyz National University named after Jusup Balasagyn", "Bishkek", "KG", "2023-01-24", "2026-01-24", ICD},
	{41, "33", "02-23", "Indian Institute of Technology, Roorkee", "Roorkee", "IN", "2023-02-02", "2028-02-02", ICD},
	{42, "34", "03-23", "University of Management and Technology", "Lahore", "PK", "2023-03-10", "2028-03-10", ICD},
	{43, "35", "04-23", "Indian Institute of Technology, Bombay", "Bombay", "IN", "2023-03-21", "2028-03-21", ICD},
	{44, "36", "05-23", "Xi'an Jiaotong University", "Xi'an", "CN", "2023-03-30", "2026-03-30", ICD},
	{45, "37", "06-23", "Istanbul Aydin University", "Istanbul", "TR", "2023-04-17", "2028-04-17", ICD},
	{46, "38", "07-23", "Harbin Institute of Technology, Shenzhen", "Shenzhen", "CN", "2023-05-16", "2026-05-16", ICD},
	{47, "39", "08-23", "Universitat Jaume I", "Castellon", "ES", "2023-05-31", "2027-05-31", CYBER},
	{48, "40", "09-23", "Korea Foundation", "Seoul", "KR", "2023-07-05", "2030-07-05", ICD},
	{49, "41", "10-23", "Zhiqiu Education Technology (Ningbo) Co, Ltd", NULL, "CN", "2023-09-06", "2028-09-06", ICD},
	{50, "42", "11-23", "New York Film Academy", "New York", "US", "2023-09-11", "2028-09-11", ARTS},
	{51, "43", "12-23", "Jeonbuk National University", "Jeonbuk", "KR", "2023-09-20", "2026-09-20", ICD},
	{52, "44", "13-23", "Universiti Putra Malaysia", "Serdang", "MY", "2023-10-06", "2028-10-06", ICD},
	{53, NULL, "14-23", "Woxsen University", "Hyderabad", "IN", "2023-11-09", "2024-11-09", ICD},
	{54, "45", "15-23", "Vilnius University", "Vilnius", "LT", "2023-11-16", "2028-11-16", ICD},
	{55, "46", "16-23", "Washington State University", "Pullman", "US", "2023-12-12", "2026-12-12", ICD},
	{56, "47", "17-23", "Istanbul Kültür University", "Istanbul", "TR", "2023-12-21", "2026-12-21", ICD},
	{57, "48", "18-23", "Tajik Technical University named after academician M.S.Osimi", "Dushanbe", "TJ", "2023-12-21", "2026-12-21", ICD},
	{58, "49", "19-23", "University of Genoa", "Genoa", "IT", "2023-12-29", "2028-12-29", ICD},
	{59, "50", "01-24", "University of Debrecen", "Debrecen", "HU", "2024-01-15", "2029-01-15", QUALITY},
	{61, "51", "02-24", "The \"International Programme Centre\" State Organisation of the Ministry of Education and Science of the Republic of Tajikistan", "Dushanbe", "TJ", "2024-01-23", "2029-01-23", ICD},
	{62, "52", "03-24", "Altinbas University", "Istanbul", "TR", "2024-01-23", "2029-01-23", ICD},
	{63, "53", "04-24", "Tajik National University", "Dushanbe", "TJ", "2024-01-30", "2027-01-30", ICD},
	{64, "54", "05-24", "Graphic Era University", "Dehradun", "IN", "2024-01-30", "2029-01-30", ICD},
	{65, "55", "06-24", "Tashkent University of Information Technologies named after Muhammad al-Khwarizmi", "Tashkent", "UZ", "2024-02-01", "2027-02-01", ICD},
	{66, "56", "07-24", "Politecnico di Milano", "Milan", "IT", "2024-03-07", "2029-03-07", QUALITY},
	{67, "57", "08-24", "University of Electronic Science and Technology of China", "Chengdu", "CN", "2024-03-29", "2029-03-29", SCIENCE},
	{68, "58", "09-24", "Kangwon National University", "Chuncheon", "KR", "2024-04-29", "2029-04-29", GENERAL},
	{69, "59", "10-24", "University of Sousse", "Sousse", "TN", "2024-05-27", "2027-05-27", ICD},
	{70, "60", "11-24", "Palacky University Olomouc", "Olomouc", "CZ", "2024-07-12", "2029-07-12", ICD},
	{71, "61", "12-24", "Northeast Electric Power University", "Jilin", "CN", "2024-08-15", "2029-08-15", SCIENCE},
	{72, "62", "13-24", "Chitkara University", "Chandigarh", "IN", "2024-08-31", "2027-08-31", COMPUTER},
	{73, "63", "14-24", "Al Hussein Technical University", "Amman", "JO", "2024-09-05", "2029-09-05", ICD},
	{74, "64", "15-24", "Sunchon National University", "Suncheon", "KR", "2024-09-19", "2027-09-19", ARTS},
	{75, "65", "16-24", "Sphere AX", "Daegu", "KR", "2024-09-23", "2027-09-23", ARTS},
	{76, "66", "17-24", "Birmingham City University", "Birmingham", "GB", "2024-09-24", "2027-09-24", SCIENCE},
	{77, "67", "18-24", "Open University Malaysia", "Kuala Lumpur", "MY", "2024-10-25", "2027-10-25", ICD},
	{78, "68", "19-24", "Education Center of the Embassy of the Republic of Korea in the Republic of Kazakhstan", "Seoul", "KR", "2024-10-29", "2027-10-29", GENERAL},
	{79, "69", "01-25", "\"EDUCA\" LLP", "St Petersburg", "RU", "2025-01-10", "2028-01-10", ICD},
};
/* clang-format on */

#define EXPECTED_COUNT (sizeof(expected) / sizeof(expected[0]))

static int read_register(void **state)
{
	(void)state;
	return read_file(REGISTER, NULL);
}

static void assert_text(const char *is, const char *wanted)
{
	if (is == NULL || wanted == NULL)
		assert_true(is == wanted);
	else
		assert_string_equal(is, wanted);
}

static void assert_date(struct vague is, const char *wanted)
{
	char text[DAY_TEXT_SIZE];

	assert_string_equal(vague_format(is, text), wanted);
}

/* The line of a draft. */
static unsigned int line_of(size_t index)
{
	for (size_t i = 0; i < taken.record_count; i++) {
		if (&taken.records[i].draft == taken.drafts[index])
			return taken.records[i].record.line;
	}
	return 0;
}

static void every_row_is_a_draft_that_says_what_the_row_says(void **state)
{
	(void)state;
	assert_int_equal(taken.draft_count, EXPECTED_COUNT);
	for (size_t i = 0; i < EXPECTED_COUNT; i++) {
		const struct agreement *agreement = &taken.drafts[i]->agreement;
		const struct expected *row = &expected[i];

		assert_int_equal(line_of(i), row->line);
		assert_text(agreement->row, row->row);
		assert_text(agreement->registration_number, row->registration_number);
		assert_int_equal(agreement->partner_count, 1);
		assert_text(agreement->partners[0].name, row->partner);
		assert_text(agreement->partners[0].city, row->city);
		assert_text(agreement->partners[0].country, row->country);
		assert_date(agreement->signed_on, row->signed_on);
		assert_int_equal(agreement->term_count, 1);
		assert_date(agreement->terms[0].last_day, row->last_day);
		assert_date(agreement->terms[0].start, row->signed_on);
		assert_text(agreement->owner, row->owner);
		assert_int_equal(agreement->state, STATE_ACTIVE);
		assert_null(agreement->type);
	}
}

static void seventy_have_a_last_day_and_four_are_open_ended(void **state)
{
	size_t fixed = 0, open_ended = 0;

	(void)state;
	for (size_t i = 0; i < taken.draft_count; i++) {
		const struct agreement *agreement = &taken.drafts[i]->agreement;

		fixed += agreement->kind == KIND_FIXED && agreement->renewal == RENEWAL_EXPRESS;
		open_ended += agreement->kind == KIND_OPEN_ENDED &&
			      strcmp(agreement->last_day_raw, "Permanent") == 0;
	}
	assert_int_equal(fixed, 70);
	assert_int_equal(open_ended, 4);
}

static void nothing_in_it_is_a_problem(void **state)
{
	(void)state;
	assert_int_equal(taken.problems.count, 0);
	assert_int_equal(taken.facts->separator, '\t');
	assert_string_equal(taken.facts->tables[0].columns[1].date_order, "month/day");
	assert_string_equal(taken.facts->tables[0].columns[7].date_order, "month/day");
}

static void the_years_of_signing_add_up(void **state)
{
	static const size_t wanted[] = {3, 9, 8, 15, 19, 19, 1}; /* 2019 to 2025 */
	size_t counts[7] = {0};

	(void)state;
	for (size_t i = 0; i < taken.draft_count; i++)
		counts[day_civil(taken.drafts[i]->agreement.signed_on.first).year - 2019]++;
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(counts[i], wanted[i]);
}

/* How many last days lie from `from` to `to` days after 2026-11-21. */
static size_t count_ends(int from, int to)
{
	struct day today = {0};
	size_t count = 0;

	assert_true(day_parse("2026-11-21", &today));
	for (size_t i = 0; i < taken.draft_count; i++) {
		const struct agreement *agreement = &taken.drafts[i]->agreement;
		struct day end = vague_reckon(agreement->terms[0].last_day, agreement->signed_on,
					      VAGUE_ANNIVERSARY);

		count += !day_is_none(end) && day_diff(today, end) >= from &&
			 day_diff(today, end) <= to;
	}
	return count;
}

static void the_last_days_fall_as_the_register_says(void **state)
{
	(void)state;
	assert_int_equal(count_ends(-100000, -1), 22);
	assert_int_equal(count_ends(0, 30), 5);
	assert_int_equal(count_ends(0, 90), 7);
	assert_int_equal(count_ends(0, 180), 12);
}

static void every_line_is_accounted_for(void **state)
{
	(void)state;
	assert_int_equal(taken.record_count, 81);
	for (size_t i = 0; i < taken.record_count; i++) {
		assert_int_equal(taken.records[i].record.line, i + 1);
		assert_int_equal(taken.records[i].record.lines, 1);
	}
	assert_int_equal(count_lines(LINE_ROW), 74);
	assert_int_equal(count_lines(LINE_HEADING), 1);
	assert_int_equal(count_lines(LINE_BLANK), 4);
	assert_int_equal(count_lines(LINE_FURNITURE), 2);
	assert_string_equal(taken.records[28].record.text,
			    "AITU agreements with the International Partners");
	assert_string_equal(taken.records[80].record.text, "Gray - Expired Agreements");
}

static void the_lines_are_kept_verbatim(void **state)
{
	(void)state;
	assert_string_equal(
		taken.records[60].record.text,
		"51\t1/23/2024\tThe \"International Programme Centre\" State Organisation of the "
		"Ministry of Education and Science of the Republic of Tajikistan\tDushanbe\t"
		"Tajikistan\t-\t-\t1/23/2029\tInternational Cooperation Department\t02-24");
	assert_string_equal(taken.records[78].record.text,
			    "69\t1/10/2025\t\"EDUCA\" LLP\tSt Petersburg\tRussia\t-\t-\t1/10/2028\t"
			    "International Cooperation Department\t01-25");
}

static void the_columns_are_understood_by_their_headings(void **state)
{
	static const enum role wanted[] = {
		ROLE_NUMBER, ROLE_SIGNED, ROLE_PARTNER,	 ROLE_CITY,  ROLE_COUNTRY,
		ROLE_NONE,   ROLE_NONE,	  ROLE_LAST_DAY, ROLE_OWNER, ROLE_REGISTRATION_NUMBER,
	};

	(void)state;
	assert_int_equal(taken.facts->tables[0].column_count, 10);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(taken.facts->tables[0].columns[i].role, wanted[i]);
	assert_string_equal(taken.facts->tables[0].columns[2].heading,
			    "Partner University / Organisation");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_a_draft_that_says_what_the_row_says),
		cmocka_unit_test(seventy_have_a_last_day_and_four_are_open_ended),
		cmocka_unit_test(nothing_in_it_is_a_problem),
		cmocka_unit_test(the_years_of_signing_add_up),
		cmocka_unit_test(the_last_days_fall_as_the_register_says),
		cmocka_unit_test(every_line_is_accounted_for),
		cmocka_unit_test(the_lines_are_kept_verbatim),
		cmocka_unit_test(the_columns_are_understood_by_their_headings),
	};

	return cmocka_run_group_tests(tests, read_register, forget);
}
