"""Draws the house: the library's packages as rooms by layer, their imports as arrows.

python3 environment/house.py           writes lzn-lib/house.svg and lzn-lib/house.md
python3 environment/house.py --check   exits with 1 if those files are not what it would write

A package stands one floor above the highest that it imports. An arrow is drawn where no longer way
leads along other arrows; the list in words has every import. Standard library only.
"""

import argparse
import collections
import html
import re
import sys
import textwrap

import kit

SOURCES = kit.ROOT / "lzn-lib" / "src" / "main" / "java" / "org" / "lzn"
PICTURE = kit.ROOT / "lzn-lib" / "house.svg"
WORDS = kit.ROOT / "lzn-lib" / "house.md"
IMPORT = re.compile(r"^import (?:static )?org\.lzn\.([a-z]+)(?:\.[a-z]+)*\.[A-Z]", re.M)
PURPOSE = re.compile(r"^ \* ([a-z]+)  +([a-z].*)$", re.M)

ROOM, HEIGHT, GAP, PASSAGE, FLOOR, EDGE = 190, 86, 26, 22, 134, 24
SWEEPS = 12


def packages():
    """The packages' names, each with its Java files, those of the packages in it included."""
    found = {}
    for folder in sorted(p for p in SOURCES.iterdir() if p.is_dir()):
        files = [f for f in sorted(folder.rglob("*.java")) if f.name != "package-info.java"]
        if files:
            found[folder.name] = files
    return found


def imports(found):
    """For each package, the packages it imports and how many of its files do so."""
    graph = {}
    for name, files in found.items():
        counts = collections.Counter()
        for file in files:
            counts.update(set(IMPORT.findall(file.read_text(encoding="utf-8"))) - {name})
        graph[name] = counts
    return graph


def floors(graph):
    """The floor of each package: 0 without imports, else one above the highest that it imports."""
    levels, way = {}, []

    def level(name):
        if name in way:
            circle = " -> ".join(way[way.index(name) :] + [name])
            raise kit.KitError(f"packages import each other in a circle: {circle}")
        if name not in levels:
            way.append(name)
            levels[name] = max((level(other) + 1 for other in graph[name]), default=0)
            way.pop()
        return levels[name]

    for name in graph:
        level(name)
    return levels


def arrows(graph):
    """The imports that no way over other packages implies."""

    def reaches(start, goal):
        return start == goal or any(reaches(other, goal) for other in graph[start])

    return [
        (name, other)
        for name in graph
        for other in sorted(graph[name])
        if not any(reaches(between, other) for between in graph[name] if between != other)
    ]


def rows(levels, drawn):
    """Rooms and passages floor by floor, and each arrow's way through them.

    A passage, the tuple (from, to, floor), keeps an arrow clear of the rooms of a floor.
    """
    plan = [[] for _ in range(max(levels.values()) + 1)]
    for name in sorted(levels):
        plan[levels[name]].append(name)
    ways = []
    for name, other in drawn:
        between = [(name, other, f) for f in range(levels[name] - 1, levels[other], -1)]
        for passage in between:
            plan[passage[2]].append(passage)
        ways.append([name, *between, other])
    return untangled(plan, ways), ways


def untangled(plan, ways):
    """The floors, each in the order of the middle of what it is joined to above or below."""
    joined = collections.defaultdict(list)
    for way in ways:
        for a, b in zip(way, way[1:]):
            joined[a].append(b)
            joined[b].append(a)
    for sweep in range(SWEEPS):
        order = range(len(plan)) if sweep % 2 else range(len(plan) - 1, -1, -1)
        for floor in order:
            x = positions(plan)

            def middle(cell, x=x):
                near = [x[n] for n in joined[cell]]
                return sum(near) / len(near) if near else x[cell]

            plan[floor].sort(key=middle)
    return plan


def width(cell):
    return PASSAGE if isinstance(cell, tuple) else ROOM


def positions(plan):
    """The middle of each cell, floors centred above each other, the middle at 0."""
    x = {}
    for cells in plan:
        left = -(sum(width(c) for c in cells) + GAP * (len(cells) - 1)) / 2
        for cell in cells:
            x[cell] = left + width(cell) / 2
            left += width(cell) + GAP
    return x


