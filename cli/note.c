#include "cli/note.h"

#include <string.h>

#include "core/text.h"

enum exit_status note_check(const struct option_value *note)
{
	size_t length = note->is_set ? strlen(note->text) : 0;

	if (length <= NOTE_MAX &&
	    (length == 0 || (!text_has_control(note->text) && text_is_utf8(note->text, length))))
		return EXIT_DONE;
	cli_error("--note: it must be UTF-8 of one line, at most %d bytes", NOTE_MAX);
	return EXIT_WRONG;
}
