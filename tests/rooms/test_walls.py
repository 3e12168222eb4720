"""Goal: a folder includes only what it may. DESIGN: core <- config, db, message, wire, intake <-
courier, daemon, cli; each library belongs to the rooms that need it, and to no public header.
"""

import unittest

from project import ROOMS, TOP, build_folder, includes, sources

# C17, without what reads the clock, the environment, files or the locale.
STANDARD = {f"{name}.h" for name in (
    "assert", "errno", "inttypes", "limits", "stdalign", "stdarg", "stdbool", "stddef", "stdint",
    "stdio", "stdlib", "string")}

# What else the C library and the kernel offer to all rooms but core.
SYSTEM = STANDARD | {f"{name}.h" for name in (
    "ctype", "dirent", "endian", "fcntl", "getopt", "grp", "iconv", "langinfo", "libgen",
    "locale", "malloc", "math", "netdb", "poll", "pthread", "pwd", "sched", "setjmp", "signal",
    "spawn", "stdatomic", "strings", "syslog", "termios", "threads", "time", "unistd", "wchar",
    "wctype")}
SYSTEM_FOLDERS = ("arpa/", "linux/", "netinet/", "sys/")

# Header, or folder of headers, of a library -> the rooms that use it.
LIBRARIES = {
    "sqlite3.h": {"db"},
    "yaml.h": {"config"},
    "jansson.h": {"message", "wire", "courier", "cli"},
    "csv.h": {"intake"},
    "libxml/": {"intake"},
    "zip.h": {"intake"},
    "libical/": {"intake", "courier"},
    "curl/": {"courier"},
    "gmime/": {"courier"},
    "glib.h": {"courier"},
    "systemd/": {"daemon"},
}


def library_of(name):
    for library in LIBRARIES:
        if name == library or (library.endswith("/") and name.startswith(library)):
            return library
    return None


def is_public(header):
    """Whether another room includes it."""
    name = header.relative_to(TOP).as_posix()
    return any((True, name) in includes(path)
               for room in ROOMS if room != header.relative_to(TOP).parts[0] for path in sources(room))


def each_include():
    for room in ROOMS:
        for path in sources(room):
            for own, name in includes(path):
                yield room, own, name, f"{path.relative_to(TOP)} includes {name}"


class Walls(unittest.TestCase):
    def test_there_is_something_to_look_at(self):
        for room in ROOMS:
            self.assertTrue(sources(room), room)

    def test_a_room_names_only_the_rooms_it_may(self):
        wrong = [line for room, own, name, line in each_include()
                 if own and not (name.split("/")[0] in ROOMS[room] | {room, "core"}
                                 and (TOP / name).is_file())]
        self.assertEqual(wrong, [])

    def test_a_library_is_named_by_the_rooms_that_use_it(self):
        wrong = [line for room, own, name, line in each_include()
                 if not own and library_of(name) and room not in LIBRARIES[library_of(name)]]
        self.assertEqual(wrong, [])

    def test_the_core_includes_standard_headers_only(self):
        wrong = [line for room, own, name, line in each_include()
                 if room == "core" and not own and name not in STANDARD]
        self.assertEqual(wrong, [])

    def test_no_library_comes_in_unseen(self):
        wrong = [line for _, own, name, line in each_include()
                 if not own and not library_of(name) and name not in SYSTEM
                 and not name.startswith(SYSTEM_FOLDERS)]
        self.assertEqual(wrong, [])

    def test_no_public_header_names_a_library(self):
        public = [path for room in ROOMS for path in sources(room)
                  if path.suffix == ".h" and is_public(path)]
        seen = set(public)
        wrong = []
        while public:
            header = public.pop()
            for own, name in includes(header):
                if own and TOP / name not in seen:
                    seen.add(TOP / name)
                    public.append(TOP / name)
                elif not own and library_of(name):
                    wrong.append(f"{header.relative_to(TOP)} includes {name}")
        self.assertEqual(wrong, [])

    def test_a_file_ends_before_it_is_too_long(self):
        # A table that a tool wrote is nobody's to read.
        long = [path.relative_to(TOP).as_posix() for room in ROOMS for path in sources(room)
                if path.read_text().count("\n") > 500 and not path.name.endswith("_table.c")]
        self.assertEqual(long, [])


if __name__ == "__main__":
    build_folder()
    unittest.main(verbosity=2)
