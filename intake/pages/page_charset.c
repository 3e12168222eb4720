#include "intake/pages/page_charset.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "intake/limits.h"
#include "intake/text/decoder.h"
#include "intake/text/encoding.h"

#define HEAD_SIZE   8192 /* bytes among which the name is looked for */
#define STRAY_SHARE 50	 /* one character of so many may be none of the encoding */

/* Names that mean more than they say. */
static const struct {
	const char *label;
	const char *name;
} labels[] = {
	{"ascii", "Windows-1252"},
	{"us-ascii", "Windows-1252"},
	{"iso-8859-1", "Windows-1252"},
	{"latin1", "Windows-1252"},
	{"cp1252", "Windows-1252"},
	{"x-cp1252", "Windows-1252"},
	{"iso-8859-9", "Windows-1254"},
	{"latin5", "Windows-1254"},
	{"x-cp1254", "Windows-1254"},
	{"x-cp1251", "Windows-1251"},
	{"iso-8859-11", "Windows-874"},
	{"tis-620", "Windows-874"},
	{"gb2312", "GB18030"},
	{"gbk", "GB18030"},
	{"x-gbk", "GB18030"},
	{"gb_2312-80", "GB18030"},
	{"big5", "BIG5-HKSCS"},
	{"big5-hkscs", "BIG5-HKSCS"},
	{"shift_jis", "CP932"},
	{"shift-jis", "CP932"},
	{"sjis", "CP932"},
	{"x-sjis", "CP932"},
	{"euc-kr", "CP949"},
	{"ks_c_5601-1987", "CP949"},
	{"windows-949", "CP949"},
	{"iso-8859-8-i", "ISO-8859-8"},
	{"x-mac-cyrillic", "MAC-UK"},
};

static bool is_name_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("-_.:", c) != NULL);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The name behind "charset", at `at`; 0: none stands there. */
static size_t name_length(const char *bytes, size_t length, size_t *at)
{
	size_t n = 0;

	while (*at < length && is_space(bytes[*at]))
		(*at)++;
	if (*at == length || bytes[*at] != '=')
		return 0;
	(*at)++;
	while (*at < length && (is_space(bytes[*at]) || bytes[*at] == '"' || bytes[*at] == '\''))
		(*at)++;
	while (*at + n < length && is_name_character(bytes[*at + n]))
		n++;
	return n;
}

bool page_charset_find(const char *bytes, size_t length, char ret_name[static PAGE_CHARSET_SIZE])
{
	static const char word[] = "charset";

	for (size_t i = 0; i + sizeof(word) <= length; i++) {
		size_t at = i + sizeof(word) - 1, n;

		if (strncasecmp(bytes + i, word, sizeof(word) - 1) != 0)
			continue;
		n = name_length(bytes, length, &at);
		if (n == 0 || n >= PAGE_CHARSET_SIZE)
			continue;
		memcpy(ret_name, bytes + at, n);
		ret_name[n] = '\0';
		for (size_t k = 0; k < sizeof(labels) / sizeof(labels[0]); k++) {
			if (strcasecmp(ret_name, labels[k].label) == 0)
				strcpy(ret_name, labels[k].name);
		}
		return true;
	}
	return false;
}

static int decode(struct decoder *decoder, struct text *text)
{
	char buffer[4096];
	int64_t n;

	while ((n = decoder_read(decoder, buffer, sizeof(buffer))) > 0) {
		text_add_n(text, buffer, (size_t)n);
		if (text->length > REGISTER_WHOLE_MAX)
			return 0;
	}
	if (n < 0)
		return (int)n;
	if (text_failed(text))
		return -ENOMEM;
	return decoder_strays(decoder) > 2 + text->length / STRAY_SHARE ? 0 : 1;
}

int page_charset_text(struct source *source, struct arena *arena, char **ret_text,
		      size_t *ret_length, const char **ret_encoding)
{
	CLEANUP(decoder_freep) struct decoder *decoder = NULL;
	CLEANUP(text_done) struct text text = {0};
	char head[HEAD_SIZE], name[PAGE_CHARSET_SIZE];
	struct encoding encoding = {.name = name, .unit = 1};
	int64_t length = source_read(source, 0, head, sizeof(head));
	const struct encoding *known;
	char *copy, *copied_name;
	int result;

	if (length < 0)
		return (int)length;
	/* That it is UTF-8 or UTF-16, the bytes would have told. */
	if (!page_charset_find(head, (size_t)length, name) || strncasecmp(name, "utf", 3) == 0)
		return 0;
	result = decoder_new(source, &encoding, 0, &decoder);
	if (result == 0)
		result = decode(decoder, &text);
	else if (result == -EINVAL)
		return 0;
	if (result != 1)
		return result;
	copy = arena_copy_n(arena, text_string(&text), text.length);
	known = encoding_find(name);
	copied_name = arena_copy(arena, known != NULL ? known->name : name);
	if (copy == NULL || copied_name == NULL)
		return -ENOMEM;
	*ret_text = copy;
	*ret_length = text.length;
	*ret_encoding = copied_name;
	return 1;
}
