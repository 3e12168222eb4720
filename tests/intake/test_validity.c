#include "intake/time/validity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "intake/intake.h"
#include "intake/time/phrases.h"
#include "intake/time/wording.h"
#include "tests/intake/telling.h"
#include "tests/support/alloc.h"

/* clang-format off */
static const struct telling_case cells[] = {
	/* Dates alone. */
	{__LINE__, "2/12/2025", "2025-12-02|2025-02-12"},
	{__LINE__, "12.3.2021", "2021-03-12|2021-12-03"},
	{__LINE__, "2021-03-12", "2021-03-12"},
	{__LINE__, "2021.03.12.", "2021-03-12"},
	{__LINE__, "2021 . 03 . 12", "2021-03-12"},
	{__LINE__, "2021/3/12", "2021-03-12"},
	{__LINE__, "12–03–2021", "2021-03-12|2021-12-03"},
	{__LINE__, "15 10 2020", "2020-10-15|"},
	{__LINE__, "2020 10 15", "2020-10-15"},
	{__LINE__, "20210312", "2021-03-12"},
	{__LINE__, "20211301", "[20211301]"},
	{__LINE__, "12-Mar-2021", "2021-03-12"},
	{__LINE__, "March 12th, 2021", "2021-03-12"},
	{__LINE__, "the 12th of March 2021", "2021-03-12"},
	{__LINE__, "\"12\" March 2021", "2021-03-12"},
	{__LINE__, "15 Oct.,2020", "2020-10-15"},
	{__LINE__, "12.XI.2020", "2020-11-12"},
	{__LINE__, "2028", "2028"},
	{__LINE__, "(2028)", "2028"},
	{__LINE__, "2004,", "2004"},
	{__LINE__, "2023.05.", "2023-05"},
	{__LINE__, "2023.08.24.", "2023-08-24"},
	{__LINE__, "05/2023", "2023-05"},
	{__LINE__, "12-2021", "2021-12"},
	{__LINE__, "May 2023", "2023-05"},
	{__LINE__, "MAY 2023", "2023-05"},
	{__LINE__, "Dec. 2020", "2020-12"},
	{__LINE__, "Mar-21", "2021-03"},
	{__LINE__, "III 2020", "2020 [III]"},
	/* Two digits of a year. */
	{__LINE__, "12.03.21", "2021-03-12|2021-12-03"},
	{__LINE__, "3/12/21", "2021-12-03|2021-03-12"},
	{__LINE__, "31-Dec-27", "2027-12-31"},
	{__LINE__, "12 March 21", "2021-03-12"},
	{__LINE__, "20/10/15", "2015-10-20|"},
	{__LINE__, "99.03.12", "1999-03-12"},
	{__LINE__, "45-12-31", "2045-12-31"},
	{__LINE__, "12-03-21", "short-year [12-03-21]"},
	{__LINE__, "3.3.3", "[3.3.3]"},
	{__LINE__, "26.03.15", "2015-03-26|"},
	{__LINE__, "Mar 12 21", "2021-03-12"},
	{__LINE__, "March 12, 21", "2021-03-12"},
	{__LINE__, "May 12, 13 June 2021", "2021-06-13 [May 12]"},
	{__LINE__, "Mar 12-21", "[Mar 12-21]"},
	/* A month and a year of two digits, where it can be nothing else. */
	{__LINE__, "03/21", "2021-03"},
	{__LINE__, "until 03/26", "until 2026-03"},
	{__LINE__, "03/21 - 03/26", "2021-03 to 2026-03"},
	{__LINE__, "12/99", "1999-12"},
	{__LINE__, "05/06", "short-year [05/06]"},
	{__LINE__, "12/13", "short-year [12/13]"},
	{__LINE__, "3/21", "[3/21]"},
	{__LINE__, "13/45", "[13/45]"},
	{__LINE__, "No. 12/21 dated 12.03.2021", "2021-03-12|2021-12-03 [No. 12/21]"},
	{__LINE__, "03/15 years", "[03/15 years]"},
	/* One of two months. */
	{__LINE__, "March–April 2028", "2028-03 or 2028-04"},
	{__LINE__, "Dec./Jan. 2028", "2027-12 or 2028-01"},
	{__LINE__, "December/January 2028", "2027-12 or 2028-01"},
	{__LINE__, "март-апрель 2028 г.", "2028-03 or 2028-04"},
	{__LINE__, "March-April-May 2028", "2028 [March-April-May]"},
	{__LINE__, "01.01.70", "1970-01-01"},
	{__LINE__, "01.01.69", "2069-01-01"},
	/* A time of the day says nothing. */
	{__LINE__, "2023-05-12T10:30:00Z", "2023-05-12"},
	{__LINE__, "2023-05-12 00:00:00", "2023-05-12"},
	{__LINE__, "2022-09-22T00:00:00.000+05:00", "2022-09-22"},
	{__LINE__, "12/03/2021 10:30 AM", "2021-03-12|2021-12-03"},
	{__LINE__, "2021-03-12 10:30:15.123", "2021-03-12"},
	/* No such day, no such date. */
	{__LINE__, "31.02.2024", "31.2.2024!"},
	{__LINE__, "31 June 2027", "31.6.2027!"},
	{__LINE__, "29.02.2023", "29.2.2023!"},
	{__LINE__, "13/2021", "!"},
	{__LINE__, "00.03.2021", "!"},
	{__LINE__, "12.12.1800", "!"},
	{__LINE__, "1899", "!"},
	{__LINE__, "46447", "day-number [46447]"},
	{__LINE__, "46447.0", "day-number [46447.0]"},
	{__LINE__, "44197.5", "day-number [44197.5]"},
	{__LINE__, "12345678", "[12345678]"},
	{__LINE__, "123", "[123]"},
	/* A school year is no date, nor is a part of a year. */
	{__LINE__, "2027/28", "[2027/28]"},
	{__LINE__, "2027-2028", "[2027-2028]"},
	{__LINE__, "2020 – 2021", "[2020 – 2021]"},
	{__LINE__, "2021/22", "[2021/22]"},
	{__LINE__, "2011/12", "[2011/12]"},
	{__LINE__, "2011-12", "2011-12"},
	{__LINE__, "2018/2023", "[2018/2023]"},
	{__LINE__, "2021/2022/2023", "[2021/2022/2023]"},
	{__LINE__, "Academic year 2027", "[Academic year 2027]"},
	{__LINE__, "2027 academic year", "[2027 academic year]"},
	{__LINE__, "Q3 2024", "[Q3 2024]"},
	{__LINE__, "fall 2024", "[fall 2024]"},
	{__LINE__, "2024 Fall", "[2024 Fall]"},
	{__LINE__, "after 2020", "[after 2020]"},
	{__LINE__, "1 academic year", "[1 academic year]"},
	{__LINE__, "2 semesters", "[2 semesters]"},
	/* Several dates. */
	{__LINE__, "2013.10.09 2020.09.10", "2013-10-09 2020-09-10"},
	{__LINE__, "1995, 2008", "1995 2008"},
	{__LINE__, "2015, 2019, 2021.03.15", "2015 2019 2021-03-15"},
	{__LINE__, "2021, 2022 and 2023", "2021 2022 2023"},
	{__LINE__, "01.03.2021,15.04.2022;16.05.2023", "2021-03-01|2021-01-03 2022-04-15| 2023-05-16|"},
	{__LINE__, "15.10.2020\n15.10.2025", "2020-10-15| 2025-10-15|"},
	{__LINE__, "2014.03.13 2017.03.16  \n2022.05.27", "2014-03-13 2017-03-16 2022-05-27"},
	{__LINE__, "2018 5 May 2023", "2018 2023-05-05"},
	{__LINE__, "March 2018 April 2019", "2018-03 2019-04"},
	{__LINE__, "2021 March 12 April 2022", "2021-03-12 2022-04"},
	/* Ranges. */
	{__LINE__, "2003.06.24-2023.06.23 2023.06.23-2028.06.23", "2003-06-24 to 2023-06-23 2023-06-23 to 2028-06-23"},
	{__LINE__, "2018-2023", "2018 to 2023"},
	{__LINE__, "2020–2025", "2020 to 2025"},
	{__LINE__, "15.10.2020 -\n15.10.2025", "2020-10-15| to 2025-10-15|"},
	{__LINE__, "15.10.20-15.10.25", "2020-10-15| to 2025-10-15|"},
	{__LINE__, "01-09-2021 - 31-08-2026", "2021-09-01|2021-01-09 to 2026-08-31|"},
	{__LINE__, "12 Mar 2021 - 11 Mar 2026", "2021-03-12 to 2026-03-11"},
	{__LINE__, "Mar 2021 – Feb 2026", "2021-03 to 2026-02"},
	{__LINE__, "12/2020-12/2025", "2020-12 to 2025-12"},
	{__LINE__, "2020-10-15/2025-10-15", "2020-10-15 to 2025-10-15"},
	{__LINE__, "15.10.2020 / 15.10.2025", "2020-10-15| 2025-10-15|"},
	{__LINE__, "15.10.2020/15.10.2025", "2020-10-15| 2025-10-15|"},
	{__LINE__, "2021-03-12 to 2026-03-11", "2021-03-12 to 2026-03-11"},
	{__LINE__, "from 2018 to 2023", "from 2018 to 2023"},
	{__LINE__, "from 2020 to 2021", "from 2020 to 2021"},
	{__LINE__, "2021 –", "2021"},
	{__LINE__, "2021 - present", "2021 unspecified"},
	{__LINE__, "2021 onwards", "from 2021"},
	{__LINE__, "since 2019", "from 2019"},
	/* Last days. */
	{__LINE__, "until 2028", "until 2028"},
	{__LINE__, "Until: 31.12.2027", "until 2027-12-31|"},
	{__LINE__, "valid until 31 December 2027", "until 2027-12-31"},
	{__LINE__, "expires on 12.03.2026", "until 2026-03-12|2026-12-03"},
	{__LINE__, "up to 2028", "until 2028"},
	{__LINE__, "by 31.12.2027", "until 2027-12-31|"},
	{__LINE__, "no later than 2028", "until 2028"},
	{__LINE__, "until the end of 2028", "until 2028-12-31"},
	{__LINE__, "end of May 2028", "2028-05-31"},
	/* Signed, renewed: before or behind the date. */
	{__LINE__, "2018.11      2023.04 extended", "2018-11 renewed 2023-04"},
	{__LINE__, "2018.11      2023.04 \nextended", "2018-11 renewed 2023-04"},
	{__LINE__, "2017.10.25, 2022.06.08-\nrenewed", "2017-10-25 renewed 2022-06-08"},
	{__LINE__, "signed 2018, renewed 2023", "signed 2018 renewed 2023"},
	{__LINE__, "signed: 12.03.2021; expires: 12.03.2026", "signed 2021-03-12|2021-12-03 until 2026-03-12|2026-12-03"},
	{__LINE__, "2018 (signed) 2023 (renewed)", "signed 2018 renewed 2023"},
	{__LINE__, "2018 signed 2023 renewed", "signed 2018 renewed 2023"},
	{__LINE__, "2018 renewed 2023", "2018 renewed 2023"},
	{__LINE__, "signed 2018 2023 extended", "signed 2018 renewed 2023"},
	{__LINE__, "renewed 2018, 2023", "renewed 2018 2023"},
	{__LINE__, "2018, 2020, 2023 (renewed)", "2018 2020 renewed 2023"},
	{__LINE__, "signed in 2018; extended in 2023 until 2028", "signed 2018 renewed 2023 until 2028"},
	{__LINE__, "valid until 31.12.2027 (renewed 2022)", "until 2027-12-31| renewed 2022"},
	{__LINE__, "renewed until 2028", "extended until 2028"},
	{__LINE__, "2024 extended to 2027", "2024 extended until 2027"},
	{__LINE__, "31.12.2024, extended until 31.12.2027", "2024-12-31| extended until 2027-12-31|"},
	{__LINE__, "10.11.2023, verlängert bis 10.11.2028", "2023-11-10|2023-10-11 extended until 2028-11-10|2028-10-11"},
	{__LINE__, "01.03.2021 продлено до 01.03.2026", "2021-03-01|2021-01-03 extended until 2026-03-01|2026-01-03"},
	{__LINE__, "31.12.2027'ye kadar uzatıldı", "extended until 2027-12-31|"},
	{__LINE__, "5 years (renewed for 5 years on 20.10.2024)", "renewed 2024-10-20| 5y"},
	{__LINE__, "2018, renewed for 5 years", "2018 5y"},
	{__LINE__, "2018 renewed for 5 years", "renewed 2018 5y"},
	/* Terms. */
	{__LINE__, "5 year", "5y"},
	{__LINE__, "5 Years", "5y"},
	{__LINE__, "5year", "5y"},
	{__LINE__, "5-year", "5y"},
	{__LINE__, "5 year(s)", "5y"},
	{__LINE__, "5y", "5y"},
	{__LINE__, "5 yrs.", "5y"},
	{__LINE__, "60m", "60m"},
	{__LINE__, "90 days", "90d"},
	{__LINE__, "2000 days", "2000d"},
	{__LINE__, "6 weeks", "6w"},
	{__LINE__, "five years", "5y"},
	{__LINE__, "a year", "1y"},
	{__LINE__, "twenty-five years", "25y"},
	{__LINE__, "5 (five) years", "5y"},
	{__LINE__, "five (5) years", "5y"},
	{__LINE__, "1.5 years", "18m"},
	{__LINE__, "5 years 6 months", "66m"},
	{__LINE__, "1 year and 6 months", "18m"},
	{__LINE__, "60 months (5 years)", "60m"},
	{__LINE__, "valid for 5 years from the date of signing", "5y"},
	{__LINE__, "2018 5 year", "2018 5y"},
	{__LINE__, "5 year 2018", "2018 5y"},
	{__LINE__, "March 2018 5 years", "2018-03 5y"},
	{__LINE__, "2023.05. 4 year", "2023-05 4y"},
	{__LINE__, "2023.05.04 г.", "2023-05-04"},
	{__LINE__, "5 years (12.03.2021 - 12.03.2026)", "2021-03-12|2021-12-03 to 2026-03-12|2026-12-03 5y"},
	{__LINE__, "5 years from 2021-03-12", "from 2021-03-12 5y"},
	{__LINE__, "100 years", "100y"},
	/* What is no term, or not one. */
	{__LINE__, "5", "[5]"},
	{__LINE__, "0 years", "[0 years]"},
	{__LINE__, "101 years", "[101 years]"},
	{__LINE__, "99999999999999999999 years", "[99999999999999999999 years]"},
	{__LINE__, "3-5 years", "[3-5 years]"},
	{__LINE__, "3 or 5 years", "[3 or 5 years]"},
	{__LINE__, "5 (six) years", "[5 (six) years]"},
	{__LINE__, "5 years 3 years", "5y or 3y"},
	{__LINE__, "5_years", "[5_years]"},
	/* Renewals. */
	{__LINE__, "5+5", "5y every 5y x1"},
	{__LINE__, "5year+1", "5y every 1y x1"},
	{__LINE__, "3+1+1", "3y every 1y x2"},
	{__LINE__, "3+2+1", "3y every 2y x1 [1]"},
	{__LINE__, "2 years + 2 years", "2y every 2y x1"},
	{__LINE__, "3 years + 1 year + 1 year", "3y every 1y x2"},
	{__LINE__, "5+", "[5+]"},
	{__LINE__, "+5", "[+5]"},
	{__LINE__, "5++5", "[5++5]"},
	{__LINE__, "30+30", "[30+30]"},
	{__LINE__, "5 years + automatic renewal", "5y tacit"},
	{__LINE__, "5 years, renewed automatically for 1 year", "5y every 1y tacit"},
	{__LINE__, "5 years; automatically renewed every 2 years", "5y every 2y tacit"},
	{__LINE__, "1 year, automatically renewed for 1 year up to 4 times", "1y every 1y x4 tacit"},
	{__LINE__, "5 years, renewed automatically for the same period", "5y every 5y tacit"},
	{__LINE__, "1 year, renewed annually", "1y every 1y"},
	{__LINE__, "renewed automatically for successive periods of 2 years unless terminated with 6 months' notice", "every 2y notice 6m tacit"},
	{__LINE__, "5 years unless terminated by either party with 6 months written notice", "5y notice 6m"},
	{__LINE__, "5 years notice period 6 months", "5y notice 6m"},
	{__LINE__, "notice: 6 months", "notice 6m"},
	{__LINE__, "3 months before expiry", "notice 3m"},
	{__LINE__, "notice by 1 September", "notice 1 September"},
	{__LINE__, "notice: 1 September, 1y ahead", "notice 1 September, 1y ahead"},
	{__LINE__, "notice: 01.09.", "notice 1 September"},
	{__LINE__, "notice until September 1st", "notice 1 September"},
	{__LINE__, "Notice by 1 Sept of the year before", "notice 1 September year-before"},
	{__LINE__, "5 years, renewed automatically unless notice by 31 May", "5y notice 31 May tacit"},
	{__LINE__, "tacit renewal unless notice is given by 31 May", "notice 31 May tacit"},
	{__LINE__, "5 years notice by 31 May", "5y notice 31 May"},
	{__LINE__, "until 31 August 2028, notice: 1 September", "until 2028-08-31 notice 1 September"},
	{__LINE__, "notice by 1/9", "[notice by 1/9]"},
	{__LINE__, "notice by 1 September 2027", "until 2027-09-01"},
	{__LINE__, "notice by 31 June", "[notice by 31 June]"},
	{__LINE__, "notice by 1 May and 1 November", "notice 1 May [1 November]"},
	{__LINE__, "of the year before", "[of the year before]"},
	{__LINE__, "by 1 September", "[by 1 September]"},
	{__LINE__, "12.03.2021 (5 years, renewed automatically)", "2021-03-12|2021-12-03 5y tacit"},
	{__LINE__, "5 years, tacitly renewable", "5y tacit"},
	{__LINE__, "5 years (renewable)", "5y not-tacit"},
	{__LINE__, "5 years, renewable once", "5y x1 not-tacit"},
	{__LINE__, "renewable once for 3 years", "every 3y x1 not-tacit"},
	{__LINE__, "may be renewed by mutual agreement", "not-tacit"},
	{__LINE__, "5 years, non-renewable", "5y not-tacit final"},
	{__LINE__, "no automatic renewal", "not-tacit"},
	{__LINE__, "not automatically renewed", "not-tacit"},
	{__LINE__, "No automatic renewal; 5 years", "5y not-tacit"},
	{__LINE__, "2.5 months", "[2.5 months]"},
	/* No last day, nothing said, being renewed. */
	{__LINE__, "Permanent", "open"},
	{__LINE__, "PERMANENT.", "open"},
	{__LINE__, "permanent agreement", "open"},
	{__LINE__, "Long-term", "open"},
	{__LINE__, "Long\nterm", "open"},
	{__LINE__, "open-ended", "open"},
	{__LINE__, "no expiration date", "open"},
	{__LINE__, "No Expiry.", "open"},
	{__LINE__, "not time-limited", "open"},
	{__LINE__, "until terminated", "open"},
	{__LINE__, "indefinitely", "open"},
	{__LINE__, "permanent, since 2019", "from 2019 open"},
	{__LINE__, "not specified", "unspecified"},
	{__LINE__, "n/a", "unspecified"},
	{__LINE__, "N.A.", "unspecified"},
	{__LINE__, "-", "unspecified"},
	{__LINE__, "–", "unspecified"},
	{__LINE__, "…", "unspecified"},
	{__LINE__, "?", "unspecified"},
	{__LINE__, "unknown", "unspecified"},
	{__LINE__, "TBD", "unspecified"},
	{__LINE__, "renewal pending", "pending"},
	{__LINE__, "under renewal", "pending"},
	{__LINE__, "In the process of renewal", "pending"},
	{__LINE__, "Expired 2023; renewal in progress", "until 2023 pending"},
	/* The opposite is not what was said. */
	{__LINE__, "not permanent", "[not permanent]"},
	{__LINE__, "no longer permanent", "[no longer permanent]"},
	{__LINE__, "previously permanent", "[previously permanent]"},
	{__LINE__, "isn't indefinite", "[isn't indefinite]"},
	{__LINE__, "impermanent", "[impermanent]"},
	{__LINE__, "no longer valid", "[no longer valid]"},
	/* Answers. */
	{__LINE__, "yes", "yes"},
	{__LINE__, "No", "unspecified no"},
	{__LINE__, "no, 5 years", "5y unspecified no"},
	{__LINE__, "yes (1 year)", "1y yes"},
	{__LINE__, "No. 5512", "[No. 5512]"},
	/* What is not understood is said. */
	{__LINE__, "", ""},
	{__LINE__, "Agreement", "[Agreement]"},
	{__LINE__, "signed", "[signed]"},
	{__LINE__, "International Cooperation Department", "[International Cooperation Department]"},
	{__LINE__, "until", "[until]"},
	{__LINE__, "see contract of 2021", "2021 [see]"},
	{__LINE__, "MOU-12/2021", "[MOU-12/2021]"},
	{__LINE__, "01.O2.2027", "[01.O2.2027]"},
	{__LINE__, "12.O2.2020", "[12.O2.2020]"},
	{__LINE__, "v2.2027", "[v2.2027]"},
	{__LINE__, "12.03.2021 №12/3", "2021-03-12|2021-12-03 [№12/3]"},
	{__LINE__, "No. 12 dated 12.03.2021", "2021-03-12|2021-12-03 [No. 12]"},
	{__LINE__, "Order №12/3 from 12.03.2021", "from 2021-03-12|2021-12-03 [Order №12/3]"},
	{__LINE__, "5 years 🎓", "5y [🎓]"},
	{__LINE__, "cer 2021", "2021 [cer]"},
	{__LINE__, "31.02.24", "31.2.2024!"},
};
/* clang-format on */

