/*
 * A secret: the one place where a reference becomes what it stands for.
 */
#ifndef RENEWD_COURIER_SECRET_H
#define RENEWD_COURIER_SECRET_H

#include <stdbool.h>

#include "core/setting.h"
#include "courier/why.h"

#define SECRET_SIZE_MAX 4096 /* bytes, without the line end */

bool secret_is_reference(const struct setting *setting);

/*
 * Reads the secret that setting refers to: a file in $CREDENTIALS_DIRECTORY (systemd.exec(5)), a
 * file, or an environment variable. Line ends behind it are not part of it. The caller ends
 * *ret_secret with secret_free().
 *
 * REFUSED, with the reason: nothing there, not a regular file, open to others, empty, over
 * SECRET_SIZE_MAX, a control character in it. -ENOMEM.
 */
int secret_read(const struct setting *setting, char **ret_secret, struct why *why);

/* Wipes and frees; NULL is fine. */
void secret_free(char *secret);

#endif
