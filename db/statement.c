#include "db/statement.h"

/* What several statements read, in the order in which one function takes it out. */
#define AGREEMENT_COLUMNS                                                                          \
	"SELECT a.id, r.name, a.row, a.registration_number, a.type, a.type_raw, a.owner, "         \
	"a.last_day_raw, a.signed, a.kind, a.renewal, a.renews_every, a.renews_times, a.notice, "  \
	"a.state, a.terminated_on, a.link, a.note, a.known_on, a.next_on "                         \
	"FROM agreement a LEFT JOIN register r ON r.id = a.register_id"
#define PARTNER_COLUMNS "SELECT agreement_id, name, city, country, country_raw FROM partner"
#define TERM_COLUMNS                                                                               \
	"SELECT agreement_id, seq, kind, start, length, last_day, known_on, seen_on FROM term"
#define SETTLED_COLUMNS                                                                            \
	"SELECT agreement_id, id, kind, deadline, milestone, term_seq, step, outcome, "            \
	"settled_on, level FROM ledger"
#define RESPONSE_COLUMNS                                                                           \
	"SELECT agreement_id, id, kind, about, term_seq, deadline, until, made_on FROM response"
#define DELIVERY_COLUMNS                                                                           \
	"number, (SELECT name FROM store) || '.' || number, run_id, kind, channel, address, "      \
	"contact, recipient, state, created_ms, first_ms, next_ms, attempts, ambiguous, as_of, "   \
	"last_class, last_code, last_text, last_ms, replaced_by, subject"

/*
 * What store_kin() reads of agreements: ?1 is the draft's registration number, ?2 its kin, ?3 its
 * checksum, ?4 its register.
 */
#define KIN_COLUMNS                                                                                \
	"SELECT a.id, a.registration_number IS NOT NULL, a.registration_number = ?1, a.kin = ?2, " \
	"a.checksum = ?3, a.row, a.signed, a.state, a.source_row_id "
#define PROBLEM_COLUMNS                                                                            \
	"SELECT p.id, p.agreement_id, p.other_id, r.name, p.part, p.line, p.column, p.code, "      \
	"p.text, p.field, p.reading_1, p.reading_2, p.is_told, "                                   \
	"(SELECT name FROM partner WHERE agreement_id = p.agreement_id ORDER BY seq LIMIT 1) "     \
	"FROM problem p "                                                                          \
	"JOIN import i ON i.id = p.import_id "                                                     \
	"JOIN register r ON r.id = i.register_id "

/*
 * Conditions on a problem: it is of its register's last import, and nobody has settled it. An
 * answer about two agreements holds whichever of them is named first. Setting a field by hand
 * settles what is said about it; but a country is that of one partner, and of several each is a
 * question of its own; and that the register says something new of what was set is settled by
 * setting it again, when that is known, or by letting the register decide. Of what is not watched
 * any more nothing is asked.
 */
#define IS_OF_LAST_IMPORT                                                                          \
	"p.import_id = (SELECT max(id) FROM import WHERE register_id = i.register_id) "
#define IS_SETTLED(agreement, other, code_, field_, reading_2, text)                               \
	"(EXISTS (SELECT 1 FROM edit e WHERE e.agreement_id = " agreement " AND e.field = " field_ \
	" AND (" code_ " <> 'edited_differs' OR e.register_value IS " reading_2 ") "               \
	"AND NOT (e.field = 'country' AND " code_ " <> 'edited_differs' AND EXISTS ("              \
	"SELECT 1 FROM partner q WHERE q.agreement_id = e.agreement_id AND q.country IS NULL "     \
	"AND q.country_raw <> '' AND instr(" text ", '\"' || q.country_raw || '\"') > 0))) "       \
	"OR (" code_ " = 'edited_differs' AND NOT EXISTS (SELECT 1 FROM edit e "                   \
	"WHERE e.agreement_id = " agreement " AND e.field = " field_ ")) "                         \
	"OR EXISTS (SELECT 1 FROM answer w WHERE w.agreement_id = " agreement                      \
	" AND w.code = " code_ " AND w.other_id IS " other ") "                                    \
	"OR EXISTS (SELECT 1 FROM answer w WHERE w.agreement_id = " other " AND w.code = " code_   \
	" AND w.other_id = " agreement ") "                                                        \
	"OR EXISTS (SELECT 1 FROM agreement x WHERE x.id IN (" agreement ", " other ") "           \
	"AND x.state <> 'active')) "
