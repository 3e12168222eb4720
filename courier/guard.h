/*
 * The guard: owns the socket, the signals and the clock, while a second thread sends.
 *
 * It ends the process whatever that thread is blocked in: on the deadline of a job, when the other
 * side hangs up, on SIGTERM and SIGINT, and after a time without work.
 */
#ifndef RENEWD_COURIER_GUARD_H
#define RENEWD_COURIER_GUARD_H

#include <stdint.h>

/*
 * Serves the socket fd. Returns the exit status (0: ended as it should; 2: the settings were
 * refused; 3: something failed), or ends the process with it when the worker cannot be stopped.
 */
int guard_run(int fd, int64_t idle_ms);

#endif
