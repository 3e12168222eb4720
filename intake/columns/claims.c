#include "intake/columns/claims.h"

#include <stdlib.h>

/* Less than that many cells contradict no heading. */
#define ENOUGH_CELLS 3

enum support { CONTRADICTED, SILENT, SUPPORTED };

/* Whether the cells are something that has another role, for which names stand nowhere else. */
static bool is_data(const struct evidence *evidence)
{
	return evidence_is_mostly(evidence, evidence->dates, 60) ||
	       evidence_is_mostly(evidence, evidence->numbers, 80) ||
	       evidence_is_mostly(evidence, evidence->links, 60);
}

static enum support support_of(bool is_supported, bool is_contradicted)
{
	if (is_supported)
		return SUPPORTED;
	return is_contradicted ? CONTRADICTED : SILENT;
}

/* Dates and terms are so plain to see that cells without any contradict. */
static enum support time_support(const struct evidence *evidence, size_t count)
{
	return support_of(evidence_is_mostly(evidence, count, 30), count == 0);
}

static enum support name_support(const struct evidence *evidence, enum role role)
{
	bool are_countries = evidence_is_mostly(evidence, evidence->countries, 60);
	bool are_types = evidence_is_mostly(evidence, evidence->types, 80);
	bool are_institutions = evidence_is_mostly(evidence, evidence->institutions, 30);

	switch (role) {
	case ROLE_PARTNER:
		return support_of(are_institutions && !are_types,
				  are_countries || are_types || is_data(evidence));
	case ROLE_TYPE:
		return support_of(evidence_is_mostly(evidence, evidence->types, 30),
				  are_countries || is_data(evidence));
	default:
		return support_of(false, are_countries || is_data(evidence));
	}
}

/* What the cells of a column say to the role that its heading has. */
static enum support support(const struct evidence *evidence, enum role role)
{
	if (role == ROLE_NUMBER)
		return support_of(evidence_is_mostly(evidence, evidence->numbers, 50),
				  evidence->cells > 0);
	if (evidence->cells < ENOUGH_CELLS)
		return SILENT;
	switch (role) {
	case ROLE_COUNTRY:
		return support_of(evidence_is_mostly(evidence, evidence->countries, 50),
				  !evidence_is_mostly(evidence, evidence->countries, 20));
	case ROLE_SIGNED:
	case ROLE_EFFECTIVE:
		return time_support(evidence, evidence->dates);
	case ROLE_LAST_DAY:
	case ROLE_TERM:
		return time_support(evidence, evidence->dates + evidence->terms);
	case ROLE_REGISTRATION_NUMBER:
		/* "2016/04" could be a month too. */
		return support_of(evidence_is_mostly(evidence, evidence->numberings, 80) &&
					  !evidence_is_mostly(evidence, evidence->whole_days, 50),
				  evidence_is_mostly(evidence, evidence->dates, 60));
	case ROLE_STATUS:
		return support_of(false, evidence_is_mostly(evidence, evidence->types, 60));
	case ROLE_PARTNER:
	case ROLE_TYPE:
	case ROLE_CITY:
	case ROLE_OWNER:
		return name_support(evidence, role);
	default:
		return SILENT;
	}
}

/* How strong a heading's claim is, with what its cells say to it; 0: there is none. */
static const unsigned int heading_strengths[][3] = {
	[CLAIM_SURE] = {[CONTRADICTED] = 50, [SILENT] = 90, [SUPPORTED] = 95},
	[CLAIM_LIKELY] = {[CONTRADICTED] = 20, [SILENT] = 70, [SUPPORTED] = 75},
	[CLAIM_POOR] = {[CONTRADICTED] = 0, [SILENT] = 40, [SUPPORTED] = 45},
};

