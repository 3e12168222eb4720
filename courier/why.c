#include "courier/why.h"

#include <stdarg.h>
#include <stdio.h>

int why_refuse(struct why *why, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(why->text, sizeof(why->text), format, arguments);
	va_end(arguments);
	return REFUSED;
}