static void a_cell_says_what_people_mean(void **state)
{
	(void)state;
	telling_check(cells, sizeof(cells) / sizeof(cells[0]), NULL);
}

/* Fails unless what is said of the text is within it. */
static void check_bounds(const char *text, size_t length)
{
	struct validity validity =
		validity_read_last_day(text, length, NULL, (struct year_day){9, 1});

	assert_true(validity.rest_start <= length);
	assert_true(validity.rest_length <= length - validity.rest_start);
	assert_true(validity.date_count <= VALIDITY_DATES_MAX);
	for (size_t i = 0; i < validity.date_count; i++) {
		assert_true(validity.dates[i].start <= length);
		assert_true(validity.dates[i].length > 0);
		assert_true(validity.dates[i].length <= length - validity.dates[i].start);
	}
	assert_true(validity.length.n >= 0 && span_days(validity.length) <= 36500);
	assert_true(validity.every.n >= 0 && span_days(validity.every) <= 36500);
	assert_true(validity.notice.period.n >= 0 && span_days(validity.notice.period) <= 36500);
	assert_true(validity_says_something(&validity) || validity.rest_length > 0 ||
		    strspn(text, " \t\n") >= length);
}

/* clang-format off */
static const struct school_year {
	int line;
	const char *cell;
	const char *ends; /* "": none */
} school_years[] = {
	{__LINE__, "2027/28", "2028-08-31 2028-09-30"},
	{__LINE__, "2027/2028", "2028-08-31 2028-09-30"},
	{__LINE__, "2027-2028 academic year", "2028-08-31 2028-09-30"},
	{__LINE__, "until the end of academic year 2027/28", "2028-08-31 2028-09-30"},
	{__LINE__, "учебный год 2026/2027", "2027-08-31 2027-09-30"},
	{__LINE__, "до конца 2026/2027 учебного года", "2027-08-31 2027-09-30"},
	{__LINE__, "1999/00", "2000-08-31 2000-09-30"},
	{__LINE__, "WS 2027/28", "2028-02-29 2028-03-31"},
	{__LINE__, "WS 2026", "2027-02-28 2027-03-31"},
	{__LINE__, "SoSe 2027", "2027-08-31 2027-09-30"},
	{__LINE__, "2027 Sommersemester", "2027-08-31 2027-09-30"},
	{__LINE__, "from 2021/22", ""},
	{__LINE__, "2018/2023", ""},
	{__LINE__, "academic year 2027", ""},
	{__LINE__, "fall 2024", ""},
	{__LINE__, "2027", ""},
};
/* clang-format on */

