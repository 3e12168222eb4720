/*
 * Mail into a Maildir: needs no server. A mail is written to tmp/, made durable, and linked into
 * new/ under a name that holds the delivery's ID, so that a repeat finds itself there already
 * (or in cur/, where mail readers move it) and makes no second file.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/cleanup.h"
#include "courier/render.h"
#include "courier/transport.h"

/* A stop waits so long for the disk. */
#define GRACE_MS 800

/* "1795404600.ID.renewd" */
#define NAME_SIZE (JOB_ID_MAX + 32)

/* The name in tmp/, with the process's ID before it. */
#define TMP_NAME_SIZE (NAME_SIZE + 16)

struct maildir {
	const struct values *values;
	const char *path;
	struct text mail;
};

/* The folders of one delivery, open. */
struct folders {
	int tmp, new, cur;
};

static void close_folders(struct folders *folders)
{
	if (folders->tmp >= 0)
		close(folders->tmp);
	if (folders->new >= 0)
		close(folders->new);
	if (folders->cur >= 0)
		close(folders->cur);
}

static void close_file(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void close_folder(DIR **folder)
{
	if (*folder != NULL)
		closedir(*folder);
}

/* ---- opening and closing -------------------------------------------------------------------- */

static void maildir_close(void *channel)
{
	struct maildir *maildir = channel;

	text_done(&maildir->mail);
	free(maildir);
}

static int maildir_open(const struct values *values, struct redactor *redactor, void **ret_channel,
			struct why *why)
{
	const char *path = values_text(values, "path");
	struct maildir *maildir;

	(void)redactor;
	if (path == NULL)
		return why_refuse(why, "path: is missing");
	if (path[0] != '/')
		return why_refuse(why, "path: '%s' is no absolute path", path);
	maildir = calloc(1, sizeof(*maildir));
	if (maildir == NULL)
		return -ENOMEM;
	maildir->values = values;
	maildir->path = path;
	*ret_channel = maildir;
	return 0;
}

/* ---- folders and names ---------------------------------------------------------------------- */

/* Opens a folder in another, and makes it when it is missing. The descriptor, or a negative errno. */
static int open_folder(int parent, const char *name)
{
	int fd;

	if (mkdirat(parent, name, 0700) < 0 && errno != EEXIST)
		return -errno;
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int open_folders(const char *path, struct folders *ret_folders)
{
	CLEANUP(close_file) int root = open_folder(AT_FDCWD, path);

	if (root < 0)
		return root;
	ret_folders->tmp = open_folder(root, "tmp");
	ret_folders->new = open_folder(root, "new");
	ret_folders->cur = open_folder(root, "cur");
	if (ret_folders->tmp < 0)
		return ret_folders->tmp;
	return ret_folders->new < 0   ? ret_folders->new
	       : ret_folders->cur < 0 ? ret_folders->cur
				      : 0;
}

/* Whether a reader has moved the mail to cur/, where flags stand behind its name. */
static bool is_in_cur(int cur, const char *name)
{
	int fd = openat(cur, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CLEANUP(close_folder) DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	size_t length = strlen(name);
	const struct dirent *entry;

	if (folder == NULL && fd >= 0)
		close(fd);
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		if (strncmp(entry->d_name, name, length) == 0 &&
		    (entry->d_name[length] == '\0' || entry->d_name[length] == ':'))
			return true;
	}
	return false;
}

static bool is_there(const struct folders *folders, const char *name)
{
	struct stat status;

	return fstatat(folders->new, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ||
	       is_in_cur(folders->cur, name);
}

/* ---- writing -------------------------------------------------------------------------------- */

/* Lines end with LF in a file. */
static void drop_carriage_returns(struct text *mail)
{
	size_t to = 0;

	for (size_t from = 0; from < mail->length; from++) {
		if (mail->data[from] != '\r')
			mail->data[to++] = mail->data[from];
	}
	mail->data[to] = '\0';
	mail->length = to;
}

static int write_all(int fd, const struct text *mail)
{
	size_t written = 0;

	while (written < mail->length) {
		ssize_t n = write(fd, mail->data + written, mail->length - written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		written += (size_t)n;
	}
	return fsync(fd) < 0 ? -errno : 0;
}

static int write_tmp(int tmp, const char *name, const struct text *mail)
{
	CLEANUP(close_file) int fd = -1;

	/* Left over by a process of that number which was killed: it writes no more. */
	(void)unlinkat(tmp, name, 0);
	fd = openat(tmp, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	return fd < 0 ? -errno : write_all(fd, mail);
}

/* Makes the mail visible. 0, -EEXIST when it is there already, -ECANCELED when it may not. */
static int publish(const struct folders *folders, const char *tmp_name, const char *name,
		   struct tray *tray)
{
	if (!tray_hand_over(tray))
		return -ECANCELED;
	if (linkat(folders->tmp, tmp_name, folders->new, name, 0) < 0)
		return -errno;
	return fsync(folders->new) < 0 ? -errno : 0;
}

static int store_mail(const struct maildir *maildir, const char *name, struct tray *tray)
{
	CLEANUP(close_folders) struct folders folders = {-1, -1, -1};
	char tmp_name[TMP_NAME_SIZE];
	int r = open_folders(maildir->path, &folders);

	if (r < 0)
		return r;
	if (is_there(&folders, name))
		return -EEXIST;
	snprintf(tmp_name, sizeof(tmp_name), "%d.%s", (int)getpid(), name);
	r = write_tmp(folders.tmp, tmp_name, &maildir->mail);
	if (r == 0)
		r = publish(&folders, tmp_name, name, tray);
	(void)unlinkat(folders.tmp, tmp_name, 0);
	return r;
}

/* ---- sending -------------------------------------------------------------------------------- */

/* What passes by itself; everything else is for somebody to mend. */
static bool is_transient(int error)
{
	static const int transient[] = {ENOSPC, EDQUOT, EIO,	ENOMEM, ENFILE,
					EMFILE, EINTR,	ESTALE, EAGAIN, EBUSY};

	for (size_t i = 0; i < sizeof(transient) / sizeof(transient[0]); i++) {
		if (transient[i] == error)
			return true;
	}
	return false;
}

static void judge(const struct maildir *maildir, int r, struct finding *ret_finding)
{
	if (r == 0)
		finding_set(ret_finding, VERDICT_SENT, 0, "stored");
	else if (r == -EEXIST)
		finding_set(ret_finding, VERDICT_SENT, 0, "was stored before");
	else if (r == -ECANCELED)
		finding_set(ret_finding, VERDICT_ABORTED, 0, "given up before it was stored");
	else
		finding_set(ret_finding,
			    is_transient(-r) ? VERDICT_TRANSIENT : VERDICT_CONFIGURATION, 0,
			    "%s: %s", maildir->path, strerror(-r));
}

static void maildir_send(void *channel, const struct attempt *attempt, struct finding *ret_finding)
{
	struct maildir *maildir = channel;
	const char *why = "";
	char name[NAME_SIZE];
	int r;

	text_clear(&maildir->mail);
	r = render_mail(attempt->job, attempt->document, values_text(maildir->values, "from"),
			&maildir->mail, &why);
	if (r == -ENOMEM) {
		finding_set(ret_finding, VERDICT_TRANSIENT, 0, "the courier is short of memory");
		return;
	}
	if (r < 0) {
		finding_set(ret_finding, VERDICT_PERMANENT, 0, "cannot be written as a mail: %s",
			    why);
		return;
	}
	drop_carriage_returns(&maildir->mail);
	snprintf(name, sizeof(name), "%" PRId64 ".%s.renewd", attempt->job->created_ms / 1000,
		 attempt->job->id);
	judge(maildir, store_mail(maildir, name, attempt->tray), ret_finding);
}

static int maildir_render(const struct values *values, const struct job *job,
			  const struct document *document, struct text *out, const char **ret_why)
{
	int r = render_mail(job, document, values_text(values, "from"), out, ret_why);

	if (r == 0)
		drop_carriage_returns(out);
	return r;
}

const struct transport transport_maildir = {
	.name = "maildir",
	.grace_ms = GRACE_MS,
	.open = maildir_open,
	.send = maildir_send,
	.close = maildir_close,
	.render = maildir_render,
};
