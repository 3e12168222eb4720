/*
 * The job that the tests of renderers render for.
 */
#ifndef RENEWD_TESTS_RENDER_SAMPLE_H
#define RENEWD_TESTS_RENDER_SAMPLE_H

#include "tests/message/sample.h"
#include "wire/job.h"

/* 2026-11-23, 08:30:00 in Almaty. */
#define RENDER_SAMPLE_CREATED_MS INT64_C(1795404600000)

static inline struct job render_sample_job(void)
{
	return (struct job){.id = "9f3c0123456789ab.17",
			    .address = "law@example.edu",
			    .recipient = "Faculty of Law",
			    .created_ms = RENDER_SAMPLE_CREATED_MS,
			    .utc_offset_minutes = 300,
			    .as_of = sample_day("2026-11-23")};
}

#endif
