#include "intake/pages/attributes.h"

#include <string.h>
#include <strings.h>

#include "core/text.h"

const char *attributes_get(const xmlChar *const *attributes, const char *name)
{
	if (attributes == NULL)
		return NULL;
	for (size_t i = 0; attributes[i] != NULL; i += 2) {
		if (strcmp((const char *)attributes[i], name) == 0)
			return attributes[i + 1] == NULL ? "" : (const char *)attributes[i + 1];
	}
	return NULL;
}

unsigned int attributes_number(const xmlChar *const *attributes, const char *name,
			       unsigned int limit)
{
	const char *text = attributes_get(attributes, name);
	unsigned int number = 0;

	if (text == NULL)
		return 1;
	text += strspn(text, " \t\n\f");
	if (*text < '0' || *text > '9')
		return 1;
	for (; *text >= '0' && *text <= '9'; text++) {
		number = number * 10 + (unsigned int)(*text - '0');
		if (number > limit)
			return limit;
	}
	return number;
}

bool attributes_have_role(const xmlChar *const *attributes, const char *role)
{
	const char *text = attributes_get(attributes, "role");

	return text != NULL && text_compare_case(text, role) == 0;
}

/* Whether a style holds a declaration, written without blanks ("display:none"). */
static bool style_has(const char *style, const char *declaration)
{
	const char *wanted = declaration;

	for (; *style != '\0'; style++) {
		char c = *style >= 'A' && *style <= 'Z' ? (char)(*style | 0x20) : *style;

		if (c == ' ' || c == '\t' || c == '\n' || c == '\f')
			continue;
		if (c != *wanted)
			wanted = declaration;
		if (c == *wanted)
			wanted++;
		if (*wanted == '\0')
			return true;
	}
	return false;
}

bool attributes_hide(const xmlChar *const *attributes)
{
	const char *style;

	if (attributes == NULL)
		return false;
	if (attributes_get(attributes, "hidden") != NULL)
		return true;
	style = attributes_get(attributes, "style");
	return style != NULL && style_has(style, "display:none");
}

bool attributes_embolden(const xmlChar *const *attributes)
{
	static const char *const bold[] = {"font-weight:bold", "font-weight:6", "font-weight:7",
					   "font-weight:8", "font-weight:9"};
	const char *style = attributes_get(attributes, "style");

	for (size_t i = 0; style != NULL && i < sizeof(bold) / sizeof(bold[0]); i++) {
		if (style_has(style, bold[i]))
			return true;
	}
	return false;
}

static bool has_control(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < 0x20 || c == 0x7f)
			return true;
	}
	return false;
}

static bool is_scheme_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '+' || c == '-' || c == '.';
}

/* RFC 3986, section 3.1: a scheme is letters, digits, "+", "-", "." before the first colon. */
bool attributes_is_web_address(const char *address, size_t length)
{
	static const char *const schemes[] = {"http:", "https:", "ftp:"};
	size_t n = 0;

	if (length == 0 || address[0] == '#' || !text_is_utf8(address, length) ||
	    has_control(address, length))
		return false;
	while (n < length && is_scheme_character(address[n]))
		n++;
	if (n == length || address[n] != ':')
		return true;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (n + 1 == strlen(schemes[i]) && strncasecmp(address, schemes[i], n + 1) == 0)
			return true;
	}
	return false;
}
