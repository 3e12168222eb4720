#include "intake/time/months.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "intake/time/wording.h"

/* The names of the months in a language, from the first one on. */
static const struct {
	const char *language;
	const char *names[12];
} languages[] = {
	/* clang-format off */
	{"English", {"January", "FEBRUARY", "march", "April", "May", "June", "July", "August",
		     "September", "October", "November", "December"}},
	{"Russian", {"январь", "февраля", "март", "апреля", "май", "ИЮНЯ", "июль", "августе",
		     "сентября", "октябрь", "НОЯБРЯ", "декабре"}},
	{"Turkish", {"Ocak", "ŞUBAT", "Mart", "Nisan", "Mayıs", "HAZİRAN", "Temmuz", "Agustos",
		     "Eylül", "Ekim", "KASIM", "Aralık"}},
	{"Azerbaijani", {"yanvar", "fevral", "mart", "aprel", "may", "İyun", "iyul", "avqust",
			 "Sentyabr", "Oktyabr", "noyabr", "dekabr"}},
	{"Azerbaijani, Cyrillic", {"јанвар", "феврал", "март", "апрел", "май", "ијун", "ијул",
				   "август", "сентјабр", "октјабр", "нојабр", "декабр"}},
	{"Kazakh", {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз",
		    "қыркүйек", "қазан", "қараша", "желтоқсан"}},
	{"Kazakh, Latin", {"qańtar", "aqpan", "naurys", "sáýir", "mamyr", "maýsym", "shilde",
			   "tamyz", "qyrkúıek", "qazan", "qarasha", "jeltoqsan"}},
	{"Mongolian", {"нэгдүгээр", "хоёрдугаар", "гуравдугаар", "дөрөвдүгээр", "тавдугаар",
		       "зургаадугаар", "долоодугаар", "наймдугаар", "есдүгээр", "аравдугаар",
		       "арван нэгдүгээр", "арван хоёрдугаар"}},
	{"German", {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
		    "September", "Oktober", "November", "Dezember"}},
	{"French", {"janvier", "Février", "mars", "avril", "mai", "juin", "juillet", "AOÛT",
		    "septembre", "octobre", "novembre", "decembre"}},
	{"Spanish", {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
		     "septiembre", "octubre", "noviembre", "diciembre"}},
	{"Ukrainian", {"січень", "лютого", "березень", "квітня", "травень", "червня", "липень",
		       "серпня", "вересень", "жовтня", "листопад", "грудня"}},
	{"Polish", {"stycznia", "luty", "marca", "kwiecień", "maja", "czerwiec", "lipca",
		    "sierpień", "września", "październik", "listopada", "grudzień"}},
	{"Uzbek", {"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust",
		   "sentabr", "oktabr", "noyabr", "dekabr"}},
	/* clang-format on */
};

/* The month of a name as it stands in a register. */
static int find(const char *name)
{
	struct wording wording;
	char folded[64] = "";

	wording_read(&wording, name, strlen(name));
	for (size_t i = 0; i < wording.count; i++) {
		strcat(folded, i > 0 ? " " : "");
		strncat(folded, wording.folded + wording.items[i].folded,
			wording.items[i].folded_length);
	}
	return months_find(folded, strlen(folded));
}

static void months_have_names_in_every_language(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		for (int month = 1; month <= 12; month++) {
			const char *name = languages[i].names[month - 1];

			if (find(name) != month)
				fail_msg("%s: \"%s\" is month %d", languages[i].language, name,
					 find(name));
		}
	}
}

static void a_name_can_be_short_have_an_ending_or_be_none(void **state)
{
	static const struct {
		int line;
		const char *name;
		int month;
	} names[] = {
		{__LINE__, "Jan", 1},
		{__LINE__, "febr", 2},
		{__LINE__, "Sept", 9},
		{__LINE__, "окт", 10},
		{__LINE__, "сент", 9},
		{__LINE__, "Ağu", 8},
		{__LINE__, "Octob", 10},
		{__LINE__, "желт", 12},
		{__LINE__, "märz", 3},
		{__LINE__, "Jänner", 1},
		{__LINE__, "желтоқсанға", 12},
		{__LINE__, "Ekim'de", 10},
		{__LINE__, "oktyabrdan", 10},
		{__LINE__, "oktyabrya", 10},
		{__LINE__, "červen", 6},
		{__LINE__, "července", 7},
		/* Two months begin so. */
		{__LINE__, "cer", 0},
		{__LINE__, "июл", 7},
		{__LINE__, "ию", 0},
		{__LINE__, "ju", 0},
		{__LINE__, "ma", 0},
		{__LINE__, "", 0},
		/* Other words. */
		{__LINE__, "Marchant", 0},
		{__LINE__, "mayor", 0},
		{__LINE__, "decade", 0},
		{__LINE__, "margin", 0},
		{__LINE__, "zzz", 0},
		{__LINE__, "яяя", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (find(names[i].name) != names[i].month)
			fail_msg("line %d: \"%s\" is month %d", names[i].line, names[i].name,
				 find(names[i].name));
	}
}

static void the_table_is_in_order(void **state)
{
	(void)state;
	assert_true(month_name_count > 400);
	for (size_t i = 0; i < month_name_count; i++) {
		assert_in_range(month_names[i].month, 0, 12);
		if (i > 0)
			assert_true(strcmp(month_names[i - 1].name, month_names[i].name) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_have_names_in_every_language),
		cmocka_unit_test(a_name_can_be_short_have_an_ending_or_be_none),
		cmocka_unit_test(the_table_is_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
