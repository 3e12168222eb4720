#include "cli/twins.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/compare.h"
#include "core/cleanup.h"

uint64_t twins_mix(uint64_t hash, const char *text)
{
	for (const char *c = text == NULL ? "" : text; *c != '\0'; c++) {
		hash ^= (unsigned char)*c;
		hash *= UINT64_C(0x100000001b3);
	}
	return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static uint64_t names_of(const struct agreement *agreement)
{
	const char *partner = agreement->partner_count == 0 ? NULL : agreement->partners[0].name;

	return twins_mix(twins_mix(TWINS_SEED, partner), agreement->type);
}

static uint64_t hash_of(const struct agreement *agreement)
{
	char day[DAY_TEXT_SIZE];

	return twins_mix(names_of(agreement), vague_format(agreement->signed_on, day));
}

uint64_t twins_key(const struct agreement *agreement)
{
	if (agreement->partner_count == 0 || !vague_is_known(agreement->signed_on))
		return 0;
	return hash_of(agreement);
}

static struct twin twin_of(const struct agreement *agreement, int64_t id)
{
	return (struct twin){
		.hash = hash_of(agreement),
		.names = names_of(agreement),
		.id = id,
		.has_number = agreement->registration_number != NULL,
	};
}

static void link_item(struct twins *twins, size_t index)
{
	struct twin *item = &twins->items[index];
	struct twin_bucket *bucket = &twins->buckets[item->hash & (twins->capacity - 1)];

	item->next = 0;
	if (bucket->first == 0)
		bucket->first = index + 1;
	else
		twins->items[bucket->last - 1].next = index + 1;
	bucket->last = index + 1;
	if (bucket->free == 0)
		bucket->free = index + 1;
}

static int grow(struct twins *twins)
{
	size_t capacity = twins->capacity == 0 ? 256 : twins->capacity * 2;
	struct twin *items = reallocarray(twins->items, capacity, sizeof(*items));
	struct twin_bucket *buckets;

	if (items == NULL)
		return -ENOMEM;
	twins->items = items;
	buckets = calloc(capacity, sizeof(*buckets));
	if (buckets == NULL)
		return -ENOMEM;
	free(twins->buckets);
	twins->buckets = buckets;
	twins->capacity = capacity;
	for (size_t i = 0; i < twins->count; i++)
		link_item(twins, i);
	return 0;
}

static int append(struct twins *twins, struct twin twin)
{
	if (twins->count == twins->capacity && grow(twins) != 0)
		return -ENOMEM;
	twins->items[twins->count] = twin;
	link_item(twins, twins->count++);
	return 0;
}

struct reading {
	struct twins *twins;
	const char *register_name;
};

static int read_one(void *context, const struct agreement *agreement, const struct settled *settled,
		    size_t settled_count, struct day next_on)
{
	struct reading *reading = context;

	(void)settled;
	(void)settled_count;
	(void)next_on;
	if (agreement->register_name == NULL ||
	    strcmp(agreement->register_name, reading->register_name) != 0)
		return 0;
	return append(reading->twins, twin_of(agreement, agreement->id));
}

int twins_read(struct twins *twins, struct store *store, const char *register_name)
{
	struct reading reading = {.twins = twins, .register_name = register_name};
	int result;

	if (twins->is_read)
		return 0;
	result = store_each(store, read_one, &reading);
	if (result == 0)
		twins->is_read = true;
	return result;
}

int twins_add(struct twins *twins, const struct agreement *agreement, int64_t id)
{
	if (!twins->is_read)
		return 0;
	return append(twins, twin_of(agreement, id));
}

/* Whether the agreement with that ID says what the draft says, but for the number of its row. */
static int says_same(struct store *store, int64_t id, const struct agreement *draft, bool *ret_same)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct change changes[COMPARE_FIELDS];
	struct agreement kept;
	size_t count;
	int result = store_agreement(store, id, &arena, &kept);

	if (result == 0)
		result = compare_agreements(&kept, draft, &arena, changes, &count);
	if (result == 0)
		*ret_same = count == 0 || (count == 1 && strcmp(changes[0].field, "row") == 0);
	return result;
}

/* Where to look for free ones: all before it are taken for good. */
static size_t first_free(const struct twins *twins, struct twin_bucket *bucket,
			 const struct idset *taken)
{
	while (bucket->free != 0 && idset_has(taken, twins->items[bucket->free - 1].id))
		bucket->free = twins->items[bucket->free - 1].next;
	return bucket->free;
}

/* The free one that says the same, else the first free one; 0: there is none. */
static int find_free(const struct twins *twins, struct store *store, const struct agreement *draft,
		     const struct idset *taken, size_t at, bool only_unnumbered, int64_t *ret_id)
{
	uint64_t hash = hash_of(draft);
	int64_t found = 0;

	for (size_t compared = 0; at != 0 && compared < TWINS_COMPARED;) {
		const struct twin *twin = &twins->items[at - 1];
		bool is_same;
		int result;

		at = twin->next;
		if (twin->hash != hash || idset_has(taken, twin->id) ||
		    (only_unnumbered && twin->has_number))
			continue;
		result = says_same(store, twin->id, draft, &is_same);
		if (result != 0)
			return result;
		compared++;
		if (found == 0 || is_same)
			found = twin->id;
		if (is_same)
			break;
	}
	*ret_id = found;
	return 0;
}

