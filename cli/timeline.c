/*
 * renewctl timeline: terms, windows and deadlines drawn along time.
 */
#include "cli/timeline.h"

#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/field.h"
#include "cli/filter.h"
#include "cli/folder.h"
#include "cli/picked.h"
#include "core/cleanup.h"

enum timeline_option {
	TIMELINE_ENDING,
	TIMELINE_BACK,
	TIMELINE_ALL,
	TIMELINE_OWNER,
	TIMELINE_COUNTRY,
	TIMELINE_REGISTER,
	TIMELINE_AS_OF,
	TIMELINE_ASCII,
	TIMELINE_SVG
};

static const struct option_row timeline_options[] = {
	[TIMELINE_ENDING] = {"ending", OPTION_SPAN, "SPAN",
			     "Only those whose last day, or last day for notice, is within so long "
			     "from today; the drawing reaches as far. The default is 24m."},
	[TIMELINE_BACK] = {"back", OPTION_SPAN, "SPAN",
			   "How long before today the drawing begins. The default is half of "
			   "--ending."},
	[TIMELINE_ALL] = {"all", OPTION_FLAG, NULL,
			  "All that are watched: also those that are open-ended, end later, have "
			  "ended, or whose last day is not known."},
	[TIMELINE_OWNER] = {"owner", OPTION_TEXT, "NAME",
			    "Only those of this owner: a name, a pattern with *, or a contact of "
			    "the configuration."},
	[TIMELINE_COUNTRY] = {"country", OPTION_TEXT, "COUNTRY",
			      "Only those with a partner in this country: a code of ISO 3166 (LV) "
			      "or a name."},
	[TIMELINE_REGISTER] = {"register", OPTION_TEXT, "NAME",
			       "Only those of this register: a name, or a pattern with *."},
	[TIMELINE_AS_OF] = {"as-of", OPTION_DAY, "DATE", "As things stand on that day, not today."},
	[TIMELINE_ASCII] = {"ascii", OPTION_FLAG, NULL,
			    "Draw with letters and signs of ASCII alone, as is done anyway where "
			    "the locale is not of UTF-8."},
	[TIMELINE_SVG] = {"svg", OPTION_TEXT, "FILE",
			  "Draw into this file, as SVG for a report; - is standard output."},
};

#define ENDING_DEFAULT ((struct span){24, SPAN_MONTHS})

struct drawn {
	struct cli *cli;
	struct filter filter;
	struct timeline timeline;
	struct picked picked;
	struct timeline_row row; /* the one that is drawn */
	bool is_ascii;
	const char *svg_path; /* NULL: none */
};

static enum exit_status read_options(struct drawn *drawn, const struct args *args)
{
	const struct option_value *options = args->options;
	struct span ending =
		options[TIMELINE_ENDING].is_set ? options[TIMELINE_ENDING].span : ENDING_DEFAULT;
	struct span back = {span_days(ending) / 2, SPAN_DAYS};
	struct timeline *timeline = &drawn->timeline;

	if (options[TIMELINE_BACK].is_set)
		back = options[TIMELINE_BACK].span;
	timeline->as_of =
		options[TIMELINE_AS_OF].is_set ? options[TIMELINE_AS_OF].day : drawn->cli->today;
	timeline->until = span_after(timeline->as_of, ending, 1);
	timeline->is_all = options[TIMELINE_ALL].is_set;
	timeline->axis = timeline_axis_of(timeline->as_of, back, ending);
	drawn->filter.as_of = timeline->as_of;
	drawn->filter.owner = options[TIMELINE_OWNER].text;
	drawn->filter.register_name = options[TIMELINE_REGISTER].text;
	drawn->is_ascii = options[TIMELINE_ASCII].is_set || !terminal_is_utf8();
	drawn->svg_path = options[TIMELINE_SVG].text;
	if (drawn->svg_path != NULL && drawn->cli->is_json) {
		cli_error("--svg and --json are two forms of the same: give one of them");
		return EXIT_WRONG;
	}
	return filter_read_country(&drawn->filter, options[TIMELINE_COUNTRY].text) ? EXIT_DONE
										   : EXIT_WRONG;
}

