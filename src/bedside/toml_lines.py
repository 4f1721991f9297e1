"""Where each key of a TOML file stands; the standard reader does not say."""

from __future__ import annotations

import re

HEAD = re.compile(r"\s*\[\[?\s*([\w.\"-]+)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"\s*([\w-]+)\s*=")

Place = tuple[str, int, str]


def key_lines(text: str) -> dict[Place, int]:
    """The line of (table, which one of that name, key); the key "" is the line of the heading."""
    where: dict[Place, int] = {}
    seen: dict[str, int] = {}
    table, quoted = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if not quoted and (head := HEAD.match(line)):
            table = head[1].replace('"', "")
            seen[table] = seen.get(table, -1) + 1
            where[table, seen[table], ""] = number
        elif not quoted and (key := KEY.match(line)):
            where[table, seen.get(table, 0), key[1]] = number
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
    return where
