/*
 * renewd-courier: delivers what the daemon hands it, over one channel.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <curl/curl.h>

#include "courier/guard.h"
#include "courier/log.h"
#include "courier/once.h"
#include "courier/peer.h"

#define IDLE_DEFAULT_S 300
#define IDLE_MAX_S     86400

enum mode { MODE_SERVE, MODE_CHECK, MODE_RENDER, MODE_HELP, MODE_VERSION, MODE_WRONG };

static const struct {
	const char *name;
	const char *argument; /* or NULL */
	char key;
	const char *help;
} options[] = {
	{"idle", "SECONDS", 'i', "end after so long without a job (300)"},
	{"check", NULL, 'c',
	 "read channels' settings, a JSON object on each line, and say what is wrong"},
	{"render", NULL, 'r', "read a channel's settings and a job, and write what would be sent"},
	{"help", NULL, 'h', "show this"},
	{"version", NULL, 'v', "show the version"},
};

#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

static void print_help(void)
{
	puts("Usage: renewd-courier [OPTION]\n\n"
	     "Sends reminders over one channel. The daemon starts it, with a stream socket as its\n"
	     "standard input; see renewd-courier(8).\n");
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		char left[32];

		snprintf(left, sizeof(left), "--%s%s%s", options[i].name,
			 options[i].argument == NULL ? "" : " ",
			 options[i].argument == NULL ? "" : options[i].argument);
		printf("  %-15s  %s\n", left, options[i].help);
	}
}

/* Seconds from 1 to IDLE_MAX_S. False for anything else. */
static bool read_idle(const char *text, int64_t *ret_idle_ms)
{
	char *end;
	long seconds = strtol(text, &end, 10);

	if (end == text || *end != '\0' || seconds < 1 || seconds > IDLE_MAX_S)
		return false;
	*ret_idle_ms = (int64_t)seconds * 1000;
	return true;
}

static enum mode read_options(int argc, char **argv, int64_t *ret_idle_ms)
{
	struct option table[OPTION_COUNT + 1] = {0};
	enum mode mode = MODE_SERVE;
	int key;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		table[i] = (struct option){options[i].name, options[i].argument != NULL, NULL,
					   options[i].key};
	while ((key = getopt_long(argc, argv, "", table, NULL)) != -1) {
		if (key == 'i' && read_idle(optarg, ret_idle_ms))
			continue;
		mode = key == 'c'   ? MODE_CHECK
		       : key == 'r' ? MODE_RENDER
		       : key == 'h' ? MODE_HELP
		       : key == 'v' ? MODE_VERSION
				    : MODE_WRONG;
		if (key == 'i')
			log_line("--idle: '%s' is no number of seconds from 1 to %d", optarg,
				 IDLE_MAX_S);
		if (mode == MODE_WRONG || mode == MODE_HELP)
			return mode;
	}
	if (optind < argc) {
		log_line("'%s': no arguments are taken; see --help", argv[optind]);
		return MODE_WRONG;
	}
	return mode;
}

/* Secrets pass through this process: nobody shall find them in a core file or in its memory. */
static void harden(void)
{
	static const struct rlimit no_core = {0, 0};

	(void)setrlimit(RLIMIT_CORE, &no_core);
	(void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
	(void)unsetenv("SSLKEYLOGFILE");
}

static int serve(int64_t idle_ms)
{
	if (!peer_is_stream_socket(STDIN_FILENO)) {
		log_line("standard input is no stream socket: the daemon starts this program; see "
			 "--help");
		return 2;
	}
	return guard_run(STDIN_FILENO, idle_ms);
}

static int run(enum mode mode, int64_t idle_ms)
{
	switch (mode) {
	case MODE_SERVE:
		return serve(idle_ms);
	case MODE_CHECK:
		return once_check(stdin);
	case MODE_RENDER:
		return once_render(stdin, stdout);
	case MODE_HELP:
		print_help();
		return 0;
	case MODE_VERSION:
		puts("renewd-courier " RENEWD_VERSION);
		return 0;
	case MODE_WRONG:
		break;
	}
	return 2;
}

int main(int argc, char **argv)
{
	int64_t idle_ms = IDLE_DEFAULT_S * INT64_C(1000);
	enum mode mode = read_options(argc, argv, &idle_ms);
	int status;

	harden();
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		log_line("libcurl cannot start");
		return 3;
	}
	status = run(mode, idle_ms);
	curl_global_cleanup();
	return status;
}
