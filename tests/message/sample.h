/*
 * Runs made by hand, to build documents from. Everything lives in the sample's arena.
 */
#ifndef RENEWD_TESTS_SAMPLE_H
#define RENEWD_TESTS_SAMPLE_H

#include "core/arena.h"
#include "core/run.h"
#include "message/document.h"

#define SAMPLE_ENTRIES_MAX 2000

struct sample {
	struct arena arena;
	struct run run;
	struct run_delivery delivery;
	struct contact contact;
	struct document_office office;
	const char *in_reply_to;
	struct run_item items[SAMPLE_ENTRIES_MAX];
	struct run_entry entries[SAMPLE_ENTRIES_MAX];
	char *json;
};

/* A reminder to "Faculty of Law", decided on today, without entries. Fails the test on error. */
struct sample *sample_new(const char *today);
void sample_free(struct sample *sample);

/*
 * Adds an agreement with one partner in Leuven, signed on 2021-12-10, and a decision about it.
 * given is the date the deadline is reckoned from: "2026-12-10", "2028". *ret_entry, when not
 * NULL, is what was added, to be changed at will.
 */
struct agreement *sample_add(struct sample *sample, const char *partner, enum deadline_kind kind,
			     const char *deadline, const char *given, struct run_entry **ret_entry);

/*
 * Adds an agreement that renews itself on a day for `every` and a decision about the last day for
 * notice, DEADLINE_NOTICE; every and notice are NULL when not recorded.
 */
struct run_entry *sample_add_tacit(struct sample *sample, const char *partner, const char *deadline,
				   const char *on, const char *every, const char *notice);

/*
 * A digest with an entry in each section, what did not arrive and problems, in a trial and in a
 * thread, in which every name is the text: a document with all fields. The last entry is renewed,
 * the one before it escalated to a deputy.
 */
struct document sample_document_of_all(struct sample *sample, const char *name);

/* Builds the document and reads it back, with no problems. */
struct document sample_document(struct sample *sample);

/* The same with problems. */
struct document sample_document_with(struct sample *sample, const struct run_problem *problems,
				     size_t count);

/* The day, or a failed test. */
struct day sample_day(const char *text);

#endif
