/*
 * Reading configurations that are written out in a test.
 */
#ifndef RENEWD_TESTS_CONFIG_READER_H
#define RENEWD_TESTS_CONFIG_READER_H

#include "config/config.h"

/* The sections that a file cannot do without, a line each. */
#define OFFICE	 "office: {name: Office, timezone: Asia/Almaty, keeper: registry}\n"
#define CHANNELS "channels: {local: {type: maildir, path: /tmp/mail}}\n"
#define CONTACTS "contacts: {registry: {email: registry@example.edu}}\n"
#define MINIMAL	 OFFICE CHANNELS CONTACTS

/* Reads a text that must give no complaint at all. The caller frees the configuration. */
struct config *reader_good(const char *yaml);

/*
 * Reads a text and compares all complaints, each as "line:column: text" or "line:column: warning:
 * text" with a line end behind it. The text must be refused when one of them is an error.
 */
void reader_complains(const char *yaml, const char *expected);

/* Reads a file of the project (a path from its top) that must give no complaint. */
struct config *reader_file(const char *path);

/* Reads a whole file of the project; the caller frees the text. */
char *reader_text(const char *path);

#endif
