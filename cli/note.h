/* Notes that people leave with what they do. */
#ifndef RENEWD_CLI_NOTE_H
#define RENEWD_CLI_NOTE_H

#include "cli/cli.h"

#define NOTE_MAX 500 /* bytes */

/* Whether --note can be kept: one line of UTF-8, at most NOTE_MAX bytes. Says what is wrong. */
enum exit_status note_check(const struct option_value *note);

#endif
