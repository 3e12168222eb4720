/*
 * The daemon's log: one line for each event, to standard error. Under systemd a line begins with
 * its level (sd-daemon.h), which the journal takes off again. No secret is ever passed in here:
 * the daemon knows none.
 */
#ifndef RENEWD_DAEMON_LOG_H
#define RENEWD_DAEMON_LOG_H

void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
