#include "intake/words/totals.h"

#include <string.h>

#include "intake/words/fold.h"

#define TOTAL_MAX 64 /* bytes of a folded text that can be one */

/* Folded. */
static const char *const totals[] = {
	" total ",
	" totals ",
	" in total ",
	" grand total ",
	" sub total ",
	" subtotal ",
	" total number ",
	" total agreements ",
	" sum ",
	" итого ",
	" всего ",
	" общее количество ",
	" общий итог ",
	" итого договоров ",
	" всего договоров ",
	" усього ",
	" разом ",
	" toplam ",
	" genel toplam ",
	" cemi ",
	" yekun ",
	" jami ",
	" барлыгы ",
	" барлығы ",
	" жиыны ",
	" жами ",
	" нийт ",
	" нийт дун ",
	" нийт дүн ",
	" бугд ",
	" бүгд ",
	" summe ",
	" gesamt ",
	" gesamtsumme ",
	" gesamtzahl ",
	" insgesamt ",
	" au total ",
	" total general ",
	" suma ",
	" suma total ",
	" totale ",
	" totale generale ",
	" ogolem ",
	" razem ",
};

bool totals_match(const char *text, size_t length)
{
	char folded[TOTAL_MAX];
	size_t end = fold_words(text, length, folded, sizeof(folded));

	if (end == 0)
		return false;
	/* The number behind it: " total 6 ". */
	for (end--; folded[end - 1] >= '0' && folded[end - 1] <= '9';)
		end--;
	if (folded[end] != ' ' && folded[end - 1] == ' ')
		folded[end] = '\0';
	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		if (strcmp(totals[i], folded) == 0)
			return true;
	}
	return false;
}
