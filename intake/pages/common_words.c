#include "intake/pages/common_words.h"

#include <string.h>

#include "intake/words/countries.h"
#include "intake/words/fold.h"

#define TITLE_MAX 160 /* bytes of a title */
#define FEW_WORDS 4   /* of a title such as "German partner universities" */

/* Folded: what they stand before is not yet a name of its own. */
static const char *const common[] = {
	"academic",    "academy",     "advanced",   "agency",	   "agricultural",  "agriculture",
	"american",    "and",	      "applied",    "art",	   "arts",	    "asia",
	"asian",       "association", "aviation",   "bank",	   "business",	    "catholic",
	"center",      "central",     "centre",	    "christian",   "college",	    "commercial",
	"council",     "cultural",    "defence",    "defense",	   "department",    "eastern",
	"economic",    "economics",   "education",  "educational", "electric",	    "embassy",
	"european",    "federal",     "foreign",    "forestry",	   "foundation",    "free",
	"general",     "global",      "government", "health",	   "higher",	    "independent",
	"information", "innovation",  "institute",  "institution", "international", "islamic",
	"law",	       "management",  "marine",	    "maritime",	   "medical",	    "military",
	"mining",      "ministry",    "modern",	    "music",	   "national",	    "naval",
	"new",	       "normal",      "northern",   "of",	   "oil",	    "open",
	"pacific",     "pedagogical", "petroleum",  "police",	   "polytechnic",   "private",
	"public",      "research",    "royal",	    "school",	   "science",	    "sciences",
	"scientific",  "social",      "society",    "southern",	   "sport",	    "sports",
	"state",       "statistics",  "studies",    "technical",   "technological", "technology",
	"tourism",     "trade",	      "transport",  "university",  "western",	    "women",
	"womens",      "youth",
};

/* Folded: words of titles; '*': any end. */
static const char *const titles[] = {
	"agreements",	 "colleges",	   "companies",	   "institutions", "organisations",
	"organizations", "schools",	   "universities", "hochschulen",  "partner*",
	"universitaten", "partenaires",	   "universites",  "socios",	   "universidades",
	"universiteler", "universiteleri", "партнер*",	   "университеты", "вузы",
	"вузов",	 "университетов",
};

/* Folded: words that stand between those. */
static const char *const fillers[] = {
	"a",
	"all",
	"cooperation",
	"exchange",
	"for",
	"in",
	"list",
	"main",
	"major",
	"our",
	"other",
	"overseas",
	"program",
	"programme",
	"programs",
	"strategic",
	"the",
	"to",
	"us",
	"with",
	"worldwide",
	"abroad",
	"academic",
	"der",
	"die",
	"liste",
	"unsere",
	"auslandische",
	"les",
	"des",
	"nos",
	"de",
	"listesi",
	"ortak",
	"yurtdisi",
	"xarici",
	"список",
	"наши",
	"зарубежные",
	"зарубежных",
	"университета",
	"вуза",
	"академии",
	"института",
	"нашего",
	"международные",
	"иностранные",
	"universite",
	"universitemizin",
	"universitetin",
	"universitetinin",
	"universitat",
	"university",
};

static bool is_one_of(const char *const *patterns, size_t count, const char *word, size_t length)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(patterns[i]);
		bool is_open = patterns[i][n - 1] == '*';

		n -= is_open;
		if ((is_open ? length >= n : length == n) && memcmp(patterns[i], word, n) == 0)
			return true;
	}
	return false;
}

#define IS_ONE_OF(table, word, length)                                                             \
	is_one_of(table, sizeof(table) / sizeof((table)[0]), word, length)

bool common_words_begin(const char *text, size_t length)
{
	char folded[TITLE_MAX * 2];
	size_t n = 0;

	while (n < length && text[n] != ' ')
		n++;
	return fold_words(text, n, folded, sizeof(folded)) == 0 ||
	       IS_ONE_OF(common, folded + 1, strcspn(folded + 1, " "));
}

/* Whether all words are such as titles have; a few others may stand before a title's last word. */
static bool is_title(const char *text, size_t length)
{
	char folded[TITLE_MAX * 2];
	size_t words = 0, title_words = 0, others = 0;
	bool has_link = false, is_title_last = false;

	if (fold_words(text, length, folded, sizeof(folded)) == 0)
		return false;
	for (const char *word = folded + 1; *word != '\0';) {
		size_t n = strcspn(word, " ");

		is_title_last = IS_ONE_OF(titles, word, n);
		has_link |= n == 2 && memcmp(word, "of", 2) == 0;
		title_words += is_title_last;
		others += !is_title_last && !IS_ONE_OF(common, word, n) &&
			  !IS_ONE_OF(fillers, word, n);
		words++;
		word += n + 1;
	}
	if (others == 0)
		return title_words > 0;
	return is_title_last && words <= FEW_WORDS && !has_link;
}

bool common_words_are_title(const char *text, size_t length)
{
	struct country_found country;

	if (length > TITLE_MAX)
		return false;
	if (is_title(text, length))
		return true;
	return country_find_in(text, length, COUNTRY_AT_END, &country) &&
	       is_title(text, country.start);
}