/* clang-format off */
static const struct telling_case academic_years[] = {
	{__LINE__, "2027/28", "until 2028-08-31"},
	{__LINE__, "2027/2028", "until 2028-08-31"},
	{__LINE__, " 2027/28. ", "until 2028-08-31"},
	{__LINE__, "end of 2027/28", "until 2028-08-31"},
	{__LINE__, "until 2027/28", "until 2028-08-31"},
	{__LINE__, "until the end of 2027/2028", "until 2028-08-31"},
	{__LINE__, "end of the academic year 2027/28", "until 2028-08-31"},
	{__LINE__, "academic year: 2027-28", "until 2028-08-31"},
	{__LINE__, "2027/28 academic year", "until 2028-08-31"},
	{__LINE__, "A.Y. 2027/28", "until 2028-08-31"},
	{__LINE__, "Studienjahr 2027/28", "until 2028-08-31"},
	{__LINE__, "до конца 2026/2027 учебного года", "until 2027-08-31"},
	{__LINE__, "учебный год 2026/2027", "until 2027-08-31"},
	{__LINE__, "2025/26 - 2027/28", "2025-09-01 to 2028-08-31"},
	{__LINE__, "from 2025/26 to 2027/28", "from 2025-09-01 to 2028-08-31"},
	{__LINE__, "from 2025/26", "from 2025-09-01"},
	{__LINE__, "12.09.2021 - 2027/28", "2021-09-12|2021-12-09 to 2028-08-31"},
	{__LINE__, "2024/25, extended until 2027/28", "until 2025-08-31 extended until 2028-08-31"},
	{__LINE__, "5 years, until 2027/28", "until 2028-08-31 5y"},
	/* No whole year, or not for sure. */
	{__LINE__, "2027-28", "[2027-28]"},
	{__LINE__, "2027/28 winter semester", "[2027/28 winter semester]"},
	{__LINE__, "WS 2027/28", "[WS 2027/28]"},
	{__LINE__, "before 2027/28", "[before 2027/28]"},
	{__LINE__, "signed in 2021/22, until 2027/28", "until 2028-08-31 [2021/22]"},
	{__LINE__, "2018/2023", "[2018/2023]"},
	{__LINE__, "academic year 2027", "[academic year 2027]"},
	{__LINE__, "academic year", "[academic year]"},
	{__LINE__, "1234/35", "[1234/35]"},
	{__LINE__, "2027", "2027"},
	{__LINE__, "2028-08-31", "2028-08-31"},
};
/* clang-format on */

