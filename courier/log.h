/*
 * The courier's log: standard error, one line each. No secret is ever given to it.
 */
#ifndef RENEWD_COURIER_LOG_H
#define RENEWD_COURIER_LOG_H

/* What stands before each line after the program's name, such as the channel; cut at 64 bytes. */
void log_subject(const char *subject);

/* Writes one line; control characters become '?'. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
