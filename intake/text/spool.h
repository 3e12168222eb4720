/*
 * A spool: all that a descriptor gives, in a file without a name.
 */
#ifndef RENEWD_INTAKE_TEXT_SPOOL_H
#define RENEWD_INTAKE_TEXT_SPOOL_H

#include <stdint.h>

/*
 * Copies what fd gives into an unnamed temporary file in TMPDIR or /tmp, until its end or until
 * more than limit bytes were copied. The descriptor of that file, which the caller closes; or
 * negative errno when the file cannot be made or written. *ret_size is how many bytes it has,
 * *ret_error the errno of a failed reading, which ended the copy (else untouched).
 */
int spool_all(int fd, int64_t limit, int64_t *ret_size, int *ret_error);

#endif
