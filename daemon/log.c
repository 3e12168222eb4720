#include "daemon/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>

/* Whether standard error is the journal: $JOURNAL_STREAM also reaches what a shell redirects. */
static bool is_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	uintmax_t device, inode;
	struct stat status;

	return stream != NULL && sscanf(stream, "%ju:%ju", &device, &inode) == 2 &&
	       fstat(STDERR_FILENO, &status) == 0 && status.st_dev == device &&
	       status.st_ino == inode;
}

__attribute__((format(printf, 3, 0))) static void line(const char *level, const char *word,
						       const char *format, va_list arguments)
{
	char text[2048];
	int length = vsnprintf(text, sizeof(text), format, arguments);

	if (length < 0)
		return;
	/* A name from a register must not begin a line of its own or move the cursor. */
	for (char *c = text; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	}
	if (is_journal())
		fprintf(stderr, "%s%s\n", level, text);
	else
		fprintf(stderr, "renewd: %s%s\n", word, text);
}

void log_error(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	line(SD_ERR, "error: ", format, arguments);
	va_end(arguments);
}

void log_warning(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	line(SD_WARNING, "warning: ", format, arguments);
	va_end(arguments);
}

void log_info(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	line(SD_INFO, "", format, arguments);
	va_end(arguments);
}
