#include "courier/render_header.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define PREFIX_B "=?UTF-8?B?"
#define PREFIX_Q "=?UTF-8?Q?"
#define SUFFIX	 "?="

/* What an encoded word has room for. */
#define ROOM (RENDER_HEADER_WORD - sizeof(PREFIX_Q SUFFIX) + 1)

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
	}
	return true;
}

/* The length of the longest word between blanks. */
static size_t longest_word(const char *text)
{
	size_t most = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, " ");

		most = length > most ? length : most;
		text += length;
		text += strspn(text, " ");
	}
	return most;
}

/* How many bytes the text takes in Q, where a letter costs 1, a blank 1, anything else 3. */
static size_t q_length(const char *text, size_t length)
{
	size_t cost = 0;

	for (size_t i = 0; i < length; i++)
		cost += is_letter_or_digit(text[i]) || text[i] == ' ' ? 1 : 3;
	return cost;
}

static void add_q(struct text *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] == ' ')
			text_add_char(out, '_');
		else if (is_letter_or_digit(text[i]))
			text_add_char(out, text[i]);
		else
			text_addf(out, "=%02X", (unsigned char)text[i]);
	}
}

static void add_b(struct text *out, const char *text, size_t length)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		uint32_t bits = (uint32_t)(unsigned char)text[i] << 16;

		if (left > 1)
			bits |= (uint32_t)(unsigned char)text[i + 1] << 8;
		if (left > 2)
			bits |= (unsigned char)text[i + 2];
		text_add_char(out, digits[bits >> 18]);
		text_add_char(out, digits[bits >> 12 & 63]);
		text_add_char(out, left > 1 ? digits[bits >> 6 & 63] : '=');
		text_add_char(out, left > 2 ? digits[bits & 63] : '=');
	}
}

/* The bytes of text, whole characters of UTF-8, that one encoded word holds. */
static size_t word_length(const char *text, size_t length, bool is_q)
{
	size_t end = 0;

	while (end < length) {
		size_t step = text_utf8(text + end, length - end, NULL);
		size_t next = end + (step == 0 ? 1 : step);
		size_t cost = is_q ? q_length(text, next) : (next + 2) / 3 * 4;

		if (cost > ROOM)
			break;
		end = next;
	}
	return end;
}

/* Appends encoded words, each on a line of its own. Ends in the column that is returned. */
static size_t add_encoded(struct text *out, size_t column, const char *text)
{
	size_t length = strlen(text);
	bool is_q = q_length(text, length) <= 2 * length; /* else few letters could be read */

	for (size_t at = 0; at < length;) {
		size_t word = word_length(text + at, length - at, is_q);
		size_t start = out->length;

		if (at > 0) {
			text_add(out, "\r\n ");
			column = 1;
			start = out->length;
		}
		text_add(out, is_q ? PREFIX_Q : PREFIX_B);
		(is_q ? add_q : add_b)(out, text + at, word);
		text_add(out, SUFFIX);
		column += out->length - start;
		at += word;
	}
	return column;
}

/* Appends words as they are, with a new line where the next does not fit. */
static size_t add_plain(struct text *out, size_t column, const char *text)
{
	bool is_first = true;

	while (*text != '\0') {
		size_t length = strcspn(text, " ");

		if (!is_first && column + 1 + length > RENDER_HEADER_LINE) {
			text_add(out, "\r\n");
			column = 0;
		}
		if (!is_first) {
			text_add(out, " ");
			column++;
		}
		text_add_n(out, text, length);
		column += length;
		text += length;
		text += strspn(text, " ");
		is_first = false;
	}
	return column;
}

void render_header_text(struct text *out, const char *name, const char *value)
{
	size_t column = strlen(name) + 2;
	bool is_plain = is_ascii(value) && strstr(value, "=?") == NULL &&
			longest_word(value) <= RENDER_HEADER_WORD;

	if (is_plain)
		add_plain(out, column, value);
	else
		add_encoded(out, column, value);
}

static bool is_plain_phrase(const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (!is_letter_or_digit(*c) && *c != ' ' && *c != '-')
			return false;
	}
	return longest_word(text) <= RENDER_HEADER_WORD;
}

void render_header_mailbox(struct text *out, const char *name, const struct render_mailbox *mailbox)
{
	size_t column = strlen(name) + 2;

	if (mailbox->name == NULL || mailbox->name[0] == '\0') {
		text_add(out, mailbox->address);
		return;
	}
	if (is_plain_phrase(mailbox->name))
		column = add_plain(out, column, mailbox->name);
	else
		column = add_encoded(out, column, mailbox->name);
	if (column + strlen(" <>") + strlen(mailbox->address) > RENDER_HEADER_LINE)
		text_add(out, "\r\n");
	text_addf(out, " <%s>", mailbox->address);
}
