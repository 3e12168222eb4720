#include "intake/pages/activities.h"

#include <string.h>

#include "intake/words/fold.h"
#include "intake/words/institutions.h"

#define WORD_MAX       64  /* bytes of a folded word that is looked at */
#define AHEAD_MAX      4   /* words between one that may begin an activity and the activity */
#define NAME_MAX_BYTES 400 /* of a name that activities follow */

/* Folded words that are activities; '*': any end. By alphabet and language. */
static const char *const activities[] = {
	"accord",
	"accreditation",
	"agreement*",
	"assist*",
	"co",
	"collaborat*",
	"conduct*",
	"conference*",
	"contract*",
	"cooperat*",
	"coordinat*",
	"creat*",
	"credit",
	"curricul*",
	"delivery",
	"develop*",
	"double",
	"dual",
	"enhanc*",
	"enrichment",
	"establish*",
	"exchang*",
	"facilitat*",
	"grant*",
	"implement*",
	"improv*",
	"internship*",
	"joint*",
	"lecture*",
	"linkage*",
	"mediat*",
	"memorand*",
	"mobilit*",
	"mou",
	"mutual",
	"organising",
	"organizing",
	"participat*",
	"partnership*",
	"preliminary",
	"preparation",
	"preparing",
	"program*",
	"project*",
	"promot*",
	"provi*",
	"publication*",
	"recognition",
	"scholarship*",
	"seminar*",
	"sharing",
	"split",
	"sponsor*",
	"strengthening",
	"support*",
	"symposi*",
	"teaching",
	"training*",
	"twinning",
	"visit*",
	"workshop*",
	/* German, French, Spanish, Italian */
	"abkommen",
	"austausch*",
	"doppel*",
	"forschung*",
	"gemeinsam*",
	"kooperation*",
	"partnerschaft*",
	"zusammenarbeit*",
	"studierendenaustausch*",
	"studentenaustausch*",
	"convention*",
	"echange*",
	"mobilite*",
	"recherche*",
	"convenio*",
	"intercambio*",
	"investigacion*",
	"movilidad*",
	"proyecto*",
	"accordo",
	"scambio*",
	/* Turkish, Azerbaijani */
	"anlasma*",
	"birlikte",
	"degisim*",
	"isbirlig*",
	"ortak*",
	"proje*",
	"protokol*",
	"staj*",
	"birge",
	"emekdasliq*",
	"layihe*",
	"mubadile*",
	"tecrube*",
	/* Russian, Ukrainian, Kazakh, Mongolian */
	"договор*",
	"меморандум*",
	"обмен*",
	"организаци*",
	"подготовк*",
	"программ*",
	"проект*",
	"проведен*",
	"развит*",
	"совместн*",
	"соглашени*",
	"сотруднич*",
	"стажиров*",
	"обмін*",
	"спільн*",
	"співпрац*",
	"алмасу*",
	"бірлескен*",
	"ынтымақтаст*",
	"солилцоо*",
	"хамтарсан*",
	"хамтын*",
};

/* Folded words that only begin an activity when one follows soon: "Student and staff exchange". */
static const char *const beginnings[] = {
	"academic",    "bilateral",    "cultural",     "education*",	"faculty",
	"graduate",    "language",     "postgraduate", "professional",	"research*",
	"scientific",  "scholarly",    "short",	       "staff",		"student*",
	"summer",      "teacher*",     "technical",    "undergraduate", "various",
	"visiting",    "studierende*", "akademi*",     "bilimsel",	"ogrenci*",
	"ogretim",     "elmi",	       "telebe*",      "академическ*",	"научн*",
	"студенческ*",
};

/* Words that lead on to what follows them: a name does not end with them. */
static const char *const leading[] = {
	"of", "for", "and", "the", "in", "on", "at", "to", "de", "des",	 "du",	"la", "der", "und",
	"et", "fur", "von", "di",  "e",	 "y",  "и",  "по", "ve", "ucun", "del", "do", "da",
};

struct word {
	size_t start, end; /* in the text */
	char folded[WORD_MAX];
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The first word from `at` on that says something; false at the end. */
static bool next_word(const char *text, size_t length, size_t at, struct word *ret_word)
{
	char folded[WORD_MAX + 2];

	for (;;) {
		size_t end;
		const char *blank;

		while (at < length && is_space(text[at]))
			at++;
		if (at == length)
			return false;
		end = at;
		while (end < length && !is_space(text[end]))
			end++;
		ret_word->start = at;
		ret_word->end = end;
		at = end;
		if (fold_words(text + ret_word->start, end - ret_word->start, folded,
			       sizeof(folded)) == 0)
			continue;
		/* Of "co-operation", the first part. */
		blank = strchr(folded + 1, ' ');
		memcpy(ret_word->folded, folded + 1, (size_t)(blank - folded - 1));
		ret_word->folded[blank - folded - 1] = '\0';
		return true;
	}
}

static bool is_one_of(const char *const *patterns, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(patterns[i]);

		if (patterns[i][length - 1] == '*' ? strncmp(patterns[i], word, length - 1) == 0
						   : strcmp(patterns[i], word) == 0)
			return true;
	}
	return false;
}

#define IS_ONE_OF(table, word) is_one_of(table, sizeof(table) / sizeof((table)[0]), word)

/* Whether the word that ends at `end` is the first of an activity. */
static bool begins(const char *text, size_t length, const struct word *first)
{
	struct word word = *first;

	if (IS_ONE_OF(activities, word.folded))
		return true;
	if (!IS_ONE_OF(beginnings, word.folded))
		return false;
	for (int i = 0; i < AHEAD_MAX; i++) {
		if (!next_word(text, length, word.end, &word))
			return false;
		if (IS_ONE_OF(activities, word.folded))
			return true;
	}
	return false;
}

bool activities_begin(const char *text, size_t length)
{
	struct word word;

	return next_word(text, length, 0, &word) && begins(text, length, &word);
}

/* Whether what follows a name can be activities: words that no name has. */
static bool is_told(const char *text, size_t length)
{
	struct word word = {0};
	size_t words = 0, small = 0;
	bool starts_small = text[0] >= 'a' && text[0] <= 'z';

	while (words < 12 && next_word(text, length, word.end, &word)) {
		char first = text[word.start];

		words++;
		small += first >= 'a' && first <= 'z' && word.end - word.start >= 4;
		small += ((unsigned char)first & 0xe0) == 0xc0 && word.end - word.start >= 8;
	}
	if (words < (starts_small ? 2 : 3))
		return false;
	return small > 0 || text[length - 1] == '.' || memchr(text, ';', length) != NULL;
}

size_t activities_find(const char *text, size_t length)
{
	struct word word = {0}, before = {0};
	bool has_institution = false;

	while (word.end < NAME_MAX_BYTES && next_word(text, length, word.end, &word)) {
		has_institution =
			has_institution || (before.end > 0 && institutions_match(text, before.end));
		if (has_institution && !IS_ONE_OF(leading, before.folded) &&
		    begins(text, length, &word) && is_told(text + word.start, length - word.start))
			return word.start;
		before = word;
	}
	return 0;
}
