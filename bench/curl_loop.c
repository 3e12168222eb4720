/*
 * The bare libcurl loop: the same mail COUNT times over one connection. bench-curl URL FILE COUNT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

struct mail {
	char *bytes;
	size_t length, sent;
};

static size_t give(char *buffer, size_t size, size_t count, void *context)
{
	struct mail *mail = context;
	size_t n = mail->length - mail->sent;

	if (n > size * count)
		n = size * count;
	memcpy(buffer, mail->bytes + mail->sent, n);
	mail->sent += n;
	return n;
}

static char *read_all(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	char *bytes = malloc(1 << 20);

	if (file == NULL || bytes == NULL)
		exit(3);
	*length = fread(bytes, 1, 1 << 20, file);
	fclose(file);
	return bytes;
}

int main(int argc, char **argv)
{
	struct curl_slist *to = curl_slist_append(NULL, "<law@example.edu>");
	struct mail mail = {0};
	CURL *curl;

	if (argc != 4)
		return 2;
	mail.bytes = read_all(argv[2], &mail.length);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	curl = curl_easy_init();
	curl_easy_setopt(curl, CURLOPT_URL, argv[1]);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<agreements@example.edu>");
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, &mail);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)mail.length);
	for (int i = atoi(argv[3]); i > 0; i--) {
		mail.sent = 0;
		if (curl_easy_perform(curl) != CURLE_OK)
			return 3;
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(to);
	return 0;
}
