/*
 * Why settings are refused: one line that names the setting, what is wrong and the cure. It never
 * holds a secret.
 */
#ifndef RENEWD_COURIER_WHY_H
#define RENEWD_COURIER_WHY_H

struct why {
	char text[500];
};

/* What a function with a struct why returns beside 0 and a negative errno. */
#define REFUSED 1

/* Writes the reason; returns REFUSED. */
int why_refuse(struct why *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
