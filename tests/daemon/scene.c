#include "tests/daemon/scene.h"

#include <stdlib.h>
#include <string.h>

static const char config_text[] =
	"office: {name: Office, timezone: Asia/Almaty, keeper: registry}\n"
	"store: /nowhere/renewd.db\n"
	"schedule: {at: \"08:30\", days: [mon, tue, wed, thu, fri]}\n"
	"channels:\n"
	"  mail:\n"
	"    type: smtp\n"
	"    url: smtp://127.0.0.1:9\n"
	"    tls: none\n"
	"    from: a@example.edu\n"
	"  slack: {type: slack, url: {env: NOWHERE}}\n"
	"  local: {type: maildir, path: /nowhere, from: a@example.edu}\n"
	"contacts:\n"
	"  registry: {name: Registry, email: r@example.edu,\n"
	"             channels: [local]}\n"
	"  law: {name: Law, email: law@example.edu,\n"
	"        channels: [mail, slack]}\n";

int scene_setup(void **state)
{
	struct scene *scene = calloc(1, sizeof(*scene));
	struct problems problems = {0};

	assert_non_null(scene);
	assert_int_equal(fixture_setup((void **)&scene->fixture), 0);
	scene->daemon.store = scene->fixture->store;
	scene->daemon.courier_path = "/nowhere/courier";
	assert_int_equal(config_parse(config_text, strlen(config_text), "renewd.yaml", &problems,
				      &scene->daemon.config),
			 0);
	problems_done(&problems);
	assert_true(clock_set_zone("Asia/Almaty"));
	scene_play(scene, "2026-11-23T09:00:00");
	assert_int_equal(sd_event_new(&scene->daemon.event), 0);
	assert_int_equal(dispatch_start(&scene->daemon), 0);
	*state = scene;
	return 0;
}

int scene_teardown(void **state)
{
	struct scene *scene = *state;
	struct daemon *daemon = &scene->daemon;

	couriers_done(daemon);
	sd_event_source_disable_unref(daemon->run_timer);
	sd_event_source_disable_unref(daemon->jump_watch);
	sd_event_source_disable_unref(daemon->delivery_timer);
	sd_event_source_disable_unref(daemon->dispatch_event);
	sd_event_unref(daemon->event);
	config_free(daemon->config);
	arena_done(&daemon->holidays_arena);
	assert_int_equal(fixture_teardown((void **)&scene->fixture), 0);
	free(scene);
	return 0;
}

void scene_play(struct scene *scene, const char *when)
{
	assert_true(clock_parse(when, &scene->daemon.clock));
}
