"""Goal: what was built keeps the walls that a linker lets pass: the core does no I/O and reads no
clock, one place reads the clock, the daemon has no network library and the courier no store.
"""

import re
import subprocess
import unittest

from project import build_folder

# What the core may ask of the C library: memory, bytes, formatting into memory, sorting.
CORE_CALLS = {
    "malloc", "calloc", "realloc", "free", "abort",
    "memchr", "memcmp", "memcpy", "memmove", "memset", "memrchr",
    "strchr", "strcmp", "strcpy", "strcspn", "strdup", "strlen", "strncmp", "strndup", "strnlen",
    "strpbrk", "strrchr", "strspn", "strstr", "stpcpy", "bcmp",
    "snprintf", "vsnprintf", "strtol", "strtoll", "strtoul", "strtoull",
    "qsort", "bsearch", "abs", "labs",
    "__assert_fail", "__stack_chk_fail", "_GLOBAL_OFFSET_TABLE_",
}

CLOCKS = {"time", "gettimeofday", "clock_gettime", "clock", "timespec_get"}

# What compilers add: sanitizers, and the checking forms of _FORTIFY_SOURCE.
SANITIZER = re.compile(r"__(asan|ubsan|sanitizer|sancov|lsan)_")
CHECKED = re.compile(r"__(\w+)_chk$")

# All three that libical's own description names.
ICAL = {"libical", "libicalss", "libicalvcal"}
C_LIBRARY = {"libc", "libm", "ld-linux-x86-64", "ld-linux-aarch64"}
SANITIZER_NEEDS = {"libgcc_s", "libresolv", "librt", "libdl", "libpthread"}
NEEDED = {
    "renewd": {"libyaml-0", "libsqlite3", "libjansson", "libsystemd"},
    "renewd-courier": {"libjansson", "libcurl", "libgmime-3.0", "libglib-2.0", "libgobject-2.0",
                       "libgio-2.0"} | ICAL,
    "renewctl": {"libyaml-0", "libsqlite3", "libjansson", "libcsv", "libxml2", "libzip"} | ICAL,
}

build = build_folder()


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


def symbols(room):
    """Per object of the room's archive: the symbols it defines and those it lacks."""
    objects = {}
    for line in output("nm", "-A", build / room / f"lib{room}.a").splitlines():
        match = re.match(r".*?:([^:]+\.o):[0-9a-f ]* ([A-Za-z]) (\S+)", line)
        if match:
            name, kind, symbol = match.groups()
            objects.setdefault(name, (set(), set()))[kind == "U"].add(symbol)
    return objects


def plain(symbol):
    checked = CHECKED.match(symbol)
    return checked.group(1) if checked and symbol != "__stack_chk_fail" else symbol


def lacks(room):
    """The symbols that the room takes from outside of it, without what compilers add."""
    objects = symbols(room)
    defined = set().union(*(own for own, _ in objects.values()))
    missing = set().union(*(lacked for _, lacked in objects.values())) - defined
    return {plain(symbol) for symbol in missing if not SANITIZER.match(symbol)}


def is_sanitized():
    return any(SANITIZER.match(symbol) for _, lacked in symbols("core").values()
               for symbol in lacked)


def needed(program):
    found = re.findall(r"\(NEEDED\).*\[(.+?)\.so", output("readelf", "-dW", build / "bin" / program))
    return set(found) - C_LIBRARY - (SANITIZER_NEEDS if is_sanitized() else set())


class Binaries(unittest.TestCase):
    def test_the_core_only_reckons(self):
        self.assertEqual(lacks("core") - CORE_CALLS, set())

    def test_the_core_has_no_state(self):
        if is_sanitized():
            self.skipTest("sanitizers add data of their own")
        sections = output("readelf", "-SW", build / "core" / "libcore.a")
        sizes = re.findall(r" (\.(?:data|bss)\S*) +\S+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)", sections)
        self.assertTrue(sizes)
        state = [name for name, size in sizes
                 if int(size, 16) > 0 and not name.startswith(".data.rel.ro")]
        self.assertEqual(state, [])

    def test_one_place_reads_the_clock(self):
        readers = {f"{room}/{name}"
                   for room in ("core", "config", "db", "message", "wire", "intake")
                   for name, (_, lacked) in symbols(room).items() if lacked & CLOCKS}
        self.assertEqual(readers, {"config/clock.c.o"})

    def test_a_program_needs_only_its_libraries(self):
        for program, libraries in NEEDED.items():
            with self.subTest(program=program):
                self.assertEqual(needed(program) - libraries, set())


if __name__ == "__main__":
    unittest.main(verbosity=2)
