/*
 * The reading of one cell, word by word: what was understood so far and what is expected next.
 * Parts of validity.c; nobody else needs it.
 */
#ifndef RENEWD_INTAKE_TIME_READING_H
#define RENEWD_INTAKE_TIME_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/time/besides.h"
#include "intake/time/phrases.h"
#include "intake/time/validity.h"
#include "intake/time/wording.h"

/* What a length is. */
enum length_role { LENGTH_TERM, LENGTH_EVERY, LENGTH_NOTICE };

/* The mark that stands for the end of a line. */
#define READING_LINE_END '\n'

/* Something that turns what follows it into its opposite. */
struct negation {
	bool is_open;
	bool is_answer; /* it is one by itself, when nothing that it can turn follows */
	size_t at, words;
};

struct reading {
	const struct wording *words;
	struct validity validity;
	/* What is not understood, as indexes of words; first > last: nothing. */
	size_t rest_first, rest_last;
	/* Of the next date. */
	enum validity_mark mark;
	bool is_end_of, is_undated, is_extension;
	/* Of the last date. */
	bool is_behind_date; /* nothing but marks and words without weight since */
	bool is_range;	     /* the sign of a range since */
	bool is_comma;	     /* a comma since */
	bool is_apart;	     /* a comma or a line end since */
	size_t date_at, date_words;
	/* Of the next length. */
	enum length_role role;
	bool expects_every; /* a renewal was spoken of */
	/* Of the last one. */
	bool is_behind_length;
	enum length_role last_role;
	struct span last_length;
	bool is_same; /* a renewal lasts as long as the term */
	struct negation negation;
	/* On which day academic years start, where one is a date; where the last one ended. */
	struct year_day academic_year;
	size_t academic_end;
	bool is_academic;	/* the word for it stands before the next one */
	int school_year;	/* in which one that it names ends; 0: it names none */
	enum semester semester; /* of it */
	/* What was said last by itself, and the words of it. */
	enum sense statement;
	size_t statement_at, statement_end;
	size_t weightless;  /* 1 + the last word that says nothing; 0: none */
	size_t renewed_end; /* where "extended" ended, that was said last; 0: it was not */
	size_t until_end;   /* the same of an "until" behind a date */
	size_t notice_end;  /* the same of a fixed day of notice */
	struct besides besides;
};

/* Says that n words from `at` on are not understood. */
void reading_rest(struct reading *reading, size_t at, size_t n);

/* Takes in a date of n words, a length, a phrase, a mark. */
void reading_take_date(struct reading *reading, const struct date *date, size_t at, size_t n);
void reading_take_length(struct reading *reading, struct span length);
void reading_take_phrase(struct reading *reading, const struct phrase *phrase, size_t at, size_t n);
void reading_take_mark(struct reading *reading, const struct word *word);

/* What a negation without anything behind it is. */
void reading_end_negation(struct reading *reading);

/* ---- lengths: reading_lengths.c -------------------------------------------------------------- */

/*
 * "6 months' notice": the length before it was no term. "notice: 6 months": the one behind it. The
 * words that speak of notice end before `behind`.
 */
void reading_take_notice(struct reading *reading, size_t behind);

/* "notice by 1 September": takes in the day, of n words. */
void reading_take_notice_day(struct reading *reading, struct year_day day, size_t at, size_t n);

/* ---- academic years: reading_academic.c ----------------------------------------------------- */

/* Whether a school year at `at` is a date here; its last day, for now. */
bool reading_is_academic(const struct reading *reading, const struct date *date, size_t at);
struct date reading_academic_date(const struct reading *reading, const struct date *date);

/* Takes in n words for it. False when none that is a date stands beside them. */
bool reading_take_academic(struct reading *reading, size_t at, size_t n);

/* "2027/28 winter semester": the last date was none. */
void reading_take_back_academic(struct reading *reading);

/* Gives each its first or its last day, once it is known what stands beside all of them. */
void reading_settle_academic(struct reading *reading);

#endif