def picture(found, levels, drawn):
    plan, ways = rows(levels, drawn)
    x = positions(plan)
    half = max(abs(at) + width(cell) / 2 for cell, at in x.items()) + EDGE
    top = {floor: EDGE + (len(plan) - 1 - floor) * FLOOR for floor in range(len(plan))}
    tall = top[0] + HEIGHT + EDGE
    x = {cell: at + half for cell, at in x.items()}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * half:.0f}" height="{tall}"'
        f' viewBox="0 0 {2 * half:.0f} {tall}" font-family="sans-serif">',
        "<title>The library's packages by layer, arrows to what they import</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
        ' markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b7f"/></marker></defs>',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    ends = doors(ways, x)
    parts += [arrow(way, x, top, ends, levels) for way in ways]
    about = dict(PURPOSE.findall((SOURCES / "package-info.java").read_text(encoding="utf-8")))
    for name in sorted(found):
        parts += room(name, found[name], about.get(name, ""), x[name], top[levels[name]])
    return "\n".join([*parts, "</svg>", ""])


def doors(ways, x):
    """Where on a room's lower and upper side each arrow begins and ends, spread from left to right."""
    ends = {}
    for side, room_at, next_at in (("from", 0, 1), ("to", -1, -2)):
        sides = collections.defaultdict(list)
        for way in ways:
            sides[way[room_at]].append(way)
        for name, meeting in sides.items():
            meeting.sort(key=lambda way: x[way[next_at]])
            for i, way in enumerate(meeting):
                share = (i + 1) / (len(meeting) + 1) - 0.5
                ends[side, way[0], way[-1]] = x[name] + share * ROOM * 0.8
    return ends


def arrow(way, x, top, ends, levels):
    """A line that falls straight past the rooms and bends between the floors."""
    start, goal = way[0], way[-1]
    at, y = ends["from", start, goal], top[levels[start]] + HEIGHT
    path = f"M{at:.1f} {y}"
    for cell in way[1:]:
        last = cell == goal
        target = ends["to", start, goal] if last else x[cell]
        ceiling = top[levels[goal] if last else cell[2]]
        bend = (ceiling - y) / 2
        path += f"C{at:.1f} {y + bend:.1f} {target:.1f} {ceiling - bend:.1f} {target:.1f} {ceiling}"
        at, y = target, ceiling
        if not last:
            y += HEIGHT
            path += f"V{y}"
    return f'<path d="{path}" fill="none" stroke="#5b6b7f" stroke-width="1.3" marker-end="url(#tip)"/>'


def room(name, files, about, middle, ceiling):
    inner = sorted({f.parent.name for f in files} - {name})
    yield (
        f'<rect x="{middle - ROOM / 2:.1f}" y="{ceiling}" width="{ROOM}" height="{HEIGHT}" rx="5"'
        ' fill="#eef3fa" stroke="#2f4b73"/>'
    )
    yield (
        f'<text x="{middle:.1f}" y="{ceiling + 19}" text-anchor="middle" font-size="14"'
        f' font-weight="bold" fill="#1d2f4a">{html.escape(name)}</text>'
    )
    lines = textwrap.wrap(about, 34)[:3] + ([f"[{', '.join(inner)}]"] if inner else [])
    for i, line in enumerate(lines):
        yield (
            f'<text x="{middle:.1f}" y="{ceiling + 36 + 14 * i}" text-anchor="middle"'
            f' font-size="10" fill="#333">{html.escape(line)}</text>'
        )


def words(found, graph, levels):
    lines = [
        "# The house in words",
        "",
        "Written by `python3 environment/house.py` from the imports of `src/main/java`; the picture"
        " is [house.svg](house.svg). Top down; a package imports only what stands on a lower floor."
        " In brackets: how many of its files do.",
        "",
        "![The packages by layer](house.svg)",
        "",
        "| floor | package | files | imports |",
        "|---|---|---|---|",
    ]
    for name in sorted(found, key=lambda n: (-levels[n], n)):
        used = sorted(graph[name].items(), key=lambda item: (-levels[item[0]], item[0]))
        listed = ", ".join(f"{other} ({count})" for other, count in used) or "nothing"
        lines.append(f"| {levels[name]} | {name} | {len(found[name])} | {listed} |")
    return "\n".join([*lines, ""])


def main():
    parser = argparse.ArgumentParser(description="The library's packages and imports, drawn.")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args().check
    found = packages()
    graph = imports(found)
    levels = floors(graph)
    texts = {
        PICTURE: picture(found, levels, arrows(graph)),
        WORDS: words(found, graph, levels),
    }
    for path, text in texts.items():
        if not check:
            kit.write_whole(path, text)
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise kit.KitError(
                f"{path.relative_to(kit.ROOT)} is not what the imports say:"
                " run python3 environment/house.py"
            )


if __name__ == "__main__":
    try:
        main()
    except kit.KitError as e:
        print(e, file=sys.stderr)
        sys.exit(e.status)