static void an_academic_year_is_a_last_day_where_it_is_said_when_it_starts(void **state)
{
	const struct year_day september = {.month = 9, .day = 1};

	(void)state;
	for (size_t i = 0; i < sizeof(academic_years) / sizeof(academic_years[0]); i++) {
		const struct telling_case *one = &academic_years[i];
		char out[TELLING_SIZE];

		telling_last_day(one->cell, strlen(one->cell), september, out);
		if (strcmp(out, one->says) != 0)
			fail_msg("line %d: \"%s\" says \"%s\", not \"%s\"", one->line, one->cell,
				 out, one->says);
	}
}

static void a_school_year_is_no_date_but_offers_days(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(school_years) / sizeof(school_years[0]); i++) {
		const char *cell = school_years[i].cell;
		struct validity validity = validity_read(cell, strlen(cell), NULL);
		char first[DAY_TEXT_SIZE], second[DAY_TEXT_SIZE], ends[2 * DAY_TEXT_SIZE + 1] = "";

		if (vague_is_known(validity.school_year_ends[0]))
			snprintf(ends, sizeof(ends), "%s %s",
				 vague_format(validity.school_year_ends[0], first),
				 vague_format(validity.school_year_ends[1], second));
		if (strcmp(ends, school_years[i].ends) != 0)
			fail_msg("line %d: \"%s\" offers \"%s\"", school_years[i].line, cell, ends);
	}
}

