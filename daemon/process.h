/*
 * Starting a courier's process with a socket as its standard input.
 */
#ifndef RENEWD_DAEMON_PROCESS_H
#define RENEWD_DAEMON_PROCESS_H

/*
 * Starts the program at path. Its standard input is one end of a stream socket, its standard
 * output and error go where ours go; it gets our environment, no other descriptor, and default
 * signals. ret_fd is our end, non-blocking, the caller's. 0, or a negative errno.
 */
int process_start(const char *path, int *ret_pid, int *ret_fd);

#endif
