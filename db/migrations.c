#include "db/schema.h"

/*
 * A row that belongs to an agreement is kept where the agreement's other rows of that table are
 * (WITHOUT ROWID, clustered by agreement_id), so that reading all agreements is one pass over each
 * table. Enumerators are kept as their names, dates as days since 1970, vague dates, lengths and
 * steps as the core writes them.
 *
 *	store            the one row that says which store this is
 *	number           named values of the daemon
 *	register         a list of agreements as an office keeps it
 *	import           a reading of a register
 *	source_row       every line that was read, verbatim
 *	problem          what was wrong with a register
 *	agreement        with its partners and terms
 *	run              a planning of what was due on a day
 *	ledger           every milestone that was settled; no row is ever changed or removed
 *	delivery         a message to one recipient over one channel
 *	delivery_notice  which ledger rows a delivery carries
 *	attempt          each try to send a delivery
 *	holiday          days on which the office does not send
 *	request          what renewctl asks the daemon
 *	audit            who changed which agreement, before and after
 */
static const char version_1[] =
	"PRAGMA application_id = 1919842148;" /* SCHEMA_APPLICATION_ID */

	"CREATE TABLE store (name TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;"
	"INSERT INTO store VALUES (lower(hex(randomblob(8))),"
	"	CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER));"

	"CREATE TABLE number (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
	"	STRICT, WITHOUT ROWID;"

	"CREATE TABLE register (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"

	"CREATE TABLE import ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	register_id INTEGER NOT NULL REFERENCES register,"
	"	path TEXT NOT NULL,"
	"	at_ms INTEGER NOT NULL) STRICT;"
	"CREATE INDEX import_register ON import (register_id);"

	"CREATE TABLE source_row ("
	"	id INTEGER PRIMARY KEY,"
	"	import_id INTEGER NOT NULL REFERENCES import,"
	"	line INTEGER NOT NULL,"
	"	kind TEXT NOT NULL,"
	"	text TEXT NOT NULL) STRICT;"
	"CREATE INDEX source_row_import ON source_row (import_id);"

	"CREATE TABLE agreement ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	register_id INTEGER REFERENCES register,"
	"	row TEXT,"
	"	registration_number TEXT,"
	"	type TEXT,"
	"	type_raw TEXT,"
	"	owner TEXT,"
	"	last_day_raw TEXT,"
	"	signed TEXT," /* vague */
	"	kind TEXT NOT NULL,"
	"	renewal TEXT NOT NULL,"
	"	state TEXT NOT NULL,"
	"	source_row_id INTEGER REFERENCES source_row,"
	"	known_on INTEGER NOT NULL,"
	"	next_on INTEGER) STRICT;"
	"CREATE INDEX agreement_due ON agreement (next_on) WHERE next_on IS NOT NULL;"
	"CREATE INDEX agreement_source ON agreement (source_row_id);"
	"CREATE INDEX agreement_registration ON agreement (registration_number)"
	"	WHERE registration_number IS NOT NULL;"
	"CREATE INDEX agreement_facts ON agreement (signed, type);"

	"CREATE TABLE partner ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	seq INTEGER NOT NULL,"
	"	name TEXT,"
	"	city TEXT,"
	"	country TEXT,"
	"	country_raw TEXT,"
	"	PRIMARY KEY (agreement_id, seq)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE term ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	seq INTEGER NOT NULL,"
	"	kind TEXT NOT NULL,"
	"	start TEXT,"	/* vague */
	"	length TEXT,"	/* span */
	"	last_day TEXT," /* vague */
	"	known_on INTEGER NOT NULL,"
	"	seen_on INTEGER,"
	"	PRIMARY KEY (agreement_id, seq)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE problem ("
	"	id INTEGER PRIMARY KEY,"
	"	import_id INTEGER NOT NULL REFERENCES import,"
	"	agreement_id INTEGER REFERENCES agreement,"
	"	line INTEGER NOT NULL,"
	"	column INTEGER NOT NULL,"
	"	code TEXT NOT NULL,"
	"	text TEXT NOT NULL,"
	"	is_told INTEGER NOT NULL) STRICT;"
	"CREATE INDEX problem_import ON problem (import_id);"

	"CREATE TABLE run ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	kind TEXT NOT NULL,"
	"	day INTEGER NOT NULL,"
	"	at_ms INTEGER NOT NULL,"
	"	planned INTEGER NOT NULL DEFAULT 0,"
	"	notices INTEGER NOT NULL DEFAULT 0,"
	"	deliveries INTEGER NOT NULL DEFAULT 0) STRICT;"

	"CREATE TABLE ledger ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	kind TEXT NOT NULL,"
	"	deadline INTEGER NOT NULL,"
	"	milestone INTEGER NOT NULL,"
	"	id INTEGER NOT NULL UNIQUE,"
	"	term_seq INTEGER NOT NULL,"
	"	step TEXT NOT NULL,"
	"	outcome TEXT NOT NULL,"
	"	latest INTEGER,"
	"	given TEXT,"
	"	sending_day INTEGER,"
	"	late_days INTEGER NOT NULL,"
	"	corrected_from INTEGER,"
	"	policy TEXT,"
	"	run_id INTEGER NOT NULL REFERENCES run,"
	"	PRIMARY KEY (agreement_id, kind, deadline, milestone)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE delivery ("
	"	number INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	run_id INTEGER REFERENCES run,"
	"	kind TEXT NOT NULL,"
	"	channel TEXT NOT NULL,"
	"	address TEXT NOT NULL,"
	"	contact TEXT,"
	"	recipient TEXT,"
	"	state TEXT NOT NULL,"
	"	created_ms INTEGER NOT NULL,"
	"	first_ms INTEGER,"
	"	next_ms INTEGER,"
	"	attempts INTEGER NOT NULL DEFAULT 0,"
	"	ambiguous INTEGER NOT NULL DEFAULT 0,"
	"	as_of INTEGER,"
	"	last_class TEXT,"
	"	last_code INTEGER NOT NULL DEFAULT 0,"
	"	last_text TEXT,"
	"	last_ms INTEGER,"
	"	replaced_by INTEGER REFERENCES delivery,"
	"	subject TEXT,"
	"	document TEXT NOT NULL) STRICT;"
	"CREATE INDEX delivery_waiting ON delivery (channel, next_ms, number)"
	"	WHERE state IN ('queued', 'retrying');"
	"CREATE INDEX delivery_state ON delivery (state);"

	"CREATE TABLE delivery_notice ("
	"	delivery INTEGER NOT NULL REFERENCES delivery,"
	"	notice_id INTEGER NOT NULL REFERENCES ledger (id),"
	"	PRIMARY KEY (delivery, notice_id)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX delivery_notice_notice ON delivery_notice (notice_id);"

	"CREATE TABLE attempt ("
	"	delivery INTEGER NOT NULL REFERENCES delivery,"
	"	seq INTEGER NOT NULL,"
	"	started_ms INTEGER NOT NULL,"
	"	ended_ms INTEGER,"
	"	class TEXT,"
	"	code INTEGER NOT NULL DEFAULT 0,"
	"	text TEXT,"
	"	as_of INTEGER,"
	"	PRIMARY KEY (delivery, seq)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE holiday (day INTEGER PRIMARY KEY, name TEXT) STRICT;"

	"CREATE TABLE request ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	kind TEXT NOT NULL,"
	"	argument TEXT,"
	"	asked_ms INTEGER NOT NULL,"
	"	status INTEGER,"
	"	answer TEXT,"
	"	answered_ms INTEGER) STRICT;"
	"CREATE INDEX request_open ON request (id) WHERE answered_ms IS NULL;"

	"CREATE TABLE audit ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	at_ms INTEGER NOT NULL,"
	"	who TEXT NOT NULL,"
	"	how TEXT NOT NULL,"
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	before TEXT," /* JSON; NULL: it was added */
	"	after TEXT NOT NULL) STRICT;"
	"CREATE INDEX audit_agreement ON audit (agreement_id);";