static void a_text_can_end_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		size_t length = strlen(cells[i].cell);

		/* A copy of its own, so that a byte read behind it is found. */
		for (size_t n = 0; n <= length; n++) {
			char *copy = malloc(n + 1);

			assert_non_null(copy);
			memcpy(copy, cells[i].cell, n);
			copy[n] = '\0';
			check_bounds(copy, n);
			free(copy);
		}
	}
}

static void pieces_in_any_order_are_read_within_their_text(void **state)
{
	char text[2048];

	(void)state;
	srand(20);
	for (int round = 0; round < 3000; round++) {
		size_t length = 0;

		for (int piece = 0; piece < 12; piece++) {
			const struct phrase *phrase = phrases_at((size_t)rand() % 3000);
			const char *words =
				piece % 2 == 0 || phrase == NULL
					? cells[(size_t)rand() % (sizeof(cells) / sizeof(cells[0]))]
						  .cell
					: phrase->text;

			length += (size_t)snprintf(text + length, sizeof(text) - length, "%s%c",
						   words, " -,+\n"[rand() % 5]);
		}
		check_bounds(text, length);
	}
}

static void bytes_that_are_no_text_are_not_understood(void **state)
{
	char out[TELLING_SIZE];

	(void)state;
	assert_string_equal(telling("\xff\xfe 2028", 7, NULL, out), "2028");
	assert_string_equal(telling("5\0years", 7, NULL, out), "5y");
	assert_string_equal(telling("\xd0", 1, NULL, out), "unspecified");
	assert_string_equal(telling("\xd0 x", 3, NULL, out), "[\xd0 x]");
}

