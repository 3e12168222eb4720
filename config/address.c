#include "config/address.h"

#include <string.h>

#include <arpa/inet.h>

#define LOCAL_MAX   64
#define DOMAIN_MAX  255
#define ADDRESS_MAX 254
#define LABEL_MAX   63

static bool is_beyond_ascii(char c)
{
	return ((unsigned char)c & 0x80) != 0;
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_digits(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return true;
}

/* RFC 5322, 3.2.3, and RFC 6531, 3.3. */
static bool is_atext(char c)
{
	return is_letter_or_digit(c) || is_beyond_ascii(c) ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static const char *local_fault(const char *text, size_t length)
{
	if (length == 0)
		return "nothing stands before the '@'";
	if (length > LOCAL_MAX)
		return "more than 64 octets stand before the '@'";
	if (text[0] == '.' || text[length - 1] == '.')
		return "a dot stands at the beginning or before the '@'";
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '.' && text[i + 1] == '.')
			return "two dots follow each other";
		if (text[i] != '.' && !is_atext(text[i]))
			return "a character before the '@' is not allowed in an address";
	}
	return NULL;
}

static const char *label_fault(const char *label, size_t length)
{
	if (length == 0)
		return "a dot stands at its beginning or end, or two follow each other";
	if (length > LABEL_MAX)
		return "a part between dots has more than 63 octets";
	if (label[0] == '-' || label[length - 1] == '-')
		return "a part between dots begins or ends with '-'";
	for (size_t i = 0; i < length; i++) {
		if (!is_letter_or_digit(label[i]) && label[i] != '-' && !is_beyond_ascii(label[i]))
			return "a character is not allowed in a host name";
	}
	return NULL;
}

bool address_is_ipv4(const char *text, size_t length)
{
	char copy[INET_ADDRSTRLEN];
	struct in_addr address;

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return inet_pton(AF_INET, copy, &address) == 1;
}

const char *address_host_fault(const char *text, size_t length)
{
	size_t start = 0;

	if (length == 0)
		return "it is empty";
	if (length > DOMAIN_MAX)
		return "it has more than 255 octets";
	for (size_t i = 0; i <= length; i++) {
		const char *fault;

		if (i < length && text[i] != '.')
			continue;
		fault = label_fault(text + start, i - start);
		if (fault != NULL)
			return fault;
		if (i == length && is_digits(text + start, i - start) &&
		    !address_is_ipv4(text, length))
			return "it ends with a number, but is no IPv4 address";
		start = i + 1;
	}
	return NULL;
}

const char *address_email_fault(const char *text)
{
	const char *at = strrchr(text, '@');
	const char *fault;

	if (at == NULL)
		return "there is no '@'";
	if (strlen(text) > ADDRESS_MAX)
		return "it has more than 254 octets";
	fault = local_fault(text, (size_t)(at - text));
	if (fault != NULL)
		return fault;
	if (at[1] == '\0')
		return "nothing stands behind the '@'";
	if (address_is_ipv4(at + 1, strlen(at + 1)))
		return "a name, no IP address, must stand behind the '@'";
	return address_host_fault(at + 1, strlen(at + 1));
}

const char *address_mailbox_fault(const char *text)
{
	char address[ADDRESS_MAX + 2];
	const char *open = strrchr(text, '<');
	size_t length = strlen(text);

	if (open == NULL)
		return address_email_fault(text);
	if (text[length - 1] != '>')
		return "it must end with '>' (Name <address>)";
	if (open > text && open[-1] != ' ')
		return "a blank must stand before the '<'";
	if (strcspn(text, "<>\"\\") != (size_t)(open - text))
		return "the name must not hold quotation marks, backslashes, '<' or '>'";
	length -= (size_t)(open - text) + 2;
	if (length >= sizeof(address))
		return "it has more than 254 octets";
	memcpy(address, open + 1, length);
	address[length] = '\0';
	return address_email_fault(address);
}
