/*
 * What became of an attempt, as a channel finds it: a verdict that is being made.
 */
#ifndef RENEWD_COURIER_FINDING_H
#define RENEWD_COURIER_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "wire/job.h"

/*
 * Longer than a verdict's text: secrets are hidden before it is cut, so that no cut leaves half
 * of one.
 */
#define FINDING_TEXT_SIZE 10000

struct finding {
	enum verdict_class class;
	int code; /* of SMTP or HTTP; 0: none */
	char text[FINDING_TEXT_SIZE];
	int64_t retry_after_ms; /* -1: nothing */
	bool tell_keeper;
};

/*
 * Sets all of it; the text is cut at its limit, retry_after_ms is -1 and tell_keeper false. What
 * a server said may stand in the text as it came: redact_finding() comes last, for every finding.
 */
void finding_set(struct finding *finding, enum verdict_class class, int code, const char *format,
		 ...) __attribute__((format(printf, 4, 5)));

/* Appends to the text. */
void finding_add(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
