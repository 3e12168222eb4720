/*
 * What e-mail addresses and host names look like. A function gives NULL for a good one, else what
 * is wrong with it, to stand behind "…: ". Pure.
 */
#ifndef RENEWD_CONFIG_ADDRESS_H
#define RENEWD_CONFIG_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * An e-mail address (RFC 5321, 4.1.2 and 4.5.3.1): a dot-atom of at most 64 octets, '@', a domain
 * of at most 255; 254 together, so that the path with its brackets has 256. Letters beyond ASCII
 * are allowed on both sides (RFC 6531); quoted local parts and address literals are not.
 */
const char *address_email_fault(const char *text);

/*
 * "address" or "Name <address>": the address stands between the last '<' and the '>' at the end,
 * the name before it, without quotation marks.
 */
const char *address_mailbox_fault(const char *text);

/*
 * A host name (RFC 1123, 2.1; letters beyond ASCII as in IDNA), or an IPv4 address. length is
 * that of text. A last label of digits only makes it an IPv4 address.
 */
const char *address_host_fault(const char *text, size_t length);

/* Whether a text of that length is an IPv4 address in its usual form (127.0.0.1). */
bool address_is_ipv4(const char *text, size_t length);

#endif
