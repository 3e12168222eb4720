#include "cli/example.h"

#include <string.h>

/* A plain scalar where that is safe, else in double quotes (YAML 1.1, 7.3.1 and 7.3.3). */
static void add_scalar(struct text *out, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789/._-";

	if (strspn(path, plain) == strlen(path)) {
		text_add(out, path);
		return;
	}
	text_add_char(out, '"');
	for (const char *c = path; *c != '\0'; c++) {
		if (*c == '"' || *c == '\\')
			text_add_char(out, '\\');
		text_add_char(out, *c);
	}
	text_add_char(out, '"');
}

void example_adapt(struct text *out, const char *store, const char *mail)
{
	const struct {
		const char *from;
		const char *to;
	} paths[] = {{EXAMPLE_STORE, store}, {EXAMPLE_MAIL, mail}};
	const char *at = example_config;

	while (*at != '\0') {
		size_t i = 0;

		while (i < 2 && strncmp(at, paths[i].from, strlen(paths[i].from)) != 0)
			i++;
		if (i == 2) {
			text_add_char(out, *at++);
			continue;
		}
		add_scalar(out, paths[i].to);
		at += strlen(paths[i].from);
	}
}
