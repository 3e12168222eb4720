/*
 * What the tests of the daemon share: a store of its own, a configuration, a clock at a named time.
 */
#ifndef RENEWD_TESTS_DAEMON_SCENE_H
#define RENEWD_TESTS_DAEMON_SCENE_H

#include "tests/db/deliveries.h"
#include "tests/db/fixture.h"

#include "daemon/courier.h"
#include "daemon/daemon.h"

struct scene {
	struct fixture *fixture;
	struct daemon daemon;
};

/* For cmocka_unit_test_setup_teardown(). The channels are mail, slack and local, the keeper's. */
int scene_setup(void **state);
int scene_teardown(void **state);

#define SCENE_TEST(function) cmocka_unit_test_setup_teardown(function, scene_setup, scene_teardown)

/* From now on the office's clock shows "2026-11-23T08:29:58" and runs on. */
void scene_play(struct scene *scene, const char *when);

#endif
