#include "intake/sheets/xml_names.h"

/* The factor spreads what differs in the lower bits over all slots. */
static size_t slot_of(uint64_t key)
{
	return (size_t)(key * 0x9e3779b97f4a7c15u >> 52) & (XML_NAMES_SLOTS - 1);
}

/* key 0 is none. */
static bool add(struct xml_names *names, uint64_t key)
{
	size_t slot = slot_of(key);

	if (key == 0)
		return true;
	while (names->slots[slot] != 0 && names->slots[slot] != key)
		slot = (slot + 1) & (XML_NAMES_SLOTS - 1);
	if (names->slots[slot] == key)
		return true;
	if (names->count == XML_NAMES_MAX)
		return false;
	names->slots[slot] = key;
	names->count++;
	return true;
}

bool xml_names_add(struct xml_names *names, const void *name)
{
	return add(names, (uint64_t)(uintptr_t)name);
}

/* FNV-1a: two texts with one number would only be counted once. */
bool xml_names_add_text(struct xml_names *names, const char *text)
{
	uint64_t key = 0xcbf29ce484222325u;

	if (text == NULL)
		return true;
	for (; *text != '\0'; text++)
		key = (key ^ (unsigned char)*text) * 0x100000001b3u;
	return add(names, key);
}
