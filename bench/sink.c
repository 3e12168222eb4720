/*
 * The cheapest SMTP server there is: takes every mail and forgets it, so that what is measured is
 * the sender. One thread per connection; prints its port, then the number of mails on SIGTERM.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static atomic_long mails;

static void say(int fd, const char *line)
{
	(void)!write(fd, line, strlen(line));
}

/* Answers a command; 0 to hang up. */
static int answer(int fd, const char *line, int *in_data)
{
	if (strncasecmp(line, "EHLO", 4) == 0)
		say(fd, "250-sink\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250 8BITMIME\r\n");
	else if (strncasecmp(line, "DATA", 4) == 0) {
		*in_data = 1;
		say(fd, "354 go on\r\n");
	} else if (strncasecmp(line, "QUIT", 4) == 0) {
		say(fd, "221 bye\r\n");
		return 0;
	} else
		say(fd, "250 ok\r\n");
	return 1;
}

/* Takes one line, which is not ended any more; 0 to hang up. */
static int take_line(int fd, char *line, int *in_data)
{
	if (!*in_data)
		return answer(fd, line, in_data);
	if (strcmp(line, ".") == 0) {
		*in_data = 0;
		atomic_fetch_add(&mails, 1);
		say(fd, "250 taken\r\n");
	}
	return 1;
}

static void *serve(void *context)
{
	int fd = (int)(long)context, one = 1, in_data = 0;
	static _Thread_local char buffer[65536];
	size_t length = 0;
	ssize_t n;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	say(fd, "220 sink\r\n");
	while ((n = read(fd, buffer + length, sizeof(buffer) - length - 1)) > 0) {
		char *line = buffer, *end;

		setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof(one));
		length += (size_t)n;
		buffer[length] = '\0';
		while ((end = strstr(line, "\r\n")) != NULL) {
			*end = '\0';
			if (!take_line(fd, line, &in_data))
				goto out;
			line = end + 2;
		}
		length -= (size_t)(line - buffer);
		memmove(buffer, line, length);
	}
out:
	close(fd);
	return NULL;
}

static void report(int number)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "%ld\n", atomic_load(&mails));

	(void)number;
	(void)!write(STDOUT_FILENO, text, (size_t)length);
	_exit(0);
}

int main(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	signal(SIGTERM, report);
	signal(SIGPIPE, SIG_IGN);
	if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 64) < 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &size) < 0)
		return 3;
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		pthread_t thread;

		if (fd < 0)
			continue;
		if (pthread_create(&thread, NULL, serve, (void *)(long)fd) == 0)
			pthread_detach(thread);
		else
			close(fd);
	}
}