static int pick(void *context, const struct agreement *agreement, const struct history *history,
		struct day next_on)
{
	struct drawn *drawn = context;
	struct view view = view_make(drawn->cli, agreement, drawn->filter.as_of);
	enum timeline_absence absence;
	int result;

	(void)history;
	(void)next_on;
	if (!filter_matches(&drawn->filter, drawn->cli, &view))
		return 0;
	if (!timeline_shows(&drawn->timeline, &view, &drawn->cli->rules.dates, &absence)) {
		drawn->timeline.absent[absence]++;
		return 0;
	}
	result = timeline_count(&drawn->timeline, &view);
	return result == 0 ? picked_add(&drawn->picked, &view) : result;
}

static enum exit_status fill(struct drawn *drawn)
{
	int result = store_each(drawn->cli->store, pick, drawn);

	if (result == -ENOMEM)
		return cli_failed("drawing", result);
	if (result != 0)
		return cli_store_failed(drawn->cli, result);
	picked_sort(&drawn->picked);
	return EXIT_DONE;
}

static const struct timeline_row *make_row(struct drawn *drawn, const struct view *view)
{
	timeline_row_make(&drawn->row, &drawn->timeline, view, &drawn->cli->rules);
	return &drawn->row;
}

static enum exit_status each(struct drawn *drawn, size_t limit, picked_show *show, void *context)
{
	return picked_each(&drawn->picked, drawn->cli, drawn->timeline.as_of, limit, "drawing",
			   show, context);
}

/* ---- for a terminal ----------------------------------------------------------------------- */

struct text_target {
	struct drawn *drawn;
	struct timeline_text drawing;
};

static int show_text(void *context, const struct view *view)
{
	CLEANUP(text_done) struct text out = {0};
	struct text_target *target = context;

	timeline_text_row(&target->drawing, make_row(target->drawn, view), &out);
	if (text_failed(&out))
		return -ENOMEM;
	terminal_write(&target->drawn->cli->out, &out);
	return 0;
}

static enum exit_status print_text(struct drawn *drawn)
{
	CLEANUP(text_done) struct text head = {0};
	CLEANUP(text_done) struct text foot = {0};
	const struct terminal *terminal = &drawn->cli->out;
	struct text_target target = {.drawn = drawn};
	enum exit_status status = EXIT_DONE;

	timeline_text_init(&target.drawing, &drawn->timeline, terminal->width, terminal->has_colour,
			   drawn->is_ascii);
	if (drawn->timeline.count > 0) {
		timeline_text_head(&target.drawing, &head);
		terminal_write(terminal, &head);
		status = each(drawn, /* limit= */ 0, show_text, &target);
	}
	timeline_text_foot(&target.drawing, &foot);
	if (text_failed(&head) || text_failed(&foot))
		return cli_failed("drawing", -ENOMEM);
	if (status == EXIT_DONE)
		terminal_write(terminal, &foot);
	return status;
}

/* ---- as JSON ------------------------------------------------------------------------------ */

struct json_target {
	struct drawn *drawn;
	bool is_first;
};

static int show_json(void *context, const struct view *view)
{
	CLEANUP(text_done) struct text out = {0};
	struct json_target *target = context;
	int result;

	text_add(&out, target->is_first ? "\n" : ",\n");
	target->is_first = false;
	result = field_format(timeline_json(make_row(target->drawn, view)), JSON_INDENT(2), &out);
	if (result == 0)
		terminal_write(&target->drawn->cli->out, &out);
	return result;
}

static enum exit_status print_json(struct drawn *drawn)
{
	struct json_target target = {.drawn = drawn, .is_first = true};
	enum exit_status status;

	fputs("[", drawn->cli->out.file);
	status = each(drawn, /* limit= */ 0, show_json, &target);
	fputs(target.is_first ? "]\n" : "\n]\n", drawn->cli->out.file);
	return status;
}

/* ---- as SVG ------------------------------------------------------------------------------- */

