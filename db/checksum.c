#include "db/checksum.h"

#include <endian.h>
#include <string.h>

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9fb21c651e98df25);
	return hash ^ hash >> 32;
}

/* Up to 8 bytes as a number, the same on every machine. */
static uint64_t piece_of(const char *text, size_t length)
{
	uint64_t piece = 0;

	memcpy(&piece, text, length);
	return le64toh(piece);
}

/* Texts end where the next begins: each is mixed with its length; NULL is not "". */
static uint64_t mix_text(uint64_t hash, const char *text)
{
	size_t length;

	if (text == NULL)
		return mix(hash, UINT64_MAX);
	length = strlen(text);
	hash = mix(hash, length);
	for (; length >= sizeof(uint64_t); length -= sizeof(uint64_t)) {
		hash = mix(hash, piece_of(text, sizeof(uint64_t)));
		text += sizeof(uint64_t);
	}
	return length == 0 ? hash : mix(hash, piece_of(text, length));
}

static uint64_t mix_vague(uint64_t hash, struct vague vague)
{
	if (!vague_is_known(vague))
		return mix(hash, PRECISION_NONE);
	return mix(mix(hash, vague.precision), (uint32_t)vague.first.n);
}

static uint64_t mix_span(uint64_t hash, struct span span)
{
	return mix(hash, span.n == 0 ? 0 : (uint64_t)span.n << 2 | span.unit);
}

/* A period alone as it was before there were fixed days: stores keep these numbers. */
static uint64_t mix_notice(uint64_t hash, struct notice notice)
{
	hash = mix_span(hash, notice.period);
	if (year_day_is_none(notice.by))
		return hash;
	return mix(hash, (uint64_t)notice.by.month << 8 | (uint64_t)notice.by.day);
}

int64_t checksum_of(const struct agreement *agreement)
{
	uint64_t hash = UINT64_C(0x6a09e667f3bcc908);

	hash = mix_text(hash, agreement->registration_number);
	hash = mix_text(hash, agreement->type);
	hash = mix_text(hash, agreement->type_raw);
	hash = mix_text(hash, agreement->owner);
	hash = mix_text(hash, agreement->last_day_raw);
	hash = mix_text(hash, agreement->link);
	hash = mix_text(hash, agreement->note);
	hash = mix_vague(hash, agreement->signed_on);
	hash = mix(hash, (uint64_t)agreement->kind << 8 | agreement->renewal);
	hash = mix_span(hash, agreement->renews.every);
	hash = mix(hash, (uint64_t)agreement->renews.times);
	hash = mix_notice(hash, agreement->notice);
	hash = mix(hash, agreement->partner_count);
	for (size_t i = 0; i < agreement->partner_count; i++) {
		const struct partner *partner = &agreement->partners[i];

		hash = mix_text(hash, partner->name);
		hash = mix_text(hash, partner->city);
		hash = mix_text(hash, partner->country);
		hash = mix_text(hash, partner->country_raw);
	}
	hash = mix(hash, agreement->term_count);
	for (size_t i = 0; i < agreement->term_count; i++) {
		const struct term *term = &agreement->terms[i];

		hash = mix(hash, term->kind);
		hash = mix_vague(hash, term->start);
		hash = mix_span(hash, term->length);
		hash = mix_vague(hash, term->last_day);
	}
	return (int64_t)hash;
}