#define IS_UNSETTLED                                                                               \
	"NOT " IS_SETTLED("p.agreement_id", "p.other_id", "p.code", "p.field", "p.reading_2",      \
			  "p.text")

/* Conditions on a delivery. The first is that of the index delivery_waiting, word for word. */
#define IS_WAITING "state IN ('queued', 'retrying')"
#define IS_OPEN	   "(state = 'queued' OR state = 'retrying') AND ambiguous = 0"

/* Notices of agreement ?1; when there is a notice ?3, those of the kind ?2 that came before it. */
static const char *const statements[STATEMENTS] = {
	/* Transactions. */
	[STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
	[STATEMENT_COMMIT] = "COMMIT",
	[STATEMENT_PART_BEGIN] = "SAVEPOINT part",
	[STATEMENT_PART_KEEP] = "RELEASE part",
	[STATEMENT_DATA_VERSION] = "PRAGMA data_version",
	[STATEMENT_IDENTITY] = "SELECT name, created_ms FROM store",

	/* Agreements. */
	[STATEMENT_AGREEMENT_ADD] =
		"INSERT INTO agreement (id, register_id, row, registration_number, type, type_raw, "
		"owner, last_day_raw, signed, kind, renewal, renews_every, renews_times, notice, "
		"state, link, note, kin, checksum, source_row_id, import_id, known_on, next_on) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[STATEMENT_AGREEMENT_UPDATE] =
		"UPDATE agreement "
		"SET register_id = ?1, row = ?2, registration_number = ?3, type = ?4, type_raw "
		"= ?5, owner = ?6, last_day_raw = ?7, signed = ?8, kind = ?9, renewal = ?10, "
		"renews_every = ?11, renews_times = ?12, notice = ?13, state = ?14, link = ?15, "
		"note = ?16, kin = ?17, checksum = ?18, source_row_id = coalesce(?19, "
		"source_row_id), terminated_on = ?20 WHERE id = ?21",
	[STATEMENT_AGREEMENT_CONFIRM] =
		"UPDATE agreement SET source_row_id = coalesce(?1, source_row_id), row = ?2, "
		"checksum = coalesce(?3, checksum) WHERE id = ?4",
	[STATEMENT_AGREEMENT_EXISTS] = "SELECT 1 FROM agreement WHERE id = ?",
	[STATEMENT_AGREEMENT_COUNT] = "SELECT count(*) FROM agreement",
	[STATEMENT_AGREEMENT_SET_NEXT] =
		"UPDATE agreement SET next_on = ?1 WHERE id = ?2 AND next_on IS NOT ?1",
	[STATEMENT_AGREEMENT_DUE] =
		"SELECT id FROM agreement INDEXED BY agreement_due WHERE next_on <= ? ORDER BY "
		"id",
	[STATEMENT_AGREEMENT_MISSING] =
		"SELECT a.id FROM agreement a "
		"WHERE a.register_id = (SELECT id FROM register WHERE name = ?1) "
		"AND a.source_row_id >> 32 IS NOT ?2 AND a.id > ?3 "
		"AND a.id < (SELECT first_agreement FROM import WHERE id = ?2) "
		"ORDER BY a.id LIMIT ?4",
	[STATEMENT_AGREEMENT_FIND] =
		"SELECT id FROM agreement WHERE registration_number = ? LIMIT 2",
	[STATEMENT_AGREEMENT_LAST] =
		"SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'agreement'",
	[STATEMENT_AGREEMENT_NUMBERS] = "SELECT registration_number FROM agreement "
					"WHERE registration_number IS NOT NULL",
	[STATEMENT_KIN_ADD] = "INSERT INTO kin (hash, signed_on, agreement_id) VALUES (?, ?, ?)",
	[STATEMENT_KIN_DROP] =
		"DELETE FROM kin WHERE hash = ? AND signed_on = ? AND agreement_id = ?",
	[STATEMENT_KIN_BY_NUMBER] = KIN_COLUMNS "FROM agreement a WHERE a.registration_number = ?1 "
						"AND a.register_id IS ?4 ORDER BY a.id LIMIT ?5",
	[STATEMENT_KIN_BY_DATE] =
		KIN_COLUMNS "FROM kin k JOIN agreement a ON a.id = k.agreement_id "
			    "WHERE k.hash = ?2 AND k.signed_on = ?6 AND a.register_id IS ?4 "
			    "ORDER BY k.agreement_id LIMIT ?5",
	[STATEMENT_KIN_BY_FACTS] =
		KIN_COLUMNS "FROM kin k JOIN agreement a ON a.id = k.agreement_id "
			    "WHERE k.hash = ?2 AND a.register_id IS ?4 "
			    "ORDER BY k.signed_on, k.agreement_id LIMIT ?5",
	[STATEMENT_KIN_ONE] =
		KIN_COLUMNS "FROM agreement a WHERE a.id = ?5 AND a.register_id IS ?4",
	[STATEMENT_KIN_ALL] = "SELECT hash, agreement_id FROM kin ORDER BY hash",
	[STATEMENT_KIN_MEMBERS] = "SELECT a.id, a.signed, a.import_id IS ?2 "
				  "FROM kin k JOIN agreement a ON a.id = k.agreement_id "
				  "JOIN partner p ON p.agreement_id = a.id AND p.seq = 0 "
				  "WHERE k.hash = ?1 AND a.state = 'active' "
				  "AND a.signed IS NOT NULL AND p.name <> '' "
				  "ORDER BY k.signed_on DESC, k.agreement_id DESC LIMIT ?3",
	[STATEMENT_ELSEWHERE_SIDES] =
		"SELECT ((SELECT max(seq) FROM sqlite_sequence WHERE name = 'agreement') - "
		"i.first_agreement + 1) * (SELECT count(*) - 1 FROM register), "
		"i.first_agreement - 1 "
		"FROM import i WHERE i.id = ?",
	[STATEMENT_ELSEWHERE_OF_ADDED] =
		"SELECT r.name, count(*) AS count FROM import i "
		"JOIN agreement a ON a.id >= i.first_agreement AND +a.import_id = i.id "
		"JOIN register r ON r.id <> i.register_id WHERE i.id = ? "
		"AND (EXISTS (SELECT 1 FROM agreement b "
		"WHERE b.registration_number = a.registration_number AND b.register_id = r.id) "
		"OR EXISTS (SELECT 1 FROM kin k JOIN agreement b ON b.id = k.agreement_id "
		"WHERE k.hash = a.kin AND k.signed_on <> 0 AND b.register_id = r.id "
		"AND b.signed = a.signed)) "
		"GROUP BY r.id ORDER BY r.name",
	[STATEMENT_ELSEWHERE_OF_OTHERS] =
		"SELECT r.name, count(*) AS count FROM import i "
		"JOIN agreement b ON b.id < i.first_agreement AND b.register_id <> i.register_id "
		"JOIN register r ON r.id = b.register_id WHERE i.id = ? "
		"AND (EXISTS (SELECT 1 FROM agreement a "
		"WHERE a.registration_number = b.registration_number AND a.import_id = i.id) "
		"OR EXISTS (SELECT 1 FROM kin k JOIN agreement a ON a.id = k.agreement_id "
		"WHERE k.hash = b.kin AND a.import_id = i.id AND a.signed = b.signed)) "
		"GROUP BY r.id ORDER BY r.name",
	[STATEMENT_AGREEMENT_ONE] = AGREEMENT_COLUMNS " WHERE a.id = ?",
	[STATEMENT_AGREEMENT_ALL] = AGREEMENT_COLUMNS " ORDER BY a.id",
	[STATEMENT_AGREEMENT_JSON] =
		"SELECT json_object('register', r.name, 'row', a.row, "
		"'registration_number', a.registration_number, 'partners', json(( "
		"SELECT json_group_array(json_object('name', name, 'city', city, "
		"'country', country, 'country_raw', country_raw)) "
		"FROM (SELECT * FROM partner WHERE agreement_id = a.id ORDER BY seq))), "
		"'type', a.type, 'type_raw', a.type_raw, 'owner', a.owner, 'signed', a.signed, "
		"'last_day_raw', a.last_day_raw, 'kind', a.kind, 'renewal', a.renewal, "
		"'renews_every', a.renews_every, 'renews_times', a.renews_times, "
		"'notice', a.notice, 'state', a.state, 'terminated_on', a.terminated_on, "
		"'link', a.link, 'note', a.note, "
		"'known_on', date(a.known_on * 86400, 'unixepoch'), 'terms', "
		"json(( "
		"SELECT json_group_array(json_object('kind', kind, 'start', start, "
		"'length', length, 'last_day', last_day, "
		"'known_on', date(known_on * 86400, 'unixepoch'))) "
		"FROM (SELECT * FROM term WHERE agreement_id = a.id ORDER BY seq)))) "
		"FROM agreement a LEFT JOIN register r ON r.id = a.register_id WHERE a.id = ?",
	[STATEMENT_PARTNER_ADD] =
		"INSERT INTO partner (agreement_id, seq, name, city, country, country_raw) "
		"VALUES (?, ?, ?, ?, ?, ?)",
	[STATEMENT_PARTNER_CLEAR] = "DELETE FROM partner WHERE agreement_id = ?",
	[STATEMENT_PARTNER_ONE] = PARTNER_COLUMNS " WHERE agreement_id = ? ORDER BY seq",
	[STATEMENT_PARTNER_ALL] = PARTNER_COLUMNS " ORDER BY agreement_id, seq",
	[STATEMENT_TERM_ADD] =
		"INSERT INTO term (agreement_id, seq, kind, start, length, last_day, known_on, "
		"seen_on) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	[STATEMENT_TERM_CLEAR] = "DELETE FROM term WHERE agreement_id = ?",
	[STATEMENT_TERM_ONE] = TERM_COLUMNS " WHERE agreement_id = ? ORDER BY seq",
	[STATEMENT_TERM_ALL] = TERM_COLUMNS " ORDER BY agreement_id, seq",
	[STATEMENT_TERM_SEEN] =
		"UPDATE term SET seen_on = ?1 WHERE agreement_id = ?2 AND seen_on IS NULL",
	[STATEMENT_AUDIT_ADD] = "INSERT INTO audit (at_ms, who, how, agreement_id, before, after) "
				"VALUES (?, ?, ?, ?, ?, ?)",
	[STATEMENT_AUDIT_LIST] =
		"SELECT who, how, at_ms, before, after FROM audit WHERE agreement_id = ? "
		"ORDER BY id",
	[STATEMENT_AUDIT_IMPORT] = "SELECT i.who, i.how, i.at_ms FROM agreement a "
				   "JOIN import i ON i.id = a.import_id WHERE a.id = ?",

	/* Registers. */
	[STATEMENT_REGISTER_ADD] = "INSERT INTO register (name) VALUES (?)",
	[STATEMENT_REGISTER_ID] = "SELECT id FROM register WHERE name = ?",
	[STATEMENT_IMPORT_ADD] =
		"INSERT INTO import (register_id, path, who, how, at_ms, first_agreement) "
		"VALUES (?, ?, ?, ?, ?, 1 + coalesce((SELECT max(seq) FROM sqlite_sequence "
		"WHERE name = 'agreement'), 0))",
	[STATEMENT_IMPORT_EARLIER] = "SELECT id FROM import WHERE id < ?1 AND register_id = "
				     "(SELECT register_id FROM import WHERE id = ?1) ORDER BY id",
	[STATEMENT_IMPORT_FIRST] = "SELECT first_agreement FROM import WHERE id = ?",
	[STATEMENT_IMPORT_EXISTS] = "SELECT 1 FROM import WHERE id = ?",
	[STATEMENT_SOURCE_ADD] = "INSERT INTO source_row (id, line, lines, part, kind, text) "
				 "VALUES (?, ?, ?, ?, ?, ?)",
	[STATEMENT_SOURCE_LAST] =
		"SELECT max(id) FROM source_row WHERE id BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1",
	[STATEMENT_SOURCE_EXISTS] = "SELECT 1 FROM source_row WHERE id = ?",
	[STATEMENT_SOURCE_LINE] = "SELECT line FROM source_row WHERE id = ?",
	[STATEMENT_SOURCE_NEEDED] =
		"SELECT source_row_id FROM agreement WHERE source_row_id < ?1 << 32 "
		"AND source_row_id >> 32 IN (SELECT id FROM import WHERE register_id = "
		"(SELECT register_id FROM import WHERE id = ?1))",
	[STATEMENT_SOURCE_FORGET] = "DELETE FROM source_row WHERE id BETWEEN ? AND ?",
	[STATEMENT_SOURCE_OF] =
		"SELECT r.name, i.path, s.part, s.line, s.lines, s.text, i.at_ms FROM agreement a "
		"JOIN source_row s ON s.id = a.source_row_id "
		"JOIN import i ON i.id = s.id >> 32 "
		"JOIN register r ON r.id = i.register_id "
		"WHERE a.id = ?",
	[STATEMENT_PROBLEM_ADD] =
		"INSERT INTO problem (import_id, agreement_id, other_id, part, line, column, code, "
		"text, field, reading_1, reading_2, is_told) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
		"?12 OR EXISTS (SELECT 1 FROM problem p INDEXED BY problem_told "
		"JOIN import i ON i.id = p.import_id "
		"WHERE p.is_told AND p.agreement_id IS ?2 AND p.code = ?7 AND p.text = ?8 "
		"AND i.register_id = (SELECT register_id FROM import WHERE id = ?1)))",
	[STATEMENT_PROBLEM_FORGET] =
		"DELETE FROM problem "
		"WHERE import_id IN (SELECT id FROM import WHERE register_id = ?1) "
		"AND (NOT is_told "
		"OR import_id <> (SELECT max(id) FROM import WHERE register_id = ?1))",
	/* The rows of an import are in the order of their IDs. */
	[STATEMENT_PROBLEM_LINE] =
		"SELECT s.text FROM problem p JOIN source_row s "
		"ON s.id > (p.import_id << 32) AND s.id < ((p.import_id + 1) << 32) "
		"WHERE p.id = ? AND p.line > 0 AND s.line <= p.line AND s.line + s.lines > p.line "
		"AND s.part IS p.part ORDER BY s.id LIMIT 1",
	[STATEMENT_PROBLEM_SETTLED] = "SELECT " IS_SETTLED("?1", "?2", "?3", "?4", "?5", "?6"),
	[STATEMENT_PROBLEM_LIST] = PROBLEM_COLUMNS
	"WHERE " IS_OF_LAST_IMPORT "AND NOT (?1 AND p.is_told) "
	"AND " IS_UNSETTLED "ORDER BY r.name, p.line, p.column, p.id LIMIT ?2",
	[STATEMENT_PROBLEM_OF] = PROBLEM_COLUMNS "WHERE p.agreement_id = ?3 AND " IS_OF_LAST_IMPORT
						 "AND NOT (?1 AND p.is_told) AND " IS_UNSETTLED
						 "ORDER BY r.name, p.line, p.column, p.id LIMIT ?2",
	[STATEMENT_PROBLEM_COUNT] =
		"SELECT count(*) FROM problem p JOIN import i ON i.id = p.import_id "
		"WHERE " IS_OF_LAST_IMPORT "AND " IS_UNSETTLED,
	[STATEMENT_PROBLEM_TOLD] = "UPDATE problem SET is_told = 1 WHERE id = ?",
	[STATEMENT_ANSWER_PUT] =
		"INSERT INTO answer (agreement_id, other_id, code, who, how, at_ms) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[STATEMENT_ANSWER_CLEAR] =
		"DELETE FROM answer WHERE agreement_id = ?1 AND code = ?3 AND other_id IS ?2",
	[STATEMENT_ANSWER_FORGET] =
		"DELETE FROM answer WHERE agreement_id = ? AND other_id IS NULL",
	[STATEMENT_EDIT_LIST] = "SELECT field, value, register_value, who, at_ms FROM edit "
				"WHERE agreement_id = ? ORDER BY field",
	[STATEMENT_EDIT_IDENTITIES] =
		"SELECT DISTINCT e.agreement_id FROM edit e JOIN agreement a ON a.id = "
		"e.agreement_id "
		"JOIN register r ON r.id = a.register_id WHERE r.name = ? "
		"AND e.field IN ('registration_number', 'partner', 'type', 'signed') ORDER BY 1",
	[STATEMENT_EDIT_PUT] =
		"INSERT INTO edit (agreement_id, field, value, register_value, who, at_ms) "
		"VALUES (?, ?, ?, ?, ?, ?) "
		"ON CONFLICT (agreement_id, field) DO UPDATE SET value = excluded.value, "
		"register_value = excluded.register_value, who = excluded.who, "
		"at_ms = excluded.at_ms",
	[STATEMENT_EDIT_DROP] = "DELETE FROM edit WHERE agreement_id = ? AND field = ?",
	[STATEMENT_HOLIDAY_LIST] = "SELECT day FROM holiday ORDER BY day",
	[STATEMENT_HOLIDAY_CLEAR] = "DELETE FROM holiday",
	[STATEMENT_HOLIDAY_ADD] =
		"INSERT INTO holiday (day, name) VALUES (?, ?) ON CONFLICT DO NOTHING",

	/* Runs and the ledger. */
	[STATEMENT_RUN_ADD] = "INSERT INTO run (kind, day, at_ms) VALUES (?, ?, ?)",
	[STATEMENT_RUN_FINISH] =
		"UPDATE run SET planned = ?, notices = ?, deliveries = ? WHERE id = ?",
	[STATEMENT_RUN_LAST] = "SELECT id, kind, day, at_ms, planned, notices, deliveries FROM run "
			       "ORDER BY id DESC LIMIT 1",
	[STATEMENT_LEDGER_ADD] =
		"INSERT INTO ledger (id, agreement_id, kind, deadline, milestone, beside, "
		"term_seq, step, outcome, level, latest, given, sending_day, late_days, "
		"corrected_from, policy, run_id, settled_on) "
		"VALUES ((SELECT coalesce(max(id), 0) + 1 FROM ledger), "
		"?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
		"coalesce((SELECT day FROM run WHERE id = ?16), 0)) RETURNING id",
	[STATEMENT_LEDGER_ONE] = SETTLED_COLUMNS
	" WHERE agreement_id = ? ORDER BY kind, deadline, milestone, beside",
	[STATEMENT_LEDGER_ALL] =
		SETTLED_COLUMNS " ORDER BY agreement_id, kind, deadline, milestone, beside",
	[STATEMENT_LEDGER_LINES] =
		"SELECT l.id, l.kind, l.deadline, l.milestone, l.term_seq, l.step, l.outcome, "
		"l.settled_on, l.level, l.latest, l.given, l.sending_day, l.late_days, "
		"l.corrected_from, "
		"l.policy, r.at_ms FROM ledger l JOIN run r ON r.id = l.run_id "
		"WHERE l.agreement_id = ? ORDER BY l.kind, l.deadline, l.milestone, l.beside",
	[STATEMENT_RESPONSE_ADD] =
		"INSERT INTO response (agreement_id, id, kind, about, term_seq, deadline, until, "
		"made_on, note, who, at_ms) "
		"VALUES (?1, (SELECT coalesce(max(id), 0) + 1 FROM response), "
		"?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
	[STATEMENT_RESPONSE_ONE] = RESPONSE_COLUMNS " WHERE agreement_id = ? ORDER BY id",
	[STATEMENT_RESPONSE_ALL] = RESPONSE_COLUMNS " ORDER BY agreement_id, id",
	[STATEMENT_RESPONSE_LIST] =
		"SELECT id, kind, about, term_seq, deadline, until, made_on, note, who, at_ms "
		"FROM response WHERE agreement_id = ? ORDER BY id",
	/* Whom a notice may have reached: also where that is not known for sure. */
	[STATEMENT_TOLD] =
		"SELECT d.channel, d.address, d.contact, d.recipient, min(l.settled_on) AS first "
		"FROM ledger l JOIN delivery_notice n ON n.notice_id = l.id "
		"JOIN delivery d ON d.number = n.delivery "
		"WHERE l.agreement_id = ?1 AND (CASE WHEN ?6 THEN l.kind IN ('end', 'notice') "
		"AND l.term_seq % ?6 = ?5 % ?6 ELSE l.kind = ?2 AND l.term_seq = ?5 "
		"AND l.deadline BETWEEN ?3 AND ?4 END) AND l.outcome = 'notice' AND l.beside <> 2 "
		"AND d.kind = 'reminder' "
		"AND (d.state IN ('sent', 'sending') OR d.ambiguous > 0) "
		"GROUP BY d.channel, d.address ORDER BY first, min(d.number)",
	[STATEMENT_NUMBER_GET] = "SELECT value FROM number WHERE name = ?",
	[STATEMENT_NUMBER_SET] = "INSERT INTO number (name, value) VALUES (?, ?) "
				 "ON CONFLICT (name) DO UPDATE SET value = excluded.value",

	/* The outbox. */
	[STATEMENT_DELIVERY_ADD] =
		"INSERT INTO delivery (run_id, kind, channel, address, contact, recipient, "
		"state, created_ms, next_ms, subject, document, thread) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'queued', ?7, ?7, ?8, ?9, ?10)",
	[STATEMENT_DELIVERY_REPLACE] =
		"INSERT INTO delivery (run_id, kind, channel, address, contact, recipient, "
		"state, created_ms, next_ms, subject, document, thread) "
		"SELECT run_id, kind, channel, address, contact, recipient, 'queued', ?2, ?2, "
		"?3, ?4, thread FROM delivery WHERE number = ?1",
	[STATEMENT_DELIVERY_WITHDRAW] =
		"UPDATE delivery "
		"SET state = 'withdrawn', next_ms = NULL, last_class = NULL, last_code = 0, "
		"last_text = ?2, "
		"last_ms = ?3, replaced_by = ?4 "
		"WHERE number = ?1",
	[STATEMENT_DELIVERY_STATE] = "SELECT state, " IS_OPEN " FROM delivery WHERE number = ?",
	[STATEMENT_DELIVERY_ONE] =
		"SELECT " DELIVERY_COLUMNS ", document FROM delivery WHERE number = ?",
	[STATEMENT_DELIVERY_DUE] =
		"SELECT " DELIVERY_COLUMNS ", document FROM delivery INDEXED BY delivery_waiting "
		"WHERE " IS_WAITING " AND channel = ? AND next_ms <= ? "
		"ORDER BY next_ms, number LIMIT ?",
	[STATEMENT_DELIVERY_NEXT] = "SELECT next_ms FROM delivery INDEXED BY delivery_waiting "
				    "WHERE " IS_WAITING " AND channel = ? ORDER BY next_ms LIMIT 1",
	[STATEMENT_DELIVERY_LIST] =
		"SELECT " DELIVERY_COLUMNS ", NULL FROM delivery "
		"WHERE (?1 IS NULL OR state = ?1) "
		"AND (?2 IS NULL OR number IN (SELECT n.delivery FROM delivery_notice n "
		"JOIN ledger l ON l.id = n.notice_id WHERE l.agreement_id = ?2)) "
		"AND (?3 IS NULL OR number IN (SELECT delivery FROM delivery_notice "
		"WHERE notice_id = ?3)) "
		"ORDER BY number DESC LIMIT ?4",
	[STATEMENT_DELIVERY_COUNTS] = "SELECT state, count(*) FROM delivery GROUP BY state",
	[STATEMENT_DELIVERY_START] =
		"UPDATE delivery "
		"SET state = 'sending', next_ms = NULL, attempts = attempts + 1, "
		"first_ms = coalesce(first_ms, ?2) "
		"WHERE number = ?1 AND " IS_WAITING,
	[STATEMENT_DELIVERY_END] =
		"UPDATE delivery "
		"SET state = ?2, next_ms = ?3, last_class = ?4, last_code = ?5, last_text = ?6, "
		"last_ms = ?7, "
		"ambiguous = ambiguous + ?8, "
		"as_of = CASE WHEN ?8 THEN coalesce(as_of, (SELECT as_of FROM attempt "
		"WHERE delivery = number AND ended_ms IS NULL)) ELSE as_of END "
		"WHERE number = ?1 AND state = 'sending'",
	[STATEMENT_DELIVERY_UNTRIED] = "UPDATE delivery "
				       "SET state = ?2, next_ms = ?3, attempts = attempts - 1, "
				       "first_ms = CASE WHEN attempts > 1 THEN first_ms END "
				       "WHERE number = ?1 AND state = 'sending'",
	[STATEMENT_DELIVERY_INTERRUPTED] =
		"SELECT number FROM delivery WHERE state = 'sending' ORDER BY number",
	[STATEMENT_DELIVERY_HURRY] =
		"UPDATE delivery SET next_ms = ?2 "
		"WHERE state = 'retrying' AND next_ms > ?2 AND (?1 IS NULL OR channel = ?1)",
	[STATEMENT_DELIVERY_REVIVE] =
		"UPDATE delivery SET state = 'queued', next_ms = ?2, attempts = 0, first_ms = "
		"NULL "
		"WHERE number = ?1 AND state = 'dead'",
	[STATEMENT_ATTEMPT_START] =
		"INSERT INTO attempt (delivery, seq, started_ms, as_of) "
		"VALUES (?1, (SELECT count(*) FROM attempt WHERE delivery = ?1), ?2, "
		"coalesce((SELECT as_of FROM delivery WHERE number = ?1), ?3))",
	[STATEMENT_ATTEMPT_END] =
		"UPDATE attempt SET ended_ms = ?2, class = ?3, code = ?4, text = ?5 "
		"WHERE delivery = ?1 AND ended_ms IS NULL",
	[STATEMENT_ATTEMPT_LIST] =
		"SELECT started_ms, ended_ms, class, code, text, as_of FROM attempt "
		"WHERE delivery = ? ORDER BY seq",
	[STATEMENT_NOTICE_ADD] = "INSERT INTO delivery_notice (delivery, notice_id) VALUES (?, ?) "
				 "ON CONFLICT DO NOTHING",
	[STATEMENT_NOTICE_LIST] =
		"SELECT notice_id FROM delivery_notice WHERE delivery = ? ORDER BY notice_id",
	[STATEMENT_NOTICE_ALIVE] =
		"SELECT 1 FROM delivery_notice n JOIN delivery d ON d.number = n.delivery "
		"WHERE n.notice_id = ? AND d.state NOT IN ('dead', 'withdrawn') LIMIT 1",
	[STATEMENT_OPEN_LIST] = "SELECT number FROM delivery WHERE " IS_OPEN " ORDER BY number",
	[STATEMENT_OVERTAKEN_NOTICES] =
		"SELECT n.notice_id FROM delivery_notice n JOIN ledger l ON l.id = n.notice_id "
		"WHERE n.delivery = ? AND l.beside <> 2 AND EXISTS (SELECT 1 FROM ledger later "
		"WHERE later.agreement_id = l.agreement_id AND later.kind = l.kind "
		"AND later.id > l.id AND later.outcome = 'notice' AND later.beside = 0 "
		/* Each term that follows by itself has a notice deadline of its own. */
		"AND (l.kind <> 'notice' OR later.term_seq = l.term_seq)) ORDER BY n.notice_id",

	[STATEMENT_UNDELIVERED] =
		"SELECT channel, recipient, subject, last_text, "
		"coalesce((SELECT day FROM run WHERE id = run_id), created_ms / 86400000), "
		"state = 'dead' FROM delivery "
		"WHERE (state = 'retrying' OR (state = 'dead' AND last_ms / 86400000 >= ?1)) "
		"AND kind <> 'trouble' ORDER BY state = 'retrying', number DESC",
	[STATEMENT_THREAD_ROOT] =
		"SELECT (SELECT name FROM store) || '.' || min(number) FROM delivery "
		"INDEXED BY delivery_thread "
		"WHERE thread = ? AND channel = ? AND address = ? "
		"AND state NOT IN ('dead', 'withdrawn') HAVING min(number) IS NOT NULL",

	/* Requests. */
	[STATEMENT_REQUEST_ADD] = "INSERT INTO request (kind, argument, asked_ms) VALUES (?, ?, ?)",
	[STATEMENT_REQUEST_NEXT] =
		"SELECT id, kind, argument, asked_ms FROM request INDEXED BY request_open "
		"WHERE answered_ms IS NULL ORDER BY id LIMIT 1",
	[STATEMENT_REQUEST_ANSWER] =
		"UPDATE request SET status = ?2, answer = ?3, answered_ms = ?4 "
		"WHERE id = ?1 AND answered_ms IS NULL",
	[STATEMENT_REQUEST_EXISTS] = "SELECT 1 FROM request WHERE id = ?",
	[STATEMENT_REQUEST_ANSWERED] =
		"SELECT status, answer FROM request WHERE id = ? AND answered_ms IS NOT NULL",
};

const char *statement_sql(enum statement statement)
{
	return statements[statement];
}
