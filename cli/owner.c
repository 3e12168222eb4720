#include "cli/owner.h"

#include <string.h>
#include <strings.h>

#include "core/cleanup.h"

/* An owner that is so many edits from a name, or more, was not meant to be it. */
#define GUESS_LIMIT 3

/* A shorter name is near too many others. */
#define GUESS_LENGTH 6

#define NAMES_MAX 8

static const struct contact *by_address(const struct contacts *contacts, const char *owner)
{
	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *contact = &contacts->items[i];

		for (size_t k = 0; k < contact->address_count; k++) {
			if (strchr(owner, '@') != NULL &&
			    strcasecmp(contact->addresses[k].address, owner) == 0)
				return contact;
		}
	}
	return NULL;
}

/* The contact of a piece of an owner: its name, its key, an alias or an address. */
static const struct contact *find(const struct contacts *contacts, const char *piece)
{
	size_t index = contacts_find(contacts, piece);

	return index == CONTACT_NOT_FOUND ? by_address(contacts, piece) : &contacts->items[index];
}

/* The length of the piece at text, without blanks around it; *ret_next is where the next starts. */
static size_t piece_length(const char *text, const char **ret_next)
{
	const char *comma = strpbrk(text, ",;/&+|");
	const char *word = strstr(text, " and ");
	const char *end = text + strlen(text);
	size_t step = 0;

	if (comma != NULL) {
		end = comma;
		step = 1;
	}
	if (word != NULL && word < end) {
		end = word;
		step = strlen(" and ");
	}
	*ret_next = end + step;
	while (end > text && end[-1] == ' ')
		end--;
	return (size_t)(end - text);
}

/*
 * The contacts that a list names; 0 when one of its pieces is none or memory is short (out says
 * so then).
 */
static size_t names_in(const struct contacts *contacts, const char *owner,
		       const struct contact *found[static NAMES_MAX], struct text *out)
{
	size_t count = 0;

	while (*owner != '\0') {
		CLEANUP(text_done) struct text piece = {0};
		size_t length;
		const char *next;

		owner += strspn(owner, " ");
		length = piece_length(owner, &next);
		text_add_n(&piece, owner, length);
		if (text_failed(&piece))
			out->failed = true;
		owner = next;
		if (length == 0)
			continue;
		if (count == NAMES_MAX)
			return 0;
		found[count] = find(contacts, text_string(&piece));
		if (found[count] == NULL)
			return 0;
		count++;
	}
	return count;
}

static const char *nearest(const struct contacts *contacts, const char *owner)
{
	unsigned int limit = GUESS_LIMIT;
	const char *best = NULL;

	if (strlen(owner) < GUESS_LENGTH)
		return NULL;
	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *contact = &contacts->items[i];

		for (size_t k = 0; k <= contact->alias_count; k++) {
			const char *name = k == 0 ? contact->name : contact->aliases[k - 1];
			unsigned int distance = text_distance(owner, name, limit);

			if (distance >= limit)
				continue;
			limit = distance;
			best = name;
		}
	}
	return best;
}

void owner_cure(struct text *out, const struct contacts *contacts, const char *owner)
{
	const struct contact *found[NAMES_MAX];
	const struct contact *addressed = by_address(contacts, owner);
	size_t count = addressed == NULL ? names_in(contacts, owner, found, out) : 0;
	const char *guess = nearest(contacts, owner);

	if (addressed != NULL) {
		text_addf(
			out,
			"it is the address of \"%s\": write that name into the register, or add an "
			"alias",
			addressed->name);
	} else if (count > 1) {
		text_add(out, "it names ");
		for (size_t i = 0; i < count; i++)
			text_addf(out, "%s\"%s\"",
				  i == 0	  ? ""
				  : i + 1 < count ? ", "
						  : " and ",
				  found[i]->name);
		text_add(out, ": write one of them into the register, or add a contact of that "
			      "name");
	} else if (guess != NULL) {
		text_addf(out, "did you mean \"%s\"? Mend the register, or add an alias", guess);
	} else {
		text_add(out, "add a contact or an alias");
	}
}
