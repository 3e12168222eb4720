#include "intake/words/answers.h"

#include <stddef.h>
#include <string.h>

#include "core/text.h"

#define ANSWER_MAX 16 /* bytes, and more than any of them has */

static const struct answer {
	const char *text;
	bool is_yes;
} answers[] = {
	{"y", true},	  {"yes", true},   {"o", true},	    {"oui", true},  {"j", true},
	{"ja", true},	  {"s", true},	   {"si", true},    {"sí", true},   {"sì", true},
	{"sim", true},	  {"д", true},	   {"да", true},    {"т", true},    {"так", true},
	{"e", true},	  {"evet", true},  {"b", true},	    {"bəli", true}, {"hə", true},
	{"ha", true},	  {"иә", true},	   {"ия", true},    {"тийм", true}, {"t", true},
	{"tak", true},	  {"true", true},  {"1", true},	    {"x", true},    {"х", true},
	{"+", true},	  {"✓", true},	   {"✔", true},	    {"n", false},   {"no", false},
	{"non", false},	  {"nein", false}, {"nie", false},  {"não", false}, {"nao", false},
	{"н", false},	  {"нет", false},  {"ні", false},   {"h", false},   {"hayır", false},
	{"xeyr", false},  {"yox", false},  {"yo'q", false}, {"жоқ", false}, {"үгүй", false},
	{"false", false}, {"0", false},
};

bool answers_find(const char *text, bool *ret_yes)
{
	if (strlen(text) > ANSWER_MAX)
		return false;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (!text_same_name(text, answers[i].text))
			continue;
		*ret_yes = answers[i].is_yes;
		return true;
	}
	return false;
}
