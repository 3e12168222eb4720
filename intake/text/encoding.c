#include "intake/text/encoding.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/text/bytecount.h"
#include "intake/text/decoder.h"
#include "intake/text/letters.h"
#include "intake/text/source.h"

#define CHUNK (64 * 1024)

/* So many characters that cannot be read are always let pass, and one of so many others. */
#define STRAYS_FREE 2
#define STRAY_SHARE 50

enum { UTF8, UTF16LE, UTF16BE, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254 };

static const struct encoding encodings[] = {
	[UTF8] = {"UTF-8", 1, "\xef\xbb\xbf", 3},
	[UTF16LE] = {"UTF-16LE", 2, "\xff\xfe", 2},
	[UTF16BE] = {"UTF-16BE", 2, "\xfe\xff", 2},
	[WINDOWS_1251] = {"Windows-1251", 1, NULL, 0},
	[WINDOWS_1252] = {"Windows-1252", 1, NULL, 0},
	[WINDOWS_1254] = {"Windows-1254", 1, NULL, 0},
};

#define ENCODING_COUNT (sizeof(encodings) / sizeof(encodings[0]))

/* What is being found out about a source. */
struct finding {
	struct source *source;
	const char *name;
	struct problems *problems;
	struct bytecount count;
	const struct encoding *marked; /* by its byte order mark; NULL: there is none */
	struct encoding_found found;
};

/* Adds one error about a line (0: the whole file); 1, or -ENOMEM. */
#define REFUSE(finding, line, code, ...)                                                           \
	(problems_add((finding)->problems, PROBLEM_ERROR, (finding)->name, line, 0, code,          \
		      __VA_ARGS__) < 0                                                             \
		 ? -ENOMEM                                                                         \
		 : 1)

#define SAVE_AGAIN "save it as UTF-8 (a spreadsheet program calls that \"CSV UTF-8\")"

const struct encoding *encoding_find(const char *name)
{
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		if (text_compare_case(encodings[i].name, name) == 0)
			return &encodings[i];
	}
	return NULL;
}

const struct encoding *encoding_at(size_t index)
{
	return index < ENCODING_COUNT ? &encodings[index] : NULL;
}

/* Writes n with a comma between thousands. */
static const char *count_text(uint64_t n, char text[static 32])
{
	char digits[24];
	size_t length = (size_t)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);
	size_t at = 0;

	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = digits[i];
	}
	text[at] = '\0';
	return text;
}

static const struct encoding *find_mark(const struct bytecount *count)
{
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		const struct encoding *encoding = &encodings[i];

		if (encoding->mark != NULL &&
		    memcmp(count->head, encoding->mark, encoding->mark_length) == 0)
			return encoding;
	}
	return NULL;
}

/* Takes an encoding, with a count (0: none) before the words of the reason. 0. */
static int take(struct finding *finding, const struct encoding *encoding, uint64_t count,
		const char *reason)
{
	struct encoding_found *found = &finding->found;
	char number[32];

	found->encoding = encoding;
	snprintf(found->reason, sizeof(found->reason), "%s%s%s",
		 count > 0 ? count_text(count, number) : "", count > 0 ? " " : "", reason);
	return 0;
}

/* Latin text in UTF-16 has a zero in nearly every unit, other text at its blanks and line ends. */
static bool are_high_bytes(uint64_t nuls, uint64_t others, uint64_t units)
{
	return nuls >= 2 && nuls * 16 > units && others * 16 < nuls;
}

static const struct encoding *find_utf16(const struct bytecount *count)
{
	const uint64_t *nuls = count->nuls;

	if (are_high_bytes(nuls[1], nuls[0], count->bytes / 2))
		return &encodings[UTF16LE];
	return are_high_bytes(nuls[0], nuls[1], count->bytes / 2) ? &encodings[UTF16BE] : NULL;
}

static uint64_t count_nuls(const struct bytecount *count)
{
	return count->nuls[0] + count->nuls[1];
}

static bool is_binary(const struct bytecount *count)
{
	return count_nuls(count) * 100 > count->bytes || count->controls * 20 > count->top;
}

static bool is_utf8(const struct bytecount *count)
{
	return count->strays == 0 || count->sequences > 2 * count->strays;
}

/* Chance makes few characters of UTF-8 out of another text. */
static bool is_mixed(const struct bytecount *count)
{
	return count->sequences >= 3 && count->sequences * 8 > count->strays;
}

/* Finds out which of the encodings with one byte a character it is. 0 or negative errno. */
static int find_by_letters(struct finding *finding)
{
	struct letters letters;
	int result = letters_count(finding->source, &letters);

	if (result < 0)
		return result;
	if (letters.cyrillic > letters.latin)
		return take(finding, &encodings[WINDOWS_1251], letters.cyrillic,
			    "letters make up Cyrillic words");
	if (letters.turkish > letters.not_turkish)
		return take(finding, &encodings[WINDOWS_1254], letters.turkish,
			    "letters that only Turkish has");
	return take(finding, &encodings[WINDOWS_1252], letters.latin,
		    letters.latin == 0 ? "no UTF-8, and no word decides what else"
				       : "letters beyond ASCII in Latin words");
}

static int refuse_mixed(struct finding *finding)
{
	char sequences[32], strays[32];

	return REFUSE(finding, 0, "wrong_encoding",
		      "two encodings in one file: %s characters are UTF-8, and %s bytes are not; "
		      "find out where the file was put together, and " SAVE_AGAIN,
		      count_text(finding->count.sequences, sequences),
		      count_text(finding->count.strays, strays));
}

