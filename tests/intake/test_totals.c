/*
 * Lines that sum a table up, told from rows.
 */
#include "intake/words/totals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void totals_are_known_in_the_languages_of_registers(void **state)
{
	static const char *const totals[] = {
		"Total",   "TOTAL 6", "Total: 12",     "Grand total", "Итого: 7",
		"Всего",   "Toplam",  "Cəmi",	       "Summe",	      "Gesamt 3",
		"Барлығы", "Нийт",    "Total général", "Suma"};

	(void)state;
	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		if (!totals_match(totals[i], strlen(totals[i])))
			fail_msg("\"%s\"", totals[i]);
	}
}

static void other_texts_are_no_totals(void **state)
{
	static const char *const others[] = {"",
					     "6",
					     "Total Energies",
					     "Totalförsvar",
					     "Summer school",
					     "Sum6",
					     "Total 6 agreements in force",
					     "Université totale"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (totals_match(others[i], strlen(others[i])))
			fail_msg("\"%s\"", others[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(totals_are_known_in_the_languages_of_registers),
		cmocka_unit_test(other_texts_are_no_totals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
