#include "config/node.h"

#include <string.h>

/* A key longer than this is shown in part. */
#define KEY_SHOWN_MAX 64

const struct node *node_get(const struct node *node, const char *key)
{
	if (node == NULL || node->kind != NODE_MAP)
		return NULL;
	for (const struct node *child = node->first; child != NULL; child = child->next) {
		if (strcmp(child->key, key) == 0)
			return child;
	}
	return NULL;
}

bool node_is_empty(const struct node *node)
{
	return node->kind == NODE_TEXT && node->is_plain &&
	       (strcmp(node->text, "") == 0 || strcmp(node->text, "~") == 0 ||
		strcmp(node->text, "null") == 0);
}

void node_path(const struct node *node, struct text *out)
{
	const struct node *chain[NODE_DEPTH_MAX + 1];
	size_t length;
	size_t n = 0;

	for (; node->parent != NULL && n < NODE_DEPTH_MAX + 1; node = node->parent)
		chain[n++] = node;
	while (n-- > 0) {
		if (chain[n]->key == NULL) {
			text_addf(out, "[%zu]", chain[n]->index);
			continue;
		}
		if (out->length > 0)
			text_add_char(out, '.');
		/* No name holds a ':'; what stands behind one is a value, perhaps a secret. */
		length = strcspn(chain[n]->key, ":");
		text_add_n(out, chain[n]->key, text_cut(chain[n]->key, length, KEY_SHOWN_MAX));
	}
}

char *node_shown(const struct node *node, char shown[static NODE_SHOWN_SIZE])
{
	static const char dots[] = "...";
	const char *text = node->kind == NODE_LIST  ? "a list"
			   : node->kind == NODE_MAP ? "a group of keys"
			   : node->text != NULL	    ? node->text
						    : "";
	size_t length = strlen(text);
	size_t room = NODE_SHOWN_SIZE - 1;
	size_t kept = length <= room ? length : text_cut(text, length, room - (sizeof(dots) - 1));

	memcpy(shown, text, kept);
	shown[kept] = '\0';
	if (kept < length)
		strcat(shown, dots);
	return shown;
}
