/*
 * The headings that are understood, and that the manual lists all English ones.
 */
#include "intake/words/headings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/words/fold.h"

#define MANUAL RENEWD_SOURCE_DIR "/man/renewd-registers.5"

static void add_manual(struct text *out)
{
	FILE *file = fopen(MANUAL, "r");
	int c;

	assert_non_null(file);
	while ((c = getc(file)) != EOF)
		text_add_char(out, c == '\n' ? ' ' : (char)c);
	fclose(file);
}

static bool is_whole(const struct heading *heading)
{
	return heading->pattern[0] != '*';
}

/* What a pattern finds, alone: without its stars and blanks. */
static void add_word(struct text *out, const struct heading *heading)
{
	const char *word = heading->pattern + strspn(heading->pattern, "* ");
	size_t length = strlen(word);

	while (strchr("* ", word[length - 1]) != NULL)
		length--;
	text_add_n(out, word, length);
}

/* The words of a role as the manual lists them: "city, town; alone: location, place". */
static void add_words(struct text *out, enum role role, bool whole)
{
	const struct heading *heading;
	bool is_first = true;

	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		CLEANUP(text_done) struct text word = {0};
		const char *sign;

		if (strcmp(heading->language, "en") != 0 || heading->role != role ||
		    is_whole(heading) != whole)
			continue;
		if (!is_first)
			text_add(out, ", ");
		else if (whole)
			text_add(out, out->length == 0 ? "alone: " : "; alone: ");
		is_first = false;
		add_word(&word, heading);
		sign = strstr(text_string(&word), "№"); /* not every printer's font has it */
		if (sign == NULL) {
			text_add(out, text_string(&word));
			continue;
		}
		text_add_n(out, text_string(&word), (size_t)(sign - text_string(&word)));
		text_addf(out, "numero sign%s", sign + strlen("№"));
	}
}

static void the_manual_lists_every_english_heading(void **state)
{
	CLEANUP(text_done) struct text manual = {0};

	(void)state;
	add_manual(&manual);
	for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
		CLEANUP(text_done) struct text words = {0};

		add_words(&words, role, /* whole= */ false);
		add_words(&words, role, /* whole= */ true);
		text_add_char(&words, ' ');
		if (strstr(text_string(&manual), text_string(&words)) == NULL)
			fail_msg("renewd-registers(5) does not list, as the %s: %s",
				 role_words(role), text_string(&words));
	}
}

static void every_heading_is_folded_and_finds_its_role(void **state)
{
	const struct heading *heading;

	(void)state;
	for (size_t i = 0; (heading = headings_at(i)) != NULL; i++) {
		CLEANUP(text_done) struct text word = {0}, padded = {0};
		const struct heading *found;
		char folded[HEADING_MAX];

		add_word(&word, heading);
		found = headings_find(text_string(&word));
		if (found == NULL || found->role != heading->role)
			fail_msg("\"%s\" (%s) is the %s", text_string(&word), heading->language,
				 found == NULL ? "?" : role_words(found->role));
		text_addf(&padded, " %s ", text_string(&word));
		(void)fold_words(text_string(&word), word.length, folded, sizeof(folded));
		assert_string_equal(folded, text_string(&padded));
	}
}

static void no_heading_stands_twice(void **state)
{
	const struct heading *one, *other;

	(void)state;
	for (size_t i = 0; (one = headings_at(i)) != NULL; i++) {
		for (size_t k = i + 1; (other = headings_at(k)) != NULL; k++) {
			if (strcmp(one->pattern, other->pattern) == 0)
				fail_msg("\"%s\" (%s, %s)", one->pattern, one->language,
					 other->language);
		}
	}
}

static void case_and_punctuation_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(headings_find("  Reg.-NO. ")->role, ROLE_REGISTRATION_NUMBER);
	assert_int_equal(headings_find("Responsible (owner)")->role, ROLE_OWNER);
	assert_int_equal(headings_find("YÜRÜRLÜK\nTARİHİ:")->role, ROLE_EFFECTIVE);
}

