/*
 * Where the courier's program is.
 */
#ifndef RENEWD_WIRE_PROGRAM_H
#define RENEWD_WIRE_PROGRAM_H

/*
 * The path of renewd-courier: beside the running program (a build folder), else where it is
 * installed. The caller frees it. NULL when memory is short; a path is given also when nothing is
 * there, so that the error names what was looked for.
 */
char *program_courier(void);

#endif
