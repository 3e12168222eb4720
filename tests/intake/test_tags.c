#include "intake/sheets/tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/cleanup.h"
#include "core/text.h"
#include "tests/intake/packing.h"

/* What is seen of an XML text when it comes in pieces of a size. */
static struct tags pass(const char *xml, size_t size)
{
	struct tags tags = {0};
	size_t length = strlen(xml);

	for (size_t i = 0; i < length; i += size) {
		size_t n = length - i < size ? length - i : size;

		assert_null(tags_pass(&tags, xml + i, n));
	}
	return tags;
}

/* clang-format off */
static const struct one {
	int line;
	const char *xml;
	enum tags_state state;
	unsigned int attributes;
	unsigned int remarks;
} texts[] = {
	{__LINE__, "", TAGS_TEXT, 0, 0},
	{__LINE__, "a = b", TAGS_TEXT, 0, 0},
	{__LINE__, "<a", TAGS_TAG, 0, 0},
	{__LINE__, "<a b='c' d=\"e\"", TAGS_TAG, 2, 0},
	{__LINE__, "<a b='c' d=\"e\">", TAGS_TEXT, 0, 0},
	{__LINE__, "<a b='c'/><a b='c'", TAGS_TAG, 1, 0},
	{__LINE__, "<a b='>' c='\"' d='='", TAGS_TAG, 3, 0},
	{__LINE__, "<a b='", TAGS_VALUE, 1, 0},
	{__LINE__, "</a", TAGS_TAG, 0, 0},
	{__LINE__, "<", TAGS_OPEN, 0, 0},
	{__LINE__, "<!", TAGS_DECLARATION, 0, 0},
	{__LINE__, "<!-- <a b='", TAGS_COMMENT, 0, 1},
	{__LINE__, "<!-- it's - > -> --><a b='c'", TAGS_TAG, 1, 1},
	{__LINE__, "<!----><!---->", TAGS_TEXT, 0, 2},
	{__LINE__, "<!-->", TAGS_COMMENT, 0, 1},
	{__LINE__, "<![CDATA[ <a b='c' ] ]>", TAGS_CDATA, 0, 0},
	{__LINE__, "<![CDATA[ <a b='c' ]]]><a b='c'", TAGS_TAG, 1, 0},
	{__LINE__, "<?xml version='1.0' > ?", TAGS_INSTRUCTION, 0, 1},
	{__LINE__, "<?xml version='1.0'?><a b='c'", TAGS_TAG, 1, 1},
};
/* clang-format on */

static void bytes_are_understood_in_pieces_of_any_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (size_t size = 1; size < 8; size++) {
			struct tags tags = pass(texts[i].xml, size);

			if (tags.state != texts[i].state ||
			    tags.attributes != texts[i].attributes ||
			    tags.remarks != texts[i].remarks)
				fail_msg("line %d: state %d, %u attributes, %u remarks",
					 texts[i].line, (int)tags.state, tags.attributes,
					 tags.remarks);
		}
	}
}

static void there_is_a_limit(void **state)
{
	CLEANUP(text_done) struct text many = {0};
	struct tags tags = {0};

	(void)state;
	text_add(&many, "<a ");
	packing_repeat(&many, "b='>'", TAGS_ATTRIBUTES_MAX);
	assert_null(tags_pass(&tags, text_string(&many), many.length));
	assert_non_null(tags_pass(&tags, "b=", 2));
	tags = (struct tags){0};
	text_clear(&many);
	packing_repeat(&many, "<?a?><!-- -->", TAGS_REMARKS_MAX / 2);
	assert_null(tags_pass(&tags, text_string(&many), many.length));
	assert_non_null(tags_pass(&tags, "<!--", 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_are_understood_in_pieces_of_any_size),
		cmocka_unit_test(there_is_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
