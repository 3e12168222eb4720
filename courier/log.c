#include "courier/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"

#define LINE_MAX_BYTES 2000

static char log_subject_text[68];

void log_subject(const char *subject)
{
	snprintf(log_subject_text, sizeof(log_subject_text), "%.64s: ", subject);
}

void log_line(const char *format, ...)
{
	char line[LINE_MAX_BYTES];
	va_list arguments;
	int start, length;

	start = snprintf(line, sizeof(line), "renewd-courier: %s", log_subject_text);
	va_start(arguments, format);
	length = vsnprintf(line + start, sizeof(line) - 1 - (size_t)start, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	for (char *c = line; *c != '\0'; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	}
	strcat(line, "\n");
	/* One write, so that lines of several couriers do not mix. */
	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		return;
}
