/*
 * Running text: the lines of a file, what each of them is, and the words on them.
 */
#ifndef RENEWD_INTAKE_RUNNING_RUNNING_TEXT_H
#define RENEWD_INTAKE_RUNNING_RUNNING_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "intake/record.h"

/* A file of more lines than that is refused. */
#define RUNNING_LINES_MAX (2 * REGISTER_ROWS_MAX)

/* What is known of a line beside its kind. */
enum running_mark {
	RUNNING_PAGE = 1 << 0,	  /* a page starts with it */
	RUNNING_CAPTION = 1 << 1, /* it names the country of the rows behind it */
	RUNNING_FOOT = 1 << 2,	  /* it is a page's number */
	RUNNING_NUMBERED = 1 << 3 /* its first word is a row's number */
};

struct running_text {
	const char *bytes; /* not owned */
	uint32_t *starts;  /* of the lines, and one more: where the text ends */
	/* LINE_CONTINUATION until somebody knows better; LINE_BLANK. */
	enum line_kind *kinds;
	unsigned char *marks; /* enum running_mark */
	size_t line_count;
};

/* A piece of the text. */
struct running_piece {
	const char *text;
	size_t length;
};

struct running_word {
	const char *text;
	size_t length;
	unsigned int column; /* from 0, in characters; a tab goes on to the next multiple of 8 */
	unsigned int end;    /* the column behind it */
};

/*
 * Finds the lines (ended by LF, CR LF or CR) of a text of less than 4 GiB; everything else is put
 * into the arena. 0; -ENOMEM; 1 when it has more than RUNNING_LINES_MAX.
 */
int running_text_index(struct running_text *text, const char *bytes, size_t length,
		       struct arena *arena);

/* A line without its end. */
struct running_piece running_text_line(const struct running_text *text, size_t line);

/* Several lines without the last one's end. */
struct running_piece running_text_lines(const struct running_text *text, size_t line, size_t count);

/*
 * The next word of a line: *at is where to look on, *column the column there; both start at 0.
 * Blanks of any kind and form feeds stand between words. False at the end.
 */
bool running_text_word(struct running_piece line, size_t *at, unsigned int *column,
		       struct running_word *ret_word);

/* The piece without blanks at its ends. */
struct running_piece running_text_trim(struct running_piece piece);

/* Whether it has a digit. */
bool running_text_has_digit(const char *text, size_t length);

/* Whether it is a whole date written in numbers: "02.02.2018", "2018-02-02", "2/2/18". */
bool running_text_is_date(const struct running_word *word);

/*
 * The number that a word is ("12", "12.", "12)", "№12"): 1 to 999999. 0: it is none.
 */
unsigned int running_text_number(const char *text, size_t length);

#endif
