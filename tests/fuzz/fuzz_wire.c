/*
 * Whatever a peer sends: the reader gives frames or refuses, and payloads are decoded or refused.
 * The first byte says in pieces of which size the rest arrives.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/cleanup.h"
#include "wire/frame.h"
#include "wire/job.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What was decoded is encoded and decoded again: it must pass. */
static void check_job(const struct frame *frame, struct arena *arena)
{
	CLEANUP(free_memory) char *json = NULL;
	struct job job, again;

	if (job_decode(frame->payload, frame->length, arena, &job) < 0)
		return;
	if (job_encode(&job, &json) < 0 || job_decode(json, strlen(json), arena, &again) < 0 ||
	    strcmp(job.document, again.document) != 0)
		abort();
}

static void check_settings(const struct frame *frame, struct arena *arena)
{
	CLEANUP(free_memory) char *json = NULL;
	struct wire_settings settings, again;

	if (wire_settings_decode(frame->payload, frame->length, arena, &settings) < 0)
		return;
	if (wire_settings_encode(&settings, &json) < 0 ||
	    wire_settings_decode(json, strlen(json), arena, &again) < 0 ||
	    settings.settings.count != again.settings.count)
		abort();
}

static void check(const struct frame *frame)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct verdict verdict;
	const char *refusal;

	if (frame->payload[frame->length] != '\0' || strlen(frame->payload) != frame->length)
		abort();
	switch (frame->type) {
	case FRAME_SETTINGS:
		check_settings(frame, &arena);
		break;
	case FRAME_JOB:
		check_job(frame, &arena);
		break;
	case FRAME_VERDICT:
		(void)verdict_decode(frame->payload, frame->length, &arena, &verdict);
		break;
	case FRAME_REFUSED:
		(void)refusal_decode(frame->payload, frame->length, &arena, &refusal);
		break;
	case FRAME_READY:
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	CLEANUP(frame_reader_done) struct frame_reader reader = {0};
	size_t piece = length == 0 ? 1 : bytes[0] % 64 + 1U;

	for (size_t at = 1; at < length; at += piece) {
		size_t rest = length - at;
		struct frame frame;
		int r;

		if (frame_reader_put(&reader, bytes + at, rest < piece ? rest : piece) < 0)
			return 0;
		while ((r = frame_reader_next(&reader, &frame)) == 1)
			check(&frame);
		if (r < 0)
			return 0;
	}
	return 0;
}