/*
 *	kin              agreements by agreement.kin: an index that an import fills in order
 *	edit             fields of agreements that people set by hand
 *	answer           problems that people answered
 *
 * The ID of a source_row is the number of its import times 2^32 and its place in it, so that the
 * lines of an import are one range. Nothing refers back from there to agreement.source_row_id: an
 * import sets it a million times, and store_import_end() looks after what is not needed any more.
 * agreement.kin and agreement.digest (later: checksum) are what db/kin.h and db/checksum.h make of
 * the agreement (NULL is one that was not worked out yet); import_id is the import that added it,
 * which says who did, so that the audit has no row for that. import.first_agreement is the lowest
 * ID that an agreement which it added can have.
 */
static const char version_2[] =
	"ALTER TABLE import ADD COLUMN who TEXT;"
	"ALTER TABLE import ADD COLUMN how TEXT;"
	"ALTER TABLE import ADD COLUMN first_agreement INTEGER NOT NULL DEFAULT 1;"

	"CREATE TABLE agreement_2 ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	register_id INTEGER REFERENCES register,"
	"	row TEXT,"
	"	registration_number TEXT,"
	"	type TEXT,"
	"	type_raw TEXT,"
	"	owner TEXT,"
	"	last_day_raw TEXT,"
	"	signed TEXT," /* vague */
	"	kind TEXT NOT NULL,"
	"	renewal TEXT NOT NULL,"
	"	renews_every TEXT," /* span */
	"	renews_times INTEGER NOT NULL DEFAULT 0,"
	"	notice TEXT," /* span */
	"	state TEXT NOT NULL,"
	"	link TEXT,"
	"	note TEXT,"
	"	kin INTEGER NOT NULL,"
	"	digest INTEGER,"
	"	source_row_id INTEGER,"
	"	import_id INTEGER REFERENCES import,"
	"	known_on INTEGER NOT NULL,"
	"	next_on INTEGER) STRICT;"
	"INSERT INTO agreement_2 (id, register_id, row, registration_number, type, type_raw, "
	"	owner, last_day_raw, signed, kind, renewal, state, kin, source_row_id, known_on, "
	"	next_on) "
	"	SELECT a.id, a.register_id, a.row, a.registration_number, a.type, a.type_raw, "
	"	a.owner, a.last_day_raw, a.signed, a.kind, a.renewal, a.state, "
	"	kin_hash((SELECT name FROM partner WHERE agreement_id = a.id AND seq = 0), "
	"a.type), "
	"	(SELECT (import_id << 32) + id FROM source_row WHERE id = a.source_row_id), "
	"	a.known_on, a.next_on FROM agreement a ORDER BY a.id;"
	"UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence "
	"	WHERE name = 'agreement') WHERE name = 'agreement_2';"
	"DROP TABLE agreement;"
	"ALTER TABLE agreement_2 RENAME TO agreement;"
	"CREATE INDEX agreement_due ON agreement (next_on) WHERE next_on IS NOT NULL;"
	"CREATE INDEX agreement_registration ON agreement (registration_number)"
	"	WHERE registration_number IS NOT NULL;"

	"CREATE TABLE kin ("
	"	hash INTEGER NOT NULL,"
	"	signed_on INTEGER NOT NULL," /* the first day that it can be; 0: not known */
	"	agreement_id INTEGER NOT NULL,"
	"	PRIMARY KEY (hash, signed_on, agreement_id)) STRICT, WITHOUT ROWID;"
	"INSERT INTO kin SELECT kin, kin_signed(signed), id FROM agreement;"

	"CREATE TABLE source_row_2 ("
	"	id INTEGER PRIMARY KEY,"
	"	line INTEGER NOT NULL,"
	"	lines INTEGER NOT NULL,"
	"	part TEXT,"
	"	kind TEXT NOT NULL,"
	"	text TEXT NOT NULL) STRICT;"
	"INSERT INTO source_row_2 (id, line, lines, kind, text) "
	"	SELECT (import_id << 32) + id, line, 1, kind, text FROM source_row "
	"	ORDER BY import_id, id;"
	"DROP TABLE source_row;"
	"ALTER TABLE source_row_2 RENAME TO source_row;"

	"ALTER TABLE problem ADD COLUMN other_id INTEGER REFERENCES agreement;"
	"ALTER TABLE problem ADD COLUMN part TEXT;"
	"ALTER TABLE problem ADD COLUMN field TEXT;"
	"ALTER TABLE problem ADD COLUMN reading_1 TEXT;"
	"ALTER TABLE problem ADD COLUMN reading_2 TEXT;"
	"CREATE INDEX problem_agreement ON problem (agreement_id);"
	"CREATE INDEX problem_told ON problem (agreement_id, code, text) WHERE is_told;"

	"CREATE TABLE edit ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	field TEXT NOT NULL,"
	"	value TEXT NOT NULL,"
	"	register_value TEXT,"
	"	who TEXT NOT NULL,"
	"	at_ms INTEGER NOT NULL,"
	"	PRIMARY KEY (agreement_id, field)) STRICT, WITHOUT ROWID;"

	"CREATE TABLE answer ("
	"	id INTEGER PRIMARY KEY,"
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	other_id INTEGER REFERENCES agreement,"
	"	code TEXT NOT NULL,"
	"	who TEXT NOT NULL,"
	"	how TEXT NOT NULL,"
	"	at_ms INTEGER NOT NULL) STRICT;"
	"CREATE INDEX answer_agreement ON answer (agreement_id, code, other_id);";