/* One that is taken and says the same; 0: none of the first that are compared. */
static int find_taken(const struct twins *twins, struct store *store, const struct agreement *draft,
		      const struct idset *taken, size_t at, int64_t *ret_id)
{
	uint64_t hash = hash_of(draft);

	for (size_t looked = 0; at != 0 && looked < TWINS_COMPARED; looked++) {
		const struct twin *twin = &twins->items[at - 1];
		bool is_same = false;
		int result = 0;

		at = twin->next;
		if (twin->hash == hash && idset_has(taken, twin->id))
			result = says_same(store, twin->id, draft, &is_same);
		if (result != 0)
			return result;
		if (is_same) {
			*ret_id = twin->id;
			return 0;
		}
	}
	*ret_id = 0;
	return 0;
}

static bool has_any(const struct twins *twins, const struct twin_bucket *bucket,
		    const struct agreement *draft)
{
	uint64_t hash = hash_of(draft);

	for (size_t at = bucket->first; at != 0; at = twins->items[at - 1].next) {
		if (twins->items[at - 1].hash == hash)
			return true;
	}
	return false;
}

int twins_find_unnumbered(struct twins *twins, struct store *store, const struct agreement *draft,
			  const struct idset *taken, int64_t *ret_id)
{
	struct twin_bucket *bucket;

	*ret_id = 0;
	if (twins->count == 0)
		return 0;
	bucket = &twins->buckets[hash_of(draft) & (twins->capacity - 1)];
	return find_free(twins, store, draft, taken, first_free(twins, bucket, taken),
			 /* only_unnumbered= */ true, ret_id);
}

int twins_find(struct twins *twins, struct store *store, const struct agreement *draft,
	       const struct idset *taken, enum twin_match *ret_match, bool *ret_is_twin,
	       int64_t *ret_id)
{
	struct twin_bucket *bucket;
	int64_t free_id = 0, taken_id = 0;
	bool is_same = false;
	int result;

	if (twins->count == 0) {
		*ret_match = TWIN_NONE;
		*ret_is_twin = false;
		*ret_id = 0;
		return 0;
	}
	bucket = &twins->buckets[hash_of(draft) & (twins->capacity - 1)];
	result = find_free(twins, store, draft, taken, first_free(twins, bucket, taken),
			   /* only_unnumbered= */ false, &free_id);
	if (result == 0 && free_id != 0)
		result = says_same(store, free_id, draft, &is_same);
	if (result == 0 && !is_same)
		result = find_taken(twins, store, draft, taken, bucket->first, &taken_id);
	if (result != 0)
		return result;
	*ret_is_twin = has_any(twins, bucket, draft);
	if (!is_same && taken_id != 0) {
		*ret_match = TWIN_REPEATED;
		*ret_id = taken_id;
	} else {
		*ret_match = free_id == 0 ? TWIN_NONE : TWIN_FREE;
		*ret_id = free_id;
	}
	return 0;
}

/* Whether the agreement says what the draft says, but for the signing date and the row's number. */
static int says_same_undated(struct store *store, int64_t id, const struct agreement *draft,
			     bool *ret_same)
{
	CLEANUP(arena_done) struct arena arena = {0};
	struct change changes[COMPARE_FIELDS];
	struct agreement kept;
	size_t count = 0;
	int result = store_agreement(store, id, &arena, &kept);

	if (result == 0)
		result = compare_agreements(&kept, draft, &arena, changes, &count);
	if (result != 0)
		return result;
	*ret_same = true;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(changes[i].field, "row") != 0 && strcmp(changes[i].field, "signed") != 0)
			*ret_same = false;
	}
	return 0;
}

int twins_find_undated(struct twins *twins, struct store *store, const struct agreement *draft,
		       const struct idset *taken, int64_t *ret_id)
{
	uint64_t names = names_of(draft);
	size_t free_count = 0, same_count = 0;
	int64_t free_id = 0, same_id = 0;

	*ret_id = 0;
	if (twins->undated++ >= TWINS_UNDATED_MAX)
		return 0;
	for (size_t i = 0; i < twins->count && free_count < TWINS_COMPARED; i++) {
		const struct twin *twin = &twins->items[i];
		bool is_same = false;
		int result;

		if (twin->names != names || twin->has_number || idset_has(taken, twin->id))
			continue;
		result = says_same_undated(store, twin->id, draft, &is_same);
		if (result != 0)
			return result;
		free_count++;
		free_id = twin->id;
		same_count += is_same;
		same_id = is_same ? twin->id : same_id;
	}
	if (free_count == 1 || same_count == 1)
		*ret_id = free_count == 1 ? free_id : same_id;
	return 0;
}

void twins_done(struct twins *twins)
{
	free(twins->items);
	free(twins->buckets);
	*twins = (struct twins){0};
}