/* Without a profile or a mark. 0; negative errno; 1 with a problem. */
static int find(struct finding *finding)
{
	const struct bytecount *count = &finding->count;
	const struct encoding *utf16 = find_utf16(count);

	if (utf16 != NULL)
		return take(finding, utf16, 0, "every second byte is zero");
	if (is_binary(count))
		return REFUSE(finding, 0, "binary_file",
			      "this is no text: it holds bytes that no text has; save the register "
			      "as a spreadsheet (XLSX, ODS) or as text (CSV UTF-8)");
	if (is_utf8(count) && count->sequences == 0)
		return take(finding, &encodings[UTF8], 0, "nothing but ASCII");
	if (is_utf8(count))
		return take(finding, &encodings[UTF8], count->sequences,
			    "characters beyond ASCII are valid UTF-8");
	return is_mixed(count) ? refuse_mixed(finding) : find_by_letters(finding);
}

/* Whether the file looks like UTF-8, and the profile says that it has one byte a character. */
static bool looks_garbled(const struct finding *finding)
{
	const struct encoding *encoding = finding->found.encoding;

	return encoding->unit == 1 && encoding != &encodings[UTF8] && finding->count.strays == 0 &&
	       finding->count.sequences >= 10;
}

/* Takes the encoding that a profile names, unless a byte order mark says that it is another. */
static int take_wanted(struct finding *finding, const char *wanted)
{
	const struct encoding *encoding = encoding_find(wanted);

	if (encoding == NULL)
		return REFUSE(
			finding, 0, "wrong_encoding",
			"the encoding %s is not read; UTF-8, UTF-16LE, UTF-16BE, Windows-1251, "
			"Windows-1252 and Windows-1254 are",
			wanted);
	if (finding->marked != NULL && finding->marked != encoding)
		return REFUSE(
			finding, 0, "wrong_encoding",
			"the profile says %s, and the file starts with the byte order mark of "
			"%s: take the encoding out of the profile",
			encoding->name, finding->marked->name);
	take(finding, encoding, 0, "the profile says so");
	if (!looks_garbled(finding))
		return 0;
	return problems_add(finding->problems, PROBLEM_WARNING, finding->name, 0, 0,
			    "wrong_encoding",
			    "the profile says %s, but all of the file is valid UTF-8: if names "
			    "look garbled, take the encoding out of the profile",
			    encoding->name);
}

/* What became of decoding all of a file. */
struct trial {
	uint64_t characters;
	uint64_t strays;
	unsigned int line; /* of the first stray */
	bool was_cr;
};

/* Counts characters, and line ends (LF, CR LF, CR) up to the first stray. */
static void count_text_of(struct trial *trial, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		trial->characters += ((unsigned char)text[i] & 0xc0) != 0x80;
		if (trial->strays > 0)
			continue;
		trial->line += text[i] == '\r' || (text[i] == '\n' && !trial->was_cr);
		trial->was_cr = text[i] == '\r';
	}
}

/* Decodes everything. 0 or negative errno. */
static int try_encoding(struct source *source, const struct encoding_found *found,
			struct trial *trial)
{
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	char buffer[CHUNK];
	int64_t n;
	int result = decoder_new(source, found->encoding, found->start, &decoder);

	if (result < 0)
		return result;
	trial->line = 1;
	while ((n = decoder_read(decoder, buffer, sizeof(buffer))) > 0) {
		count_text_of(trial, buffer, (size_t)n);
		trial->strays = decoder_strays(decoder);
	}
	return (int)n;
}

/* Refuses a file that the encoding does not fit, and warns of a few bytes that it does not have. */
static int check(struct finding *finding)
{
	const struct encoding_found *found = &finding->found;
	bool is_sure = found->encoding == &encodings[UTF8] && finding->count.strays == 0 &&
		       count_nuls(&finding->count) == 0;
	struct trial trial = {0};
	int result = is_sure ? 0 : try_encoding(finding->source, found, &trial);

	if (result < 0 || trial.strays == 0)
		return result;
	if (trial.strays > STRAYS_FREE && trial.strays * STRAY_SHARE > trial.characters)
		return REFUSE(finding, trial.line, "wrong_encoding",
			      "%llu characters cannot be read as %s (%s), the first in this "
			      "line; " SAVE_AGAIN,
			      (unsigned long long)trial.strays, found->encoding->name,
			      found->reason);
	return problems_add(finding->problems, PROBLEM_WARNING, finding->name, trial.line, 0,
			    "wrong_encoding",
			    "%llu %s be read as %s, the first in this line; what it was stands "
			    "there as \"\xef\xbf\xbd\": write it anew, and " SAVE_AGAIN,
			    (unsigned long long)trial.strays,
			    trial.strays == 1 ? "character cannot" : "characters cannot",
			    found->encoding->name);
}

int encoding_detect(struct source *source, const char *wanted, struct problems *problems,
		    struct encoding_found *ret_found)
{
	struct finding finding = {
		.source = source, .name = source_name(source), .problems = problems};
	struct encoding_found *found = &finding.found;
	int result = bytecount_of(source, &finding.count);

	if (result < 0)
		return result;
	finding.marked = find_mark(&finding.count);
	if (wanted != NULL)
		result = take_wanted(&finding, wanted);
	else if (finding.marked != NULL)
		result = take(&finding, finding.marked, 0, "byte order mark");
	else
		result = find(&finding);
	if (result != 0)
		return result;
	if (finding.marked != NULL)
		found->start = (int64_t)finding.marked->mark_length;
	if (found->start == source_size(source))
		return REFUSE(&finding, 0, "empty_file", "the file is empty");
	result = check(&finding);
	if (result == 0)
		*ret_found = *found;
	return result;
}
