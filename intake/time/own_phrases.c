#include "intake/time/own_phrases.h"

#include <string.h>

#include "core/text.h"
#include "intake/intake.h"
#include "intake/time/phrases.h"

void own_phrases_find(struct own_phrases *own, const struct wording *wording,
		      const struct profile *profile)
{
	struct wording phrase;

	memset(own->phrase, 0, wording->count * sizeof(own->phrase[0]));
	for (size_t i = 0; i < profile->phrase_count; i++) {
		const char *text = profile->phrases[i].text;

		wording_read(&phrase, text, strlen(text));
		for (size_t at = 0; at < wording->count; at++) {
			size_t n = wording->items[at].kind == WORD_MARK
					   ? 0
					   : phrases_match(&phrase, wording, at, wording->count);

			if (n == 0 || own->phrase[at] != 0)
				continue;
			own->phrase[at] = (uint16_t)(i + 1);
			own->words[at] = (uint16_t)n;
		}
	}
}

const struct profile_phrase *own_phrases_whole(const char *text, size_t length,
					       const struct profile *profile)
{
	char cell[INTAKE_CELL_MAX + 1];

	if (profile == NULL || profile->phrase_count == 0 || length > INTAKE_CELL_MAX)
		return NULL;
	memcpy(cell, text, length);
	cell[length] = '\0';
	for (size_t i = 0; i < profile->phrase_count; i++) {
		if (text_matches(profile->phrases[i].text, cell))
			return &profile->phrases[i];
	}
	return NULL;
}