static void what_follows_too_many_words_is_not_understood(void **state)
{
	char text[INTAKE_CELL_MAX];
	struct validity validity;

	(void)state;
	strcpy(text, "2028");
	memset(text + 4, ' ', sizeof(text) - 4);
	for (size_t at = 5; at + 20 < sizeof(text); at += 10)
		memcpy(text + at, "permanent", 9);
	memcpy(text + sizeof(text) - 10, "5 years  ", 9);
	validity = validity_read(text, sizeof(text), NULL);
	assert_int_equal(validity.date_count, 1);
	assert_true(validity.is_open_ended);
	assert_int_equal(validity.length.n, 0);
	assert_int_equal(validity.rest_start + validity.rest_length, sizeof(text) - 3);
}

static void more_dates_than_are_kept_are_said(void **state)
{
	char text[200] = "";
	struct validity validity;

	(void)state;
	for (int i = 0; i < VALIDITY_DATES_MAX; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%d ", 2000 + 2 * i);
	validity = validity_read(text, strlen(text), NULL);
	assert_int_equal(validity.date_count, VALIDITY_DATES_MAX);
	assert_false(validity.has_more_dates);
	strcat(text, "2050");
	validity = validity_read(text, strlen(text), NULL);
	assert_int_equal(validity.date_count, VALIDITY_DATES_MAX);
	assert_true(validity.has_more_dates);
}

static void a_date_knows_where_it_stands(void **state)
{
	const char *text = "signed  12 March 2021 (until 2026-03-11T00:00:00)";
	struct validity validity = validity_read(text, strlen(text), NULL);

	(void)state;
	assert_int_equal(validity.date_count, 2);
	assert_int_equal(validity.dates[0].start, 8);
	assert_int_equal(validity.dates[0].length, 13);
	assert_int_equal(validity.dates[1].start, 29);
	assert_int_equal(validity.dates[1].length, 19);
}

static void phrases_of_the_profile_come_first(void **state)
{
	static const struct profile_phrase phrases[] = {
		{"permanent", PHRASE_TERM, {10, SPAN_YEARS}},
		{"as in annex *", PHRASE_UNSPECIFIED, {0, SPAN_DAYS}},
		{"std. term", PHRASE_TERM, {5, SPAN_YEARS}},
		{"rolls", PHRASE_TACIT, {1, SPAN_YEARS}},
		{"rolls on", PHRASE_TACIT, {0, SPAN_DAYS}},
		{"на рассмотр*", PHRASE_PENDING, {0, SPAN_DAYS}},
		{"ZZ", PHRASE_OPEN_ENDED, {0, SPAN_DAYS}},
		{"see file", PHRASE_NOTHING, {0, SPAN_DAYS}},
		{"1/1/1900", PHRASE_UNSPECIFIED, {0, SPAN_DAYS}},
	};
	const struct profile profile = {.phrases = phrases, .phrase_count = 9};
	static const struct telling_case with_profile[] = {
		{__LINE__, "Permanent", "10y"},
		{__LINE__, "not permanent", "10y [not]"},
		{__LINE__, "2018, permanent", "2018 10y"},
		{__LINE__, "as in annex 5, 2020", "unspecified"},
		{__LINE__, "STD TERM from 2021", "from 2021 5y"},
		{__LINE__, "5 years, rolls", "5y every 1y tacit"},
		{__LINE__, "На рассмотрении", "pending"},
		{__LINE__, "zz", "open"},
		{__LINE__, "see file", ""},
		{__LINE__, "see file 2028", "2028"},
		{__LINE__, "1/1/1900", "unspecified"},
		{__LINE__, "2/1/1900", "1900-01-02|1900-02-01"},
		{__LINE__, "5 years", "5y"},
		{__LINE__, "file", "[file]"},
	};

	(void)state;
	telling_check(with_profile, sizeof(with_profile) / sizeof(with_profile[0]), &profile);
}

/* A day in many forms, each of which leaves no choice. */
static void a_date_reads_back_as_itself(void **state)
{
	static const char *const months[] = {"января",	 "февраля", "марта",  "апреля",
					     "мая",	 "июня",    "июля",   "августа",
					     "сентября", "октября", "ноября", "декабря"};
	struct day day = {0};

	(void)state;
	assert_true(day_parse("2027-12-20", &day));
	for (int i = 0; i < 400; i++, day = day_add_days(day, 1)) {
		struct civil civil = day_civil(day);
		char cell[8][64], iso[DAY_TEXT_SIZE], until[32], out[TELLING_SIZE];
		const char *month = day_month_name(civil.month);

		day_format(day, iso);
		snprintf(until, sizeof(until), "until %s", iso);
		snprintf(cell[0], 64, "%s", iso);
		snprintf(cell[1], 64, "%d.%02d.%d.", civil.year, civil.month, civil.day);
		snprintf(cell[2], 64, "%d %s %d", civil.day, month, civil.year);
		snprintf(cell[3], 64, "%.3s %d, %d", month, civil.day, civil.year);
		snprintf(cell[4], 64, "«%d» %s %d г.", civil.day, months[civil.month - 1],
			 civil.year);
		snprintf(cell[5], 64, "%d年%d月%d日", civil.year, civil.month, civil.day);
		snprintf(cell[6], 64, "%d оны %d-р сарын %d", civil.year, civil.month, civil.day);
		snprintf(cell[7], 64, "%04d%02d%02d", civil.year, civil.month, civil.day);
		for (size_t k = 0; k < 8; k++) {
			char text[600];

			assert_string_equal(telling(cell[k], strlen(cell[k]), NULL, out), iso);
			snprintf(text, sizeof(text), "valid until %s", cell[k]);
			assert_string_equal(telling(text, strlen(text), NULL, out), until);
		}
	}
}

static void reading_needs_no_memory(void **state)
{
	char out[TELLING_SIZE];

	(void)state;
	alloc_fail_at(1);
	telling("12 March 2021, renewed for 5 years", 34, NULL, out);
	alloc_fail_at(0);
	assert_string_equal(out, "2021-03-12 5y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_says_what_people_mean),
		cmocka_unit_test(a_school_year_is_no_date_but_offers_days),
		cmocka_unit_test(an_academic_year_is_a_last_day_where_it_is_said_when_it_starts),
		cmocka_unit_test(a_text_can_end_anywhere),
		cmocka_unit_test(pieces_in_any_order_are_read_within_their_text),
		cmocka_unit_test(bytes_that_are_no_text_are_not_understood),
		cmocka_unit_test(what_follows_too_many_words_is_not_understood),
		cmocka_unit_test(more_dates_than_are_kept_are_said),
		cmocka_unit_test(a_date_knows_where_it_stands),
		cmocka_unit_test(phrases_of_the_profile_come_first),
		cmocka_unit_test(a_date_reads_back_as_itself),
		cmocka_unit_test(reading_needs_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
