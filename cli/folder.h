/*
 * Folders and files that commands make.
 */
#ifndef RENEWD_CLI_FOLDER_H
#define RENEWD_CLI_FOLDER_H

#include <stdbool.h>

/* Makes a folder and those above it that are missing. 0, or a negative errno. */
int folder_make(const char *path);

/*
 * Gives a folder to the service: owner and group renewd, mode 2770, when this is root and they
 * exist. Does nothing otherwise. 0, or a negative errno.
 */
int folder_give(const char *path);

/* As folder_give(), for a file: mode 0660. */
int folder_give_file(const char *path);

/*
 * Writes a new file, whole or not at all. -EEXIST: there is one already, which stays as it is.
 */
int folder_write(const char *path, const char *text);

/*
 * Writes a file, whole or not at all, in place of one that may be there: a link is followed, the
 * mode stays, and what is no file (a pipe, a device) is written to. -EISDIR for a folder.
 */
int folder_replace(const char *path, const char *text);

/* The absolute form of a path whose folder exists; the caller frees it. NULL: see errno. */
char *folder_absolute(const char *path);

/* The folder that a path lies in; the caller frees it. NULL when memory is short. */
char *folder_of(const char *path);

#endif
