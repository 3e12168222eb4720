/*
 * A profile: what is special to one register's file, as its keeper could write it down. Everything
 * in it is optional; what it does not say is found out from the file.
 */
#ifndef RENEWD_CORE_PROFILE_H
#define RENEWD_CORE_PROFILE_H

#include <stddef.h>

#include "core/policy.h"
#include "core/role.h"
#include "core/span.h"

/* In which order a date of two small numbers and a year is written. */
enum date_order {
	ORDER_NONE, /* nothing decides */
	ORDER_DAY_MONTH,
	ORDER_MONTH_DAY,
	ORDER_BOTH /* cells contradict each other */
};

/* How a file is built. */
enum register_format {
	FORMAT_FIND, /* find it out */
	FORMAT_SEPARATED,
	FORMAT_XLSX,
	FORMAT_ODS,
	FORMAT_HTML,
	FORMAT_RUNNING, /* text of a table without its separators, as taken out of a PDF */
	FORMAT_LIST	/* partners under headings, prose between them */
};

const char *register_format_name(enum register_format format); /* "xlsx"; FORMAT_FIND: "find" */

/* A column, by its heading (text_same_name()) or by its position. */
struct profile_column {
	const char *heading; /* NULL: by position */
	size_t position;     /* from 1 */
	enum role role;	     /* ROLE_NONE: is not to be used */
};

/* What a phrase in a cell about dates means. */
enum phrase_meaning {
	PHRASE_OPEN_ENDED,
	PHRASE_UNSPECIFIED, /* the register does not say; nothing is wrong */
	PHRASE_PENDING,	    /* a renewal is being worked on; no new last day yet */
	PHRASE_TACIT,	    /* renews itself, every length; length n = 0: for the term's length */
	PHRASE_TERM,	    /* a term of that length */
	PHRASE_NOTHING	    /* says nothing: is left out */
};

const char *phrase_meaning_name(enum phrase_meaning meaning);

struct profile_phrase {
	const char *text; /* a pattern (text_matches()) for a whole cell, or a part of it */
	enum phrase_meaning meaning;
	struct span length; /* PHRASE_TERM, PHRASE_TACIT */
};

/* What is taken where the register says nothing. NULL, n = 0: nothing. */
struct profile_defaults {
	const char *type;
	const char *owner;
	const char *country; /* ISO 3166-1 alpha-2 */
	struct span term;
};

/* Zero is the profile that says nothing. Strings belong to whoever made it. */
struct profile {
	const char *name; /* what it is for, or NULL */
	enum register_format format;
	const char
		*encoding; /* "utf-8", "utf-16le", "utf-16be", "windows-1251" …; NULL: find out */
	const char *sheet; /* the one sheet to read; NULL: all */
	const struct profile_column *columns;
	size_t column_count;
	enum date_order order;
	const struct profile_phrase *phrases;
	size_t phrase_count;
	struct patterns types; /* names of types of agreement beyond the usual ones */
	struct patterns strip; /* lines that are furniture (text_matches()) */
	const char *start;     /* the register starts behind the first line that matches */
	const char *stop;      /* and ends before the next line that matches */
	struct profile_defaults defaults;
};

#define PROFILE_COLUMNS_MAX 256
#define PROFILE_PHRASES_MAX 200

#endif
