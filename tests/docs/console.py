"""Consoles in documents: commands behind "$ ", each with a part of what it prints."""

import re


def commands(block):
    """The commands of a console, without the program's name, each with the lines below it."""
    for part in re.split(r"^\$ renewctl ", block, flags=re.M)[1:]:
        command, _, wanted = re.sub(r"\\\n *", "", part).partition("\n")
        yield command, [line for line in wanted.splitlines() if line.strip()]


def _pattern(line):
    return re.compile(".*".join(re.escape(" ".join(piece.split())) for piece in line.split("...")))


def missing(wanted, output):
    """The first wanted line that does not stand in the output, in that order; "..." is anything,
    and so is blank space of any length. None: all do."""
    lines = iter(output.splitlines())
    for line in wanted:
        pattern = _pattern(line)
        if not any(pattern.search(" ".join(seen.split())) for seen in lines):
            return line
    return None
