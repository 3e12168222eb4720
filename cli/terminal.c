#include "cli/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_UNKNOWN 80

static const char *const style_codes[] = {
	[STYLE_PLAIN] = "",	   [STYLE_HEADING] = "\033[1m",	 [STYLE_DIM] = "\033[2m",
	[STYLE_GOOD] = "\033[32m", [STYLE_WARNING] = "\033[33m", [STYLE_BAD] = "\033[31m",
};

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0';
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return term == NULL || strcmp(term, "dumb") == 0;
}

void terminal_init(struct terminal *terminal, FILE *file)
{
	struct winsize size = {0};
	int fd = fileno(file);

	*terminal = (struct terminal){.file = file};
	if (fd < 0 || !isatty(fd))
		return;
	terminal->has_colour = !is_set("NO_COLOR") && !is_dumb();
	terminal->width = WIDTH_UNKNOWN;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		terminal->width = size.ws_col;
}

/* What the name says, for a locale that is not installed here. */
static bool is_named_utf8(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		if (is_set(variables[i]))
			return text_matches("*utf-8*", getenv(variables[i])) ||
			       text_matches("*utf8*", getenv(variables[i]));
	}
	return false;
}

bool terminal_is_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool is_utf8;

	if (locale == (locale_t)0)
		return is_named_utf8();
	is_utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
	freelocale(locale);
	return is_utf8;
}

const char *terminal_style(bool has_colour, enum style style)
{
	return has_colour ? style_codes[style] : "";
}

const char *terminal_plain(bool has_colour, enum style style)
{
	return has_colour && style != STYLE_PLAIN ? "\033[0m" : "";
}

void terminal_add(const struct terminal *terminal, struct text *out, enum style style,
		  const char *piece)
{
	text_add(out, terminal_style(terminal->has_colour, style));
	text_add(out, piece);
	text_add(out, terminal_plain(terminal->has_colour, style));
}

void terminal_write(const struct terminal *terminal, const struct text *text)
{
	fwrite(text_string(text), 1, text->length, terminal->file);
}
