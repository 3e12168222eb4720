#include "courier/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void finding_set(struct finding *finding, enum verdict_class class, int code, const char *format,
		 ...)
{
	va_list arguments;

	finding->class = class;
	finding->code = code;
	finding->retry_after_ms = -1;
	finding->tell_keeper = false;
	va_start(arguments, format);
	vsnprintf(finding->text, sizeof(finding->text), format, arguments);
	va_end(arguments);
}

void finding_add(struct finding *finding, const char *format, ...)
{
	size_t length = strlen(finding->text);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(finding->text + length, sizeof(finding->text) - length, format, arguments);
	va_end(arguments);
}