/*
 *	response         what people answered when told of a deadline
 *
 * ledger.settled_on is the day of the run; level how many steps of escalation had told somebody;
 * beside is 0 for a milestone, of which a deadline has one a day, 1 for an escalation and 2 for word
 * of a new term, which may fall on the day of a milestone. agreement.terminated_on is the day
 * through which it is in force, once notice was given.
 */
static const char version_3[] =
	"ALTER TABLE agreement RENAME COLUMN digest TO checksum;"
	"ALTER TABLE agreement ADD COLUMN terminated_on TEXT;"

	"CREATE TABLE ledger_3 ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	kind TEXT NOT NULL,"
	"	deadline INTEGER NOT NULL,"
	"	milestone INTEGER NOT NULL,"
	"	beside INTEGER NOT NULL,"
	"	id INTEGER NOT NULL UNIQUE,"
	"	term_seq INTEGER NOT NULL,"
	"	step TEXT NOT NULL,"
	"	outcome TEXT NOT NULL,"
	"	settled_on INTEGER NOT NULL,"
	"	level INTEGER NOT NULL,"
	"	latest INTEGER,"
	"	given TEXT,"
	"	sending_day INTEGER,"
	"	late_days INTEGER NOT NULL,"
	"	corrected_from INTEGER,"
	"	policy TEXT,"
	"	run_id INTEGER NOT NULL REFERENCES run,"
	"	PRIMARY KEY (agreement_id, kind, deadline, milestone, beside))"
	"	STRICT, WITHOUT ROWID;"
	"INSERT INTO ledger_3 (agreement_id, kind, deadline, milestone, beside, id, term_seq, "
	"	step, outcome, settled_on, level, latest, given, sending_day, late_days, "
	"	corrected_from, policy, run_id) "
	"	SELECT l.agreement_id, l.kind, l.deadline, l.milestone, 0, l.id, l.term_seq, "
	"	l.step, l.outcome, r.day, 0, l.latest, l.given, l.sending_day, l.late_days, "
	"	l.corrected_from, l.policy, l.run_id FROM ledger l JOIN run r ON r.id = l.run_id "
	"	ORDER BY l.agreement_id, l.kind, l.deadline, l.milestone;"
	"DROP TABLE ledger;"
	"ALTER TABLE ledger_3 RENAME TO ledger;"

	"CREATE TABLE response ("
	"	agreement_id INTEGER NOT NULL REFERENCES agreement,"
	"	id INTEGER NOT NULL UNIQUE,"
	"	kind TEXT NOT NULL,"
	"	about TEXT NOT NULL," /* the deadline's kind */
	"	term_seq INTEGER NOT NULL,"
	"	deadline INTEGER NOT NULL,"
	"	until INTEGER," /* NULL: until the deadline */
	"	made_on INTEGER NOT NULL,"
	"	note TEXT,"
	"	who TEXT NOT NULL,"
	"	at_ms INTEGER NOT NULL,"
	"	PRIMARY KEY (agreement_id, id)) STRICT, WITHOUT ROWID;"

	"ALTER TABLE delivery ADD COLUMN thread INTEGER REFERENCES agreement;"
	"CREATE INDEX delivery_thread ON delivery (thread, channel, address)"
	"	WHERE thread IS NOT NULL;";

static const struct migration steps[] = {
	{1, version_1},
	{2, version_2},
	{3, version_3},
};

const struct migration *migrations(size_t *ret_count)
{
	*ret_count = sizeof(steps) / sizeof(steps[0]);
	return steps;
}
