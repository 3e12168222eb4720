#include "cli/facts.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "cli/display.h"
#include "core/cleanup.h"

#define LABEL_WIDTH 14

__attribute__((format(printf, 3, 0))) static void add_formatted(struct facts *facts,
								enum style style,
								const char *format, va_list values)
{
	CLEANUP(free_memory) char *line = NULL;
	CLEANUP(text_done) struct text harmless = {0};

	if (vasprintf(&line, format, values) < 0) {
		line = NULL;
		facts->out.failed = true;
		return;
	}
	display_add(&harmless, line);
	if (text_failed(&harmless))
		facts->out.failed = true;
	terminal_add(facts->terminal, &facts->out, style, text_string(&harmless));
	text_add_char(&facts->out, '\n');
}

void facts_heading(struct facts *facts, const char *format, ...)
{
	va_list values;

	if (facts->out.length > 0)
		text_add_char(&facts->out, '\n');
	va_start(values, format);
	add_formatted(facts, STYLE_HEADING, format, values);
	va_end(values);
}

void facts_line(struct facts *facts, const char *format, ...)
{
	va_list values;

	text_add(&facts->out, "  ");
	va_start(values, format);
	add_formatted(facts, STYLE_PLAIN, format, values);
	va_end(values);
}

void facts_add(struct facts *facts, enum style style, const char *label, const char *format, ...)
{
	va_list values;

	text_addf(&facts->out, "  %-*s ", LABEL_WIDTH, label);
	va_start(values, format);
	add_formatted(facts, style, format, values);
	va_end(values);
}

enum exit_status facts_print(struct facts *facts)
{
	if (text_failed(&facts->out))
		return cli_failed("writing", -ENOMEM);
	terminal_write(facts->terminal, &facts->out);
	return EXIT_DONE;
}

void facts_done(struct facts *facts)
{
	text_done(&facts->out);
}
