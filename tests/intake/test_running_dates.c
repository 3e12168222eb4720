/*
 * Words about time that stand in a row without separators: which of them are the signing date's, and
 * which the last day's.
 */
#include "intake/running/running_dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COLUMNS_MAX 3

/* Columns, by letter: S signing, E effective, L last day, T term, R renewal. */
static const struct one {
	int line;
	const char *columns;
	const char *text;
	const char *cells[COLUMNS_MAX];
	bool is_unordered;
} cases[] = {
	{__LINE__, "SL", "2022.11.08 5 year", {"2022.11.08", "5 year"}, false},
	{__LINE__, "SL", "2007.08.31 Long-term", {"2007.08.31", "Long-term"}, false},
	{__LINE__, "SL", "2019 no expiration date", {"2019", "no expiration date"}, false},
	{__LINE__, "SL", "Long-term", {"", "Long-term"}, false},
	{__LINE__, "SL", "2004, Long-term", {"2004,", "Long-term"}, false},
	{__LINE__, "SL", "2014, 2018.09.06 3 year", {"2014, 2018.09.06", "3 year"}, false},
	{__LINE__,
	 "SL",
	 "2018.11 2023.04 extended 5 year",
	 {"2018.11 2023.04 extended", "5 year"},
	 false},
	{__LINE__,
	 "SL",
	 "2017.10.25, 2022.06.08-renewed 5 year",
	 {"2017.10.25, 2022.06.08-renewed", "5 year"},
	 false},
	{__LINE__, "SL", "2022.09.01 5+5", {"2022.09.01", "5+5"}, false},
	{__LINE__, "SL", "2022.06.28 5year+1", {"2022.06.28", "5year+1"}, false},
	{__LINE__, "SL", "2023.05. 4 year", {"2023.05.", "4 year"}, false},
	{__LINE__,
	 "SL",
	 "2023.05.29 5 year 2028 хүртэл",
	 {"2023.05.29", "5 year 2028 хүртэл"},
	 false},
	{__LINE__, "SL", "12.03.2019 до 31.12.2024", {"12.03.2019", "до 31.12.2024"}, false},
	{__LINE__,
	 "SL",
	 "30.01.2021 31.12.2027'ye kadar",
	 {"30.01.2021", "31.12.2027'ye kadar"},
	 false},
	{__LINE__, "SL", "- 5 years", {"-", "5 years"}, false},
	/* dates alone */
	{__LINE__, "SL", "2014.07.10", {"2014.07.10", ""}, false},
	{__LINE__, "SL", "2014.07.10 2024.07.10", {"2014.07.10", "2024.07.10"}, false},
	{__LINE__,
	 "SL",
	 "2014.03.13 2017.03.16 2022.05.27 2027.05.27",
	 {"2014.03.13 2017.03.16 2022.05.27", "2027.05.27"},
	 false},
	{__LINE__, "SL", "2019.09.24 2019.09.24", {"2019.09.24 2019.09.24", ""}, false},
	{__LINE__, "SL", "2020.01.02 2019.01.02", {"2020.01.02 2019.01.02", ""}, false},
	{__LINE__, "SL", "2018.11 2023.04 extended", {"2018.11 2023.04 extended", ""}, false},
	{__LINE__,
	 "SL",
	 "2023.06.18 2028.06.18 2023.06.26",
	 {"2023.06.18 2023.06.26", "2028.06.18"},
	 true},
	{__LINE__,
	 "SL",
	 "2003.06.24-2023.06.23 2023.06.23-2028.06.23",
	 {"2003.06.24-2023.06.23", "2023.06.23-2028.06.23"},
	 false},
	{__LINE__, "SL", "2020.01.01-2025.01.01", {"2020.01.01-2025.01.01", ""}, false},
	/* other columns */
	{__LINE__, "S", "2019.09.24 5 year", {"2019.09.24 5 year"}, false},
	{__LINE__, "LS", "5 year 2019.09.24", {"5 year", "2019.09.24"}, false},
	{__LINE__, "LS", "2024.09.24 2019.09.24", {"2024.09.24", "2019.09.24"}, false},
	{__LINE__, "SLT", "2019.09.24 5 year", {"2019.09.24", "", "5 year"}, false},
	{__LINE__, "SLT", "2019.09.24 Permanent", {"2019.09.24", "Permanent", ""}, false},
	{__LINE__,
	 "SEL",
	 "2019.09.24 2019.10.01 2024.09.30",
	 {"2019.09.24", "2019.10.01", "2024.09.30"},
	 false},
	{__LINE__, "SL", "", {"", ""}, false},
};

static enum role role_of(char letter)
{
	switch (letter) {
	case 'S':
		return ROLE_SIGNED;
	case 'E':
		return ROLE_EFFECTIVE;
	case 'L':
		return ROLE_LAST_DAY;
	case 'T':
		return ROLE_TERM;
	default:
		return ROLE_RENEWAL;
	}
}

static size_t take_tokens(const char *text, struct running_token tokens[RUNNING_TOKENS_MAX])
{
	struct running_piece piece = {text, strlen(text)};
	size_t at = 0, count = 0;
	unsigned int column = 0;

	memset(tokens, 0, RUNNING_TOKENS_MAX * sizeof(*tokens));
	while (running_text_word(piece, &at, &column, &tokens[count].word))
		count++;
	return count;
}

static void check_case(const struct one *one)
{
	static struct running_token tokens[RUNNING_TOKENS_MAX], own[RUNNING_TOKENS_MAX];
	struct running_column columns[COLUMNS_MAX] = {{.heading = ""}};
	unsigned char of[RUNNING_TOKENS_MAX];
	size_t count = take_tokens(one->text, tokens), column_count = strlen(one->columns);
	char cell[RUNNING_JOINED_MAX];
	bool is_ordered;

	for (size_t i = 0; i < column_count; i++)
		columns[i].role = role_of(one->columns[i]);
	is_ordered = running_dates_divide(tokens, count, columns, column_count, NULL, of);
	for (size_t i = 0; i < column_count; i++) {
		size_t used = 0;

		for (size_t k = 0; k < count; k++) {
			if (of[k] == i)
				own[used++] = tokens[k];
		}
		running_tokens_join(own, used, cell);
		if (strcmp(cell, one->cells[i]) != 0)
			fail_msg("line %d: \"%s\": column %zu has \"%s\"", one->line, one->text, i,
				 cell);
	}
	if (is_ordered == one->is_unordered)
		fail_msg("line %d: \"%s\"", one->line, one->text);
}

static void dates_and_phrases_go_to_the_columns_that_they_are_of(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(&cases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_and_phrases_go_to_the_columns_that_they_are_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
