#include "courier/render.h"

#include <errno.h>
#include <string.h>

#include <gmime/gmime.h>

#include "core/cleanup.h"
#include "message/tidy.h"

/* RFC 5321, 4.5.3.1 */
#define LOCAL_MAX  64
#define DOMAIN_MAX 255

/* RFC 5322, 3.2.3: atext, besides letters and digits; RFC 6532 adds all that is not ASCII. */
#define ATEXT "!#$%&'*+-/=?^_`{|}~"

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

/* Dots stand between something. */
static bool has_lone_dot(const char *text, size_t length)
{
	if (length == 0 || text[0] == '.' || text[length - 1] == '.')
		return true;
	for (size_t i = 1; i < length; i++) {
		if (text[i] == '.' && text[i - 1] == '.')
			return true;
	}
	return false;
}

static bool is_local(const char *text, size_t length)
{
	if (length > LOCAL_MAX || has_lone_dot(text, length))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!is_alnum(text[i]) && text[i] != '.' && (unsigned char)text[i] < 0x80 &&
		    strchr(ATEXT, text[i]) == NULL)
			return false;
	}
	return true;
}

/* A domain: labels, or an address literal in brackets. As it travels, its labels are A-labels. */
static bool is_domain(const char *text, bool may_be_unicode)
{
	size_t length = strlen(text);
	const char *allowed = text[0] == '[' ? "[]:." : "-._";

	if (has_lone_dot(text, length))
		return false;
	if (text[0] == '[' && text[length - 1] != ']')
		return false;
	for (size_t i = 0; i < length; i++) {
		bool is_unicode = (unsigned char)text[i] >= 0x80;

		if (is_unicode ? !may_be_unicode
			       : !is_alnum(text[i]) && strchr(allowed, text[i]) == NULL)
			return false;
	}
	return may_be_unicode || length <= DOMAIN_MAX;
}

/* local@domain with the domain as an A-label: GMime does IDNA 2008 with libidn2. */
static int make_address(const char *text, size_t length, struct arena *arena,
			struct render_mailbox *mailbox)
{
	char *copy = arena_copy_n(arena, text, length);
	const char *at = copy == NULL ? NULL : strrchr(copy, '@');
	size_t local = at == NULL ? 0 : (size_t)(at - copy);
	InternetAddress *address;

	if (copy == NULL)
		return -ENOMEM;
	if (at == NULL || !is_local(copy, local) || !is_domain(at + 1, /* may_be_unicode= */ true))
		return -EINVAL;
	address = internet_address_mailbox_new(NULL, copy);
	mailbox->address = arena_copy(
		arena, internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(address)));
	g_object_unref(address);
	if (mailbox->address == NULL)
		return -ENOMEM;
	at = strrchr(mailbox->address, '@');
	if (at == NULL || !is_domain(at + 1, /* may_be_unicode= */ false))
		return -EINVAL;
	mailbox->domain = at + 1;
	mailbox->needs_smtputf8 = !is_ascii(copy, local);
	return 0;
}

/* A display name without the quotes and backslashes of a quoted string, and without outer blanks. */
static int make_name(const char *text, size_t length, struct arena *arena, const char **ret_name)
{
	CLEANUP(text_done) struct text plain = {0};
	CLEANUP(text_done) struct text tidy = {0};

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\\' && i + 1 < length)
			i++;
		else if (text[i] == '"')
			continue;
		text_add_char(&plain, text[i]);
	}
	tidy_add(&tidy, text_string(&plain), RENDER_NAME_MAX);
	if (text_failed(&plain) || text_failed(&tidy))
		return -ENOMEM;
	if (tidy.length == 0)
		return 0;
	*ret_name = arena_copy(arena, text_string(&tidy));
	return *ret_name == NULL ? -ENOMEM : 0;
}

int render_mailbox_parse(const char *text, struct arena *arena, struct render_mailbox *ret_mailbox)
{
	struct render_mailbox mailbox = {0};
	size_t length = strlen(text);
	const char *open = strrchr(text, '<');
	int result = 0;

	if (!tidy_is(text))
		return -EINVAL;
	if (open != NULL) {
		if (text[length - 1] != '>')
			return -EINVAL;
		result = make_name(text, (size_t)(open - text), arena, &mailbox.name);
		length = strlen(open + 1) - 1;
		text = open + 1;
	}
	if (result == 0)
		result = make_address(text, length, arena, &mailbox);
	if (result == 0)
		*ret_mailbox = mailbox;
	return result;
}