static void words_end_where_they_end_in_any_alphabet(void **state)
{
	(void)state;
	assert_null(headings_find("Capacity"));
	assert_null(headings_find("Страница"));
	assert_null(headings_find("Улсын"));
	assert_null(headings_find(""));
	assert_null(headings_find("…"));
}

static void a_text_too_long_for_a_heading_is_none(void **state)
{
	char text[HEADING_MAX + 20];

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text, "Country ", strlen("Country "));
	text[sizeof(text) - 1] = '\0';
	assert_null(headings_find(text));
	text[60] = '\0';
	assert_int_equal(headings_find(text)->role, ROLE_COUNTRY);
}

/* clang-format off */
static const struct {
	int line;
	enum role role;
	const char *headings; /* with '|' between */
} headings[] = {
	{__LINE__, ROLE_NUMBER, "No|#|№ п/п|№п/п|Sıra No|Lfd. Nr.|N°|Nº|Р/с|Д/д|L.p.|S/s|№ з/п"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Регистрационный номер|№ договора|Anlaşma Numarası"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Müqavilənin №-si|Тіркеу нөмірі|Гэрээний дугаар"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Vertragsnummer|Numéro de convention"},
	{__LINE__, ROLE_REGISTRATION_NUMBER, "Número de registro|Numer umowy"},
	{__LINE__, ROLE_PARTNER, "Partner university|Наименование вуза-партнёра"},
	{__LINE__, ROLE_PARTNER, "Наименование организации|Зарубежный вуз|Üniversite"},
	{__LINE__, ROLE_PARTNER, "Üniversitenin Adı|Kurum Adı|Universitet|Tərəfdaş universitet"},
	{__LINE__, ROLE_PARTNER, "Universitetin adı|Серіктес|Серіктес университет атауы|ЖОО атауы"},
	{__LINE__, ROLE_PARTNER, "Хамтрагч|Хамтрагч байгууллагын нэр|Их сургуулийн нэр"},
	{__LINE__, ROLE_PARTNER, "Partnerhochschule|Hochschule|Universität"},
	{__LINE__, ROLE_PARTNER, "Établissement partenaire|Université|Universidad"},
	{__LINE__, ROLE_PARTNER, "Institución contraparte|Uczelnia"},
	{__LINE__, ROLE_COUNTRY, "Partner country|Страна|Страна партнёра|Ülke|ÜLKESİ|Ölkə"},
	{__LINE__, ROLE_COUNTRY, "Мемлекет|Улс|Land|Pays|País|Країна|Davlat|Өлкө|Paese|Kraj"},
	{__LINE__, ROLE_CITY, "Город|Şehir|Şəhər|Қала|Хот|Stadt|Ville|Ciudad"},
	{__LINE__, ROLE_TYPE, "Вид договора|Тип соглашения|Наименование документа|Anlaşma Türü"},
	{__LINE__, ROLE_TYPE, "Müqavilənin növü|Келісім түрі|Гэрээний төрөл|Vertragsart"},
	{__LINE__, ROLE_TYPE, "Art der Vereinbarung|Type d'accord|Tipo de convenio|Rodzaj umowy"},
	{__LINE__, ROLE_SIGNED, "Дата заключения|Дата подписания договора"},
	{__LINE__, ROLE_SIGNED, "Дата подписания и срок действия|İmza Tarihi|Anlaşma Tarihi"},
	{__LINE__, ROLE_SIGNED, "İmzalanma tarixi|Tarix|Қол қойылған күні|Огноо"},
	{__LINE__, ROLE_SIGNED, "Гарын үсэг зурсан огноо|Unterzeichnet am|Unterzeichnungsdatum"},
	{__LINE__, ROLE_SIGNED, "Date de signature|Fecha de firma|Data podpisania|Data di stipula"},
	{__LINE__, ROLE_SIGNED, "Дата підписання"},
	{__LINE__, ROLE_EFFECTIVE, "Effective date|Start of validity|Дата вступления в силу"},
	{__LINE__, ROLE_EFFECTIVE, "Дата начала действия|Yürürlük Tarihi|Başlangıç Tarihi"},
	{__LINE__, ROLE_EFFECTIVE, "Qüvvəyə minmə tarixi|Күшіне ену күні|Эхлэх огноо|Gültig ab"},
	{__LINE__, ROLE_EFFECTIVE, "Vertragsbeginn|Date d'entrée en vigueur|Fecha de inicio"},
	{__LINE__, ROLE_LAST_DAY, "Effective until|End date of agreement|Validity|Срок действия"},
	{__LINE__, ROLE_LAST_DAY, "СРОК ДЕЙСТВИЯ ДОГОВОРА|Действует до"},
	{__LINE__, ROLE_LAST_DAY, "Дата окончания срока действия|Bitiş Tarihi|Geçerlilik Süresi"},
	{__LINE__, ROLE_LAST_DAY, "Bitmə tarixi|Аяқталу мерзімі|Қолданылу мерзімі"},
	{__LINE__, ROLE_LAST_DAY, "Гэрээний хугацаа|Дуусах хугацаа|Gültig bis|Date d'expiration"},
	{__LINE__, ROLE_LAST_DAY, "Échéance|Vigencia|Fecha de vencimiento|Obowiązuje do|Scadenza"},
	{__LINE__, ROLE_LAST_DAY, "Термін дії"},
	{__LINE__, ROLE_TERM, "Duration (years)|Term of agreement|Laufzeit"},
	{__LINE__, ROLE_TERM, "Vertragslaufzeit in Jahren|Durée|Duración|Продолжительность|Süre"},
	{__LINE__, ROLE_TERM, "Müddəti"},
	{__LINE__, ROLE_RENEWAL, "Automatic renewal|Renovación automática|Reconduction tacite"},
	{__LINE__, ROLE_RENEWAL, "Verlängerung|Пролонгация|Yenileme|Сунгалт|Ұзарту"},
	{__LINE__, ROLE_NOTICE, "Notice period|Kündigungsfrist|Срок уведомления|Préavis|Preaviso"},
	{__LINE__, ROLE_NOTICE, "Fesih bildirim süresi"},
	{__LINE__, ROLE_OWNER, "Initiating actor|Ответственное подразделение|Инициатор"},
	{__LINE__, ROLE_OWNER, "Sorumlu birim|Məsul şəxs|Жауапты|Хариуцсан нэгж|Zuständig"},
	{__LINE__, ROLE_OWNER, "Responsable"},
	{__LINE__, ROLE_STATUS, "Status|Статус|Durum|Estado|Төлөв"},
	{__LINE__, ROLE_LINK, "Website|Сайт вуза|Web sitesi|Lien"},
	{__LINE__, ROLE_NOTE, "Remarks|Примечание|Açıklama|Qeyd|Bemerkungen|Тайлбар"},
	{__LINE__, ROLE_NONE, "Contact e-mail|University ranking|Signed by|Телефон"},
	{__LINE__, ROLE_NONE, "Partner coordinator"},
};
/* clang-format on */

static void check(int line, enum role role, const char *text, size_t length)
{
	const struct heading *found = headings_find_n(text, length);

	if (found == NULL || found->role != role)
		fail_msg("line %d: \"%.*s\" is %s, not %s", line, (int)length, text,
			 found == NULL ? "unknown" : role_name(found->role), role_name(role));
}

static void what_offices_write_over_their_columns_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		const char *text = headings[i].headings;

		for (size_t n; *text != '\0'; text += n + (text[n] == '|')) {
			n = strcspn(text, "|");
			check(headings[i].line, headings[i].role, text, n);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_manual_lists_every_english_heading),
		cmocka_unit_test(every_heading_is_folded_and_finds_its_role),
		cmocka_unit_test(no_heading_stands_twice),
		cmocka_unit_test(case_and_punctuation_do_not_count),
		cmocka_unit_test(words_end_where_they_end_in_any_alphabet),
		cmocka_unit_test(a_text_too_long_for_a_heading_is_none),
		cmocka_unit_test(what_offices_write_over_their_columns_is_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