struct svg_target {
	struct drawn *drawn;
	struct timeline_svg drawing;
};

static int show_svg(void *context, const struct view *view)
{
	struct svg_target *target = context;

	timeline_svg_row(&target->drawing, make_row(target->drawn, view));
	return text_failed(&target->drawing.body) ? -ENOMEM : 0;
}

static enum exit_status write_svg(struct drawn *drawn, const struct text *picture)
{
	const struct terminal *terminal = &drawn->cli->out;
	CLEANUP(text_done) struct text words = {0};
	int result;

	if (strcmp(drawn->svg_path, "-") == 0) {
		terminal_write(terminal, picture);
		return EXIT_DONE;
	}
	result = folder_replace(drawn->svg_path, picture->data);
	if (result != 0) {
		text_addf(&words, "writing %s", drawn->svg_path);
		return cli_failed(text_string(&words), result);
	}
	timeline_words(&words, &drawn->timeline, /* has_hint= */ true);
	text_add_char(&words, '\n');
	if (text_failed(&words))
		return cli_failed("drawing", -ENOMEM);
	terminal_write(terminal, &words);
	return EXIT_DONE;
}

/* "Agreements of International Office: terms, windows and deadlines". */
static void add_title(struct text *out, const struct cli *cli)
{
	const char *office = cli->config == NULL ? NULL : cli->config->office.name;

	text_addf(out, "Agreements%s%s: terms, windows and deadlines", office == NULL ? "" : " of ",
		  office == NULL ? "" : office);
}

static enum exit_status print_svg(struct drawn *drawn)
{
	CLEANUP(text_done) struct text title = {0};
	CLEANUP(text_done) struct text picture = {0};
	struct svg_target target = {.drawn = drawn, .drawing = {.timeline = &drawn->timeline}};
	enum exit_status status;

	add_title(&title, drawn->cli);
	target.drawing.title = text_string(&title);
	status = each(drawn, TIMELINE_SVG_ROWS_MAX, show_svg, &target);
	if (status == EXIT_DONE) {
		timeline_svg_write(&target.drawing, &picture);
		if (text_failed(&title) || text_failed(&picture))
			status = cli_failed("drawing", -ENOMEM);
		else
			status = write_svg(drawn, &picture);
	}
	if (status == EXIT_DONE && drawn->timeline.count > TIMELINE_SVG_ROWS_MAX)
		cli_error("the picture has the first %d agreements; for the other %zu draw one by "
			  "--owner, --country or --register, or with a shorter --ending",
			  TIMELINE_SVG_ROWS_MAX, drawn->timeline.count - TIMELINE_SVG_ROWS_MAX);
	timeline_svg_done(&target.drawing);
	return status;
}

/* ---- the command -------------------------------------------------------------------------- */

static enum exit_status draw(struct drawn *drawn)
{
	if (drawn->svg_path != NULL)
		return print_svg(drawn);
	return drawn->cli->is_json ? print_json(drawn) : print_text(drawn);
}

static enum exit_status timeline_run(struct cli *cli, const struct args *args)
{
	struct drawn drawn = {.cli = cli};
	enum exit_status status = cli_start(cli, CLI_NEEDS_STORE, STORE_READ);

	if (status == EXIT_DONE)
		status = read_options(&drawn, args);
	if (status == EXIT_DONE)
		status = fill(&drawn);
	if (status == EXIT_DONE)
		status = draw(&drawn);
	picked_done(&drawn.picked);
	return status;
}

const struct command command_timeline = {
	.name = "timeline",
	.run = timeline_run,
	.words = "",
	.summary = "Draw terms, windows and deadlines of agreements along time.",
	.description =
		"One row an agreement, by their last days, on one axis from some time before today "
		"to some time after it. A row shows past terms, the term in force and those to "
		"come, the renewal window that the policy gives, the first reminder, last days for "
		"notice, and the last day; where only its month or year is known, the days that it "
		"can be. What is left out is counted at the end.",
	.options = OPTION_ROWS(timeline_options),
};
