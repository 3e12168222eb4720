#include "intake/time/date_time.h"

/* Takes a number and, before it, the mark; 0 when they do not stand there. */
static size_t take_after(const struct wording *words, size_t at, size_t end, char mark)
{
	return wording_is_mark(words, at, end, mark) && wording_is(words, at + 1, end, WORD_NUMBER)
		       ? 2
		       : 0;
}

/* Whether one of the two words stands at `at`. */
static bool is_either(const struct wording *words, size_t at, size_t end, const char *one,
		      const char *other)
{
	return wording_is_text(words, at, end, one) || wording_is_text(words, at, end, other);
}

size_t date_time(const struct wording *words, size_t at, size_t end)
{
	size_t start = at;

	if (is_either(words, at, end, "t", "at") || wording_is_mark(words, at, end, ','))
		at++;
	if (!wording_is(words, at, end, WORD_NUMBER) || words->items[at].digits > 2 ||
	    take_after(words, at + 1, end, ':') == 0)
		return 0;
	at += 3;
	at += take_after(words, at, end, ':');
	at += take_after(words, at, end, '.');
	if (is_either(words, at, end, "am", "pm") || is_either(words, at, end, "z", "utc"))
		return at + 1 - start;
	if (at < end && words->items[at].is_joined) {
		size_t zone = take_after(words, at, end, '+') + take_after(words, at, end, '-');

		at += zone;
		at += zone > 0 ? take_after(words, at, end, ':') : 0;
	}
	return at - start;
}
