/*
 * Deliveries as rows: what both halves of the outbox need.
 */
#ifndef RENEWD_DB_DELIVERIES_H
#define RENEWD_DB_DELIVERIES_H

#include "db/query.h"

/* Reads a row of a statement that selects DELIVERY_COLUMNS and the document or NULL. */
void deliveries_read(struct query *query, struct arena *arena, void *ret_delivery);

/*
 * The state of a delivery and whether it is open (see db/outbox.h). STORE_NOT_FOUND, saying which.
 */
int deliveries_state(struct store *store, int64_t number, enum delivery_state *ret_state,
		     bool *ret_is_open);

#endif
