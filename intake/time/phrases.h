/*
 * Phrases about time, in the languages that registers are written in: one row each of the tables
 * phrases_english.c and so on. To add a phrase is to add its row.
 *
 * A phrase is compared word by word as wording.h folds them; hyphens, full stops and slashes between
 * words do not count: "open ended" is "Open-ended". A word that ends with '*' stands for all that
 * begin so. Of the phrases that fit, the longest counts.
 */
#ifndef RENEWD_INTAKE_TIME_PHRASES_H
#define RENEWD_INTAKE_TIME_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "intake/time/wording.h"

/* What a phrase says. "Before" and "behind" are seen from the phrase: what it is about follows it,
 * or precedes it. */
enum sense {
	SENSE_OPEN_ENDED,  /* there is no last day */
	SENSE_UNSPECIFIED, /* the register does not say */
	SENSE_PENDING,	   /* a renewal is being worked on */
	SENSE_TACIT,	   /* renews itself */
	SENSE_EXPRESS,	   /* may be renewed, if somebody does it */
	SENSE_NOT_TACIT,   /* does not renew itself */
	SENSE_FINAL,	   /* cannot be renewed */
	SENSE_YES,
	SENSE_NO,
	SENSE_NOT,	    /* turns what follows it into its opposite */
	SENSE_NOT_BEHIND,   /* turns what precedes it into its opposite */
	SENSE_SIGNED,	    /* beside a date */
	SENSE_RENEWED,	    /* the same */
	SENSE_UNTIL,	    /* before a date: it is the last day */
	SENSE_UNTIL_BEHIND, /* behind a date */
	SENSE_FROM,	    /* before a date: something starts on it */
	SENSE_FROM_BEHIND,
	SENSE_TO,	     /* between two dates: a range. Before one alone: until */
	SENSE_END_OF,	     /* before a year or a month: its last day */
	SENSE_END_OF_BEHIND, /* behind one; with value 1: until then */
	SENSE_NUMBER,	     /* value */
	SENSE_YEARS,	     /* a unit: value of them for each that is counted */
	SENSE_MONTHS,
	SENSE_WEEKS,
	SENSE_DAYS,
	SENSE_TERM,   /* a length by itself, in one word: value years */
	SENSE_EVERY,  /* before a length: each renewal lasts so long */
	SENSE_YEARLY, /* each renewal lasts value years */
	SENSE_SAME,   /* each renewal lasts as long as the term */
	SENSE_TIMES,  /* behind a number: so often. value, if not 0: how often by itself */
	SENSE_NOTICE, /* beside a length: the notice period; before a day of no year: by then */
	SENSE_YEAR_BEFORE, /* behind a day of notice: of the year before the last one */
	SENSE_OF_YEAR,	   /* behind a number within a date: it is the year */
	SENSE_OF_MONTH,	   /* the same: the month */
	SENSE_OF_DAY,	   /* the same: the day */
	SENSE_ORDINAL,	   /* an ending of a number within a date */
	SENSE_UNDATED, /* before or behind a year: it is no date, but a season, a school year …; value,
			* if not 0: a semester (enum semester) */
	SENSE_ACADEMIC_YEAR, /* the same of an academic year */
	SENSE_NOTHING	     /* says nothing about time by itself */
};

/* A half of a school year. */
enum semester { SEMESTER_NONE, SEMESTER_WINTER, SEMESTER_SUMMER };

#define SENSE_COUNT (SENSE_NOTHING + 1)

/* A set of them. */
#define SENSE_BIT(sense) (1ull << (sense))
#define SENSE_ALL	 ((1ull << SENSE_COUNT) - 1)

struct phrase {
	char language[4]; /* ISO 639-1; "": of no language */
	const char *text;
	enum sense sense;
	int value;
};

#define PHRASES_TABLE(name)                                                                        \
	extern const struct phrase phrases_##name[];                                               \
	extern const size_t phrases_##name##_count
PHRASES_TABLE(english);
PHRASES_TABLE(german);
PHRASES_TABLE(french);
PHRASES_TABLE(spanish);
PHRASES_TABLE(european);
PHRASES_TABLE(russian);
PHRASES_TABLE(turkish);
PHRASES_TABLE(kazakh);
PHRASES_TABLE(asian);

/* All phrases, by index from 0; NULL behind the last one. */
const struct phrase *phrases_at(size_t index);

/* As the manual says it: "no last day". */
const char *phrases_sense_name(enum sense sense);

/*
 * The longest phrase with one of the senses (a set of SENSE_BIT) that begins with the word at `at`
 * and ends before end; ret_words gets how many words it takes, marks between them included. NULL: none.
 */
const struct phrase *phrases_find(const struct wording *words, size_t at, size_t end,
				  unsigned long long senses, size_t *ret_words);

/*
 * How many words from the one at `at` on are those of phrase, a text that wording_read() took apart;
 * 0: they are not. A word of the phrase that is followed by the mark '*' stands for all that begin so.
 */
size_t phrases_match(const struct wording *phrase, const struct wording *words, size_t at,
		     size_t end);

#endif
