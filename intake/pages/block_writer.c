#include "intake/pages/block_writer.h"

#include <errno.h>
#include <string.h>

/* What U+0080 to U+009F are meant to be: Windows-1252. "": nothing. */
static const char windows_1252[0x20][4] = {
	"€", "",  "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "",
	"",  "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
};

static bool is_blank(unsigned int code)
{
	return code <= 0x20 || code == 0x7f || code == 0xa0 || code == 0x3000 || code == 0x202f ||
	       code == 0x205f || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
	       code == 0x2029;
}

/* Zero width space, word joiner, byte order mark, soft hyphen. */
static bool has_no_width(unsigned int code)
{
	return code == 0x200b || code == 0x2060 || code == 0xfeff || code == 0xad;
}

static void add_character(struct block_writer *writer, const char *bytes, size_t n,
			  unsigned int line, struct block_manner manner)
{
	if (writer->text.length == 0)
		writer->line = line;
	else if (writer->is_blank)
		text_add_char(&writer->text, ' ');
	writer->is_blank = false;
	writer->last_line = line;
	writer->has_light |= !manner.is_bold;
	writer->has_unlinked |= manner.link == NULL;
	if (writer->link == NULL)
		writer->link = manner.link;
	text_add_n(&writer->text, bytes, n);
}

static unsigned int count_line_ends(const char *text, size_t length)
{
	unsigned int count = 0;

	for (size_t i = 0; i < length; i++)
		count += text[i] == '\n';
	return count;
}

void block_writer_add(struct block_writer *writer, const char *characters, size_t length,
		      unsigned int line, struct block_manner manner)
{
	unsigned int ends = count_line_ends(characters, length);

	line = line > ends ? line - ends : 1;
	for (size_t at = 0, n; at < length; at += n) {
		unsigned int code = 0xfffd;
		const char *bytes = characters + at;

		n = text_utf8(bytes, length - at, &code);
		if (n == 0) {
			n = 1;
			add_character(writer, "\xef\xbf\xbd", 3, line, manner);
		} else if (is_blank(code)) {
			line += code == '\n';
			writer->is_blank = true;
		} else if (code >= 0x80 && code <= 0x9f) {
			const char *meant = windows_1252[code - 0x80];

			if (meant[0] != '\0')
				add_character(writer, meant, strlen(meant), line, manner);
		} else if (!has_no_width(code)) {
			add_character(writer, bytes, n, line, manner);
		}
	}
}

int block_writer_take(struct block_writer *writer, struct arena *arena, struct block *ret_block)
{
	struct block block = *ret_block;

	if (text_failed(&writer->text))
		return -ENOMEM;
	block.length = writer->text.length;
	block.text = arena_copy_n(arena, text_string(&writer->text), block.length);
	if (block.text == NULL)
		return -ENOMEM;
	block.link = writer->link;
	block.line = writer->line;
	block.last_line = writer->last_line;
	block.is_linked = !writer->has_unlinked;
	if (!writer->has_light)
		block.style = BLOCK_BOLD;
	text_clear(&writer->text);
	*writer = (struct block_writer){.text = writer->text};
	*ret_block = block;
	return 0;
}

void block_writer_done(struct block_writer *writer)
{
	text_done(&writer->text);
}
