"""The project's folders and files, for the tests beside this file."""

import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]

# Which other rooms a room may name, besides core.
ROOMS = {
    "core": set(),
    "config": set(),
    "db": set(),
    "message": set(),
    "wire": set(),
    "intake": set(),
    "courier": {"message", "wire"},
    "daemon": {"config", "db", "message", "wire"},
    "cli": {"config", "db", "message", "wire", "intake"},
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def build_folder():
    """The build folder, the test's only argument; taken away from unittest."""
    return pathlib.Path(sys.argv.pop(1)).resolve()


def tracked_files():
    """The files of the project: those that git knows, or, in a released tree, all but builds."""
    result = subprocess.run(["git", "-C", TOP, "ls-files", "-z"], stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, check=False)
    if result.returncode == 0:
        paths = [TOP / name for name in result.stdout.decode().split("\0") if name]
    else:
        paths = [path for path in TOP.rglob("*") if path.relative_to(TOP).parts[0] != "build"]
    return [path for path in paths if path.is_file()]


def sources(room):
    return sorted(path for path in (TOP / room).rglob("*.[ch]"))


def includes(path):
    """(own, name) of each #include: own is true for a header of the project."""
    return [(mark == '"', name) for mark, name in INCLUDE.findall(path.read_text())]
