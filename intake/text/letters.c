#include "intake/text/letters.h"

#include <stdbool.h>
#include <stddef.h>

#include "intake/text/source.h"

#define CHUNK (64 * 1024)

enum letter {
	LETTER_NONE,
	LETTER_ASCII,
	LETTER_TURKISH,	    /* one of the six */
	LETTER_SHARED,	    /* ö, ü, ç, â, î, û and their capitals */
	LETTER_NOT_TURKISH, /* all others of Windows-1252 */
	LETTER_CYRILLIC	    /* of Windows-1251 only: a mark of punctuation in the others */
};

/* clang-format off */
static const unsigned char turkish[] = {0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe};
static const unsigned char shared[] = {
	0xc2, 0xc7, 0xce, 0xd6, 0xdb, 0xdc, 0xe2, 0xe7, 0xee, 0xf6, 0xfb, 0xfc,
	/* × and ÷, which are letters in Windows-1251 only */
	0xd7, 0xf7,
};
/* Ё, Є, І, Ї and the small ones: of Russian, Ukrainian, Belarusian and Kazakh texts. */
static const unsigned char cyrillic[] = {0xa8, 0xaa, 0xaf, 0xb2, 0xb3, 0xb8, 0xba, 0xbf};
/* clang-format on */

static void set_letters(enum letter table[static 256], const unsigned char *bytes, size_t count,
			enum letter letter)
{
	for (size_t i = 0; i < count; i++)
		table[bytes[i]] = letter;
}

static void make_table(enum letter table[static 256])
{
	for (unsigned int c = 0; c < 256; c++) {
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			table[c] = LETTER_ASCII;
		else
			table[c] = c >= 0xc0 ? LETTER_NOT_TURKISH : LETTER_NONE;
	}
	set_letters(table, turkish, sizeof(turkish), LETTER_TURKISH);
	set_letters(table, shared, sizeof(shared), LETTER_SHARED);
	set_letters(table, cyrillic, sizeof(cyrillic), LETTER_CYRILLIC);
}

/* How many letters of each kind the word has that is being read. */
struct word {
	uint64_t letters[LETTER_CYRILLIC + 1];
};

static void end_word(struct word *word, struct letters *letters)
{
	uint64_t high = word->letters[LETTER_TURKISH] + word->letters[LETTER_SHARED] +
			word->letters[LETTER_NOT_TURKISH];

	if (word->letters[LETTER_ASCII] > 0) {
		letters->latin += high;
		letters->turkish += word->letters[LETTER_TURKISH];
		letters->not_turkish += word->letters[LETTER_NOT_TURKISH];
	} else if (high + word->letters[LETTER_CYRILLIC] >= 2) {
		letters->cyrillic += high + word->letters[LETTER_CYRILLIC];
	}
	*word = (struct word){0};
}

int letters_count(struct source *source, struct letters *ret_letters)
{
	enum letter table[256];
	struct letters letters = {0};
	struct word word = {0};
	unsigned char buffer[CHUNK];
	int64_t offset = 0;
	int64_t n;

	make_table(table);
	while ((n = source_read(source, offset, buffer, sizeof(buffer))) > 0) {
		bool is_within = true;

		for (int64_t i = 0; i < n; i++) {
			enum letter letter = table[buffer[i]];

			if (letter != LETTER_NONE)
				word.letters[letter]++;
			else if (is_within)
				end_word(&word, &letters);
			is_within = letter != LETTER_NONE;
		}
		offset += n;
	}
	if (n < 0)
		return (int)n;
	end_word(&word, &letters);
	*ret_letters = letters;
	return 0;
}
