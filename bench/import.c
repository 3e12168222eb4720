/*
 * The store's side of an import, without the reader: rows as a register of ten columns gives them.
 *
 *	bench-import STORE COUNT       takes a register of COUNT rows into the store; prints
 *	                               microseconds a row, with what each part took
 *
 * Run on a store that has them already, all rows are unchanged.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "core/arena.h"
#include "db/store.h"

/* How many kin are looked at, as an import does. */
#define KIN_MAX 32

enum part { PART_KIN, PART_SOURCE, PART_ADD, PART_CONFIRM, PART_END, PART_COMMIT, PARTS };

static const char *const part_names[PARTS] = {"kin", "source", "add", "confirm", "end", "commit"};

struct bench {
	struct store *store;
	struct arena arena;
	struct author author;
	int64_t import;
	int64_t added, unchanged;
	double parts[PARTS];
	double last;
};

static double now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void count_time(struct bench *bench, enum part part)
{
	double present = now();

	bench->parts[part] += present - bench->last;
	bench->last = present;
}

static void must(const struct bench *bench, int r, const char *what)
{
	if (r == 0)
		return;
	fprintf(stderr, "bench-import: %s: %d %s\n", what, r, store_message(bench->store));
	exit(3);
}

/* A row's agreement, in static memory, and its line. */
static const struct agreement *draft_of(int64_t n, char *line, size_t size)
{
	static const char *const countries[] = {"DE", "CN", "KZ", "JP", "TR", "US"};
	static const char *const names[] = {"Germany", "China",	 "Kazakhstan",
					    "Japan",   "Turkey", "United States"};
	static char name[96], number[32], row[32], last[32];
	static struct partner partner;
	static struct term term;
	static struct agreement agreement;
	struct day signed_on = {(int32_t)(13000 + n * 7919 % 7000)};
	struct day last_day = day_add_days(signed_on, (int32_t)(365 + n % 2500));
	char day[DAY_TEXT_SIZE];

	snprintf(name, sizeof(name), "%lld University of Applied Sciences and Arts",
		 (long long)(n * 7919 % 1000003));
	snprintf(number, sizeof(number), "%lld-%02d", (long long)n, (int)(n % 20));
	snprintf(row, sizeof(row), "%lld", (long long)n);
	snprintf(last, sizeof(last), "%s", day_format(last_day, day));
	partner = (struct partner){name, "Riga", countries[n % 6], names[n % 6]};
	term = (struct term){.start = vague_of_day(signed_on),
			     .last_day = vague_of_day(last_day),
			     .known_on = {20779},
			     .seen_on = DAY_NONE};
	agreement = (struct agreement){.register_name = "bench",
				       .row = row,
				       .registration_number = number,
				       .owner = "International Cooperation Department",
				       .last_day_raw = last,
				       .partners = &partner,
				       .partner_count = 1,
				       .signed_on = term.start,
				       .kind = KIND_FIXED,
				       .terms = &term,
				       .term_count = 1,
				       .known_on = {20779}};
	snprintf(line, size, "%s,%s,%s,Riga,%s,-,401-500,%s,%s,%s", row, day, name, names[n % 6],
		 last, agreement.owner, number);
	return &agreement;
}

static void take_row(struct bench *bench, int64_t n)
{
	char line[512];
	const struct agreement *draft = draft_of(n, line, sizeof(line));
	const struct store_source source = {
		.line = (unsigned int)n + 1, .lines = 1, .kind = "row", .text = line};
	struct store_kin *kin;
	size_t count;
	int64_t source_row, id;

	arena_reset(&bench->arena);
	bench->last = now();
	must(bench,
	     store_kin(bench->store, draft, bench->import, KIN_MAX, &bench->arena, &kin, &count),
	     "kin");
	count_time(bench, PART_KIN);
	must(bench, store_add_source(bench->store, bench->import, &source, &source_row), "source");
	count_time(bench, PART_SOURCE);
	if (count == 0) {
		must(bench,
		     store_add_agreement(bench->store, draft, source_row, &bench->author, &id),
		     "adding");
		count_time(bench, PART_ADD);
		bench->added++;
		return;
	}
	if (!kin[0].is_same)
		exit(4);
	must(bench, store_confirm_agreement(bench->store, kin[0].id, source_row, draft->row),
	     "confirming");
	count_time(bench, PART_CONFIRM);
	bench->unchanged++;
}

static void import(struct bench *bench, int64_t count)
{
	must(bench, store_bulk_begin(bench->store, /* is_large= */ true), "begin");
	must(bench,
	     store_import_begin(bench->store, "bench", "bench.csv", &bench->author, &bench->import),
	     "import");
	for (int64_t n = 1; n <= count; n++)
		take_row(bench, n);
	bench->last = now();
	must(bench, store_import_end(bench->store, bench->import), "end");
	must(bench, store_bulk_end(bench->store), "bulk end");
	count_time(bench, PART_END);
	must(bench, store_commit(bench->store), "commit");
	count_time(bench, PART_COMMIT);
}

int main(int argc, char **argv)
{
	struct bench bench = {.author = {"bench", "import bench.csv", 1795000000000}};
	int64_t count = argc == 3 ? atoll(argv[2]) : 0;
	struct rusage usage;
	double total = 0;
	double begin;

	if (count <= 0) {
		fputs("bench-import STORE COUNT\n", stderr);
		return 2;
	}
	must(&bench, store_open(argv[1], STORE_CREATE, 0, &bench.store), "opening");
	begin = now();
	import(&bench, count);
	for (int i = 0; i < PARTS; i++)
		total += bench.parts[i];
	printf("%.2f us a row, %lld added, %lld unchanged:", total * 1e6 / (double)count,
	       (long long)bench.added, (long long)bench.unchanged);
	for (int i = 0; i < PARTS; i++)
		printf(" %s %.2f", part_names[i], bench.parts[i] * 1e6 / (double)count);
	store_close(bench.store);
	getrusage(RUSAGE_SELF, &usage);
	printf("; closed after %.2f, %.2f s user, %.2f s system, %ld MB\n", now() - begin,
	       (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6,
	       (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6,
	       usage.ru_maxrss / 1024);
	arena_done(&bench.arena);
	return 0;
}