/* What cells claim by themselves: in a column of that share of them. */
static const struct content {
	enum role role;
	size_t offset; /* of the count in struct evidence */
	unsigned int percent;
	unsigned int strength;
	const char *words;
} contents[] = {
	{ROLE_COUNTRY, offsetof(struct evidence, countries), 60, 60, "countries"},
	{ROLE_TYPE, offsetof(struct evidence, types), 60, 55, "types of agreement"},
	{ROLE_PARTNER, offsetof(struct evidence, institutions), 50, 52, "institutions"},
	{ROLE_PARTNER, offsetof(struct evidence, institutions), 10, 30, "institutions"},
	{ROLE_LINK, offsetof(struct evidence, links), 60, 46, "addresses on the web"},
	{ROLE_TERM, offsetof(struct evidence, terms), 60, 46, "terms"},
};

static void add(struct claims *claims, struct claims_item item)
{
	if (item.strength > 0)
		claims->items[claims->count++] = item;
}

static void add_content(struct claims *claims, size_t column, const struct evidence *evidence,
			bool has_heading)
{
	for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
		const struct content *content = &contents[i];
		size_t count =
			*(const size_t *)(const void *)((const char *)evidence + content->offset);

		/* Without a heading line, only what leaves no doubt counts. */
		if (evidence_is_mostly(evidence, count, content->percent) &&
		    (has_heading || (content->percent >= 50 && evidence->cells >= 2)))
			add(claims, (struct claims_item){.column = column,
							 .role = content->role,
							 .strength = content->strength,
							 .reason = REASON_CONTENT,
							 .cells = {count, content->words}});
	}
	/* Years in order are dates. */
	if (evidence->cells >= 2 && evidence_is_mostly(evidence, evidence->numbers, 80) &&
	    !evidence_is_mostly(evidence, evidence->dates, 60) &&
	    evidence->ascending * 10 >= (evidence->numbers - 1) * 7)
		add(claims, (struct claims_item){.column = column,
						 .role = ROLE_NUMBER,
						 .strength = 46,
						 .reason = REASON_CONTENT,
						 .cells = {evidence->numbers, "numbers in order"}});
}

/* Another role that the heading could stand for, when its own is taken or its cells do not fit. */
static void add_second(struct claims *claims, struct claims_item item,
		       const struct evidence *evidence, enum support cells)
{
	if (item.role == ROLE_NUMBER && cells == CONTRADICTED) {
		item.role = ROLE_REGISTRATION_NUMBER;
		item.strength = 60;
		item.cells = (struct claims_count){evidence->numbers, "plain numbers"};
		add(claims, item);
	}
	/* "Validity" beside "Valid until". */
	if (item.role == ROLE_LAST_DAY && item.claim != CLAIM_SURE &&
	    (evidence->cells == 0 || evidence_is_mostly(evidence, evidence->terms, 50))) {
		item.role = ROLE_TERM;
		item.strength = 30;
		add(claims, item);
	}
}

void claims_add_column(struct claims *claims, size_t column, const struct heading *heading,
		       const struct evidence *evidence, bool has_heading)
{
	enum support cells = SILENT;

	if (heading != NULL && heading->role == ROLE_NONE)
		return;
	if (heading != NULL) {
		struct claims_item item = {.column = column,
					   .role = heading->role,
					   .reason = REASON_HEADING,
					   .claim = heading->claim};

		cells = support(evidence, heading->role);
		item.strength = heading_strengths[heading->claim][cells];
		add(claims, item);
		add_second(claims, item, evidence, cells);
	}
	if (heading == NULL || heading->claim == CLAIM_POOR || cells == CONTRADICTED)
		add_content(claims, column, evidence, has_heading);
}

void claims_add_profile(struct claims *claims, size_t column, enum role role)
{
	add(claims, (struct claims_item){.column = column,
					 .role = role,
					 .strength = CLAIMS_PROFILE,
					 .reason = REASON_PROFILE});
}

static int compare(const void *a, const void *b)
{
	const struct claims_item *one = a, *other = b;

	if (one->strength != other->strength)
		return one->strength > other->strength ? -1 : 1;
	if (one->column != other->column)
		return one->column < other->column ? -1 : 1;
	return (int)one->role - (int)other->role;
}

void claims_sort(struct claims *claims)
{
	qsort(claims->items, claims->count, sizeof(*claims->items), compare);
}
