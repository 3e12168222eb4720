#include "intake/pages/places.h"

#include <stdbool.h>
#include <string.h>

#include "intake/intake.h"
#include "intake/words/countries.h"
#include "intake/words/fold.h"

#define PLACE_MAX 120 /* bytes of a name of places */

/* Folded words that name a part of the world. */
static const char *const regions[] = {
	/* English */
	"africa",
	"america",
	"americas",
	"asia",
	"balkans",
	"caribbean",
	"caucasus",
	"cis",
	"eu",
	"eurasia",
	"europe",
	"mena",
	"oceania",
	"overseas",
	"pacific",
	"scandinavia",
	/* German, French, Spanish */
	"afrika",
	"amerika",
	"asien",
	"europa",
	"ozeanien",
	"skandinavien",
	"ubersee",
	"osteuropa",
	"westeuropa",
	"mitteleuropa",
	"nordamerika",
	"sudamerika",
	"lateinamerika",
	"zentralasien",
	"afrique",
	"amerique",
	"asie",
	"oceanie",
	/* Turkish, Azerbaijani */
	"asya",
	"avrupa",
	"kafkasya",
	"okyanusya",
	"ortadogu",
	"avropa",
	"asiya",
	"qafqaz",
	"mdb",
	/* Russian, Ukrainian, Kazakh, Mongolian */
	"азия",
	"азии",
	"америка",
	"америки",
	"африка",
	"африки",
	"европа",
	"европы",
	"кавказ",
	"океания",
	"снг",
	"азія",
	"еуропа",
	"ази",
	"европ",
	"америк",
};

/* Words of adjectives and the like, which make a region only with others: "Middle East". */
static const char *const sides[] = {
	"north",       "south",	    "east",	 "west",	 "northern",  "southern",
	"eastern",     "western",   "central",	 "middle",	 "near",      "far",
	"latin",       "southeast", "northeast", "southwest",	 "northwest", "nordic",
	"baltic",      "arab",	    "gulf",	 "balkan",	 "european",  "asian",
	"african",     "american",  "caucasian", "scandinavian", "islamic",   "turkic",
	"black",       "sea",	    "nord",	 "sud",		 "ost",	      "naher",
	"ferner",      "osten",	    "orient",	 "du",		 "latine",    "latina",
	"norte",       "sur",	    "kuzey",	 "guney",	 "dogu",      "bati",
	"orta",	       "uzak",	    "yakin",	 "simali",	 "cenubi",    "serqi",
	"qerbi",       "merkezi",   "северная",	 "южная",	 "восточная", "западная",
	"центральная", "ближний",   "дальний",	 "средняя",	 "латинская", "восток",
	"зуун",	       "баруун",    "умард",	 "төв",
};

/* Words that stand between and behind. */
static const char *const fillers[] = {
	"and",	    "the",     "of",	       "in",	       "other",	    "countries",
	"country",  "region",  "regions",      "states",       "continent", "union",
	"lander",   "und",     "et",	       "pays",	       "y",	    "paises",
	"ulkeleri", "ulkeler", "ve",	       "olkeleri",     "olkeler",   "страны",
	"стран",    "и",       "другие",       "улс",	       "орнууд",    "елдері",
	"partners", "partner", "universities", "institutions",
};

static bool is_one_of(const char *const *words, size_t count, const char *word, size_t length)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0)
			return true;
	}
	return false;
}

#define IS_ONE_OF(table, word, length)                                                             \
	is_one_of(table, sizeof(table) / sizeof((table)[0]), word, length)

/* How many words of each sort folded words are; false when one is of none. */
static bool count_words(const char *folded, size_t *ret_regions, size_t *ret_sides)
{
	*ret_regions = *ret_sides = 0;
	for (const char *word = folded + 1; *word != '\0';) {
		size_t length = strcspn(word, " ");

		if (IS_ONE_OF(regions, word, length))
			(*ret_regions)++;
		else if (IS_ONE_OF(sides, word, length))
			(*ret_sides)++;
		else if (!IS_ONE_OF(fillers, word, length))
			return false;
		word += length + 1;
	}
	return true;
}

static bool is_region(const char *text, size_t length)
{
	char folded[PLACE_MAX + 3];
	size_t region_words, side_words;

	if (fold_words(text, length, folded, sizeof(folded)) == 0 ||
	    !count_words(folded, &region_words, &side_words))
		return false;
	return region_words > 0 || side_words > 1;
}

/* Whether nothing but sides of the world stands in a text: "North", of "North Cyprus". */
static bool is_side(const char *text, size_t length)
{
	char folded[PLACE_MAX + 3];
	size_t region_words, side_words;

	return fold_words(text, length, folded, sizeof(folded)) > 0 &&
	       count_words(folded, &region_words, &side_words) && side_words > 0;
}

/* Whether the rest behind the name of a country is a count in brackets, a colon. */
static bool is_trimming(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (strchr(" ()[]:.,-0123456789", text[i]) == NULL)
			return false;
	}
	return true;
}

static bool is_country(const char *text, size_t length)
{
	struct country_found found;

	if (!country_find_in(text, length, COUNTRY_FIRST, &found) ||
	    !is_trimming(text + found.start + found.length, length - found.start - found.length))
		return false;
	return found.start == 0 || is_trimming(text, found.start) || is_side(text, found.start);
}

/* Several places: "Australia and New Zealand", "Baltic states / Poland". */
static bool is_list(const char *text, size_t length)
{
	static const char *const dividers[] = {" and ", " & ",	", ",  "/",
					       " und ", " ve ", " и ", " və "};
	size_t start = 0, parts = 0;

	for (size_t at = 0; at <= length;) {
		size_t skip = at == length ? 1 : 0;

		for (size_t i = 0; i < sizeof(dividers) / sizeof(dividers[0]) && skip == 0; i++) {
			size_t n = strlen(dividers[i]);

			if (at + n < length && memcmp(text + at, dividers[i], n) == 0)
				skip = n;
		}
		if (skip == 0) {
			at++;
			continue;
		}
		if (!is_country(text + start, at - start) && !is_region(text + start, at - start))
			return false;
		parts++;
		start = at += skip;
	}
	return parts > 1;
}

enum place_kind place_kind_of(const char *text)
{
	size_t length = strlen(text);

	if (length == 0 || length > PLACE_MAX)
		return PLACE_NONE;
	if (is_country(text, length) || (length > 3 && country_code(text) != NULL))
		return PLACE_COUNTRY;
	return is_region(text, length) || is_list(text, length) ? PLACE_REGION : PLACE_NONE;
}
