#!/usr/bin/env python3
"""Makes the files of this folder again from the published sources.

    python3 -m venv VENV && VENV/bin/pip install -r requirements.txt
    VENV/bin/python build.py FOLDER

npm fetches four packages of pinned versions, whose SHA-512 are compared with those below. Each
picture is drawn at eight times its size on white and shrunk by the mean over squares of 8 x 8.
"""

import base64
import hashlib
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import cairosvg
import numpy as np
from PIL import Image

SOURCES = {
    "noto": (
        "@iconify-json/noto@1.2.6",  # from 1.2.7 on all astronauts of a tone are one drawing
        "/op9JHrJv8RZgM0trdlLoedcx9jBNZ6kYvTTRQrp9t8OWpqR60k0tHZ5Nt9SxT/ebQsrPbtVPUuv+odWwlQkUQ==",
    ),
    "twemoji": (
        "@iconify-json/twemoji@1.2.5",
        "uKpuIEV0v6K5BW3Mjdyl+XKFVAbbcPxAgifKvEMtZoUZB5+YiY5zaMm2uNNCxyXzAWU9yNLlj41WU6/mvgALsw==",
    ),
    "fluent": (
        "@iconify-json/fluent-emoji-flat@1.2.6",
        "RY47RgPb47fYUiyrA64sIOL0+UU02s29sXpNBbIQRBUlPlfNFTKUmZDERGuxDs/7yNGWqQYvuaSYM1M4fRXlUw==",
    ),
    "captions": (
        "emojibase-data@17.0.0",
        "Yvgb5AWoHViHV/gq1qr5ZAarcBip+B27/ZLRsUJkbgAEaLlZ/fof9g882LTpmEpyhBNEC0m2SEmItljHsTygjA==",
    ),
}
STYLES = ("noto", "twemoji", "fluent")
LANGUAGES = ("en", "de", "fr")
GENDERS = ("person", "man", "woman")
TONES = ("none", "light", "medium-light", "medium", "medium-dark", "dark")
SIDE = 32
FINER = 8

MODIFIERS = ("1F3FB", "1F3FC", "1F3FD", "1F3FE", "1F3FF")  # the five tones' code points
BEGINNINGS = {"1F9D1": "person", "1F468": "man", "1F469": "woman"}
ENDINGS = {"2642": "man", "2640": "woman"}
JOINER = "200D"
PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2019": "'"})  # as keyboards have them


def fetch(package, sum512, folder):
    """Returns the files of an npm package as bytes by their path in it."""
    command = ["npm", "pack", package, "--pack-destination", str(folder), "--silent"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    content = archive.read_bytes()
    came = base64.b64encode(hashlib.sha512(content).digest()).decode()
    if came != sum512:
        sys.exit(f"{package}: expected SHA-512 {sum512}, got {came}: the registry has other bytes")
    archive.unlink()
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return {
            member.name.split("/", 1)[1]: tar.extractfile(member).read()
            for member in tar.getmembers()
            if member.isfile() and member.name.endswith(".json")
        }


def plain(code_points):
    """Code points without the variation selector, which sources set differently."""
    return "-".join(c for c in code_points.upper().split("-") if c != "FE0F")


def parse(code_points):
    """Returns (what names the role, gender, tone) of a person's code points, or None."""
    points = plain(code_points).split("-")
    tones = [MODIFIERS.index(p) for p in points if p in MODIFIERS]
    rest = [p for p in points if p not in MODIFIERS]
    if len(tones) > 1 or not rest:
        return None
    tone = TONES[tones[0] + 1] if tones else TONES[0]
    if rest[-1] in ENDINGS and rest[-2:-1] == [JOINER]:
        return "-".join(rest[:-2]), ENDINGS[rest[-1]], tone
    gender = BEGINNINGS.get(rest[0], "person")
    return "-".join((["*"] if rest[0] in BEGINNINGS else [rest[0]]) + rest[1:]), gender, tone


def role_name(caption):
    """The neutral English caption without its person: "person: red hair" is "red hair"."""
    for before in ("person: ", "person "):
        if caption.startswith(before):
            return caption[len(before) :]
    return caption.removesuffix(" person")


def captions(package):
    """Returns by language a dictionary from code points to the caption."""
    result = {}
    for language in LANGUAGES:
        entries = json.loads(package[f"{language}/data.json"])
        every = [e for entry in entries for e in [entry, *entry.get("skins", [])]]
        result[language] = {e["hexcode"]: e["label"].translate(PLAIN) for e in every}
    return result


def roles(texts, drawings):
    """Returns the roles that every artist drew in all 18 ways, in Unicode's order."""
    found = {}
    for code_points, caption in texts["en"].items():
        parsed = parse(code_points)
        drawn = all(plain(code_points) in drawing for drawing in drawings.values())
        if parsed and drawn and "facing right" not in caption:
            found.setdefault(parsed[0], {})[parsed[1:]] = code_points
    return [ways for ways in found.values() if len(ways) == len(GENDERS) * len(TONES)]


def parts(count, seed):
    """Returns the part that each concept belongs to: "learning", "validation" or "test".

    Six cells of a role's 3 x 6 table, two a gender and one a tone, are taken out of the training:
    four to test on, two to tune on. The 18 shifts of such a pattern cover each cell equally often,
    so that each gender with each tone is in the test in 16 roles and in the validation in 8.
    """
    draw = random.Random(seed)
    patterns = []
    for _ in range(count // 18):
        genders = [0, 0, 1, 1, 2, 2]
        draw.shuffle(genders)
        kinds = ["test"] * 4 + ["validation"] * 2
        draw.shuffle(kinds)
        cells = list(zip(genders, range(6), kinds))
        for g in range(3):
            for t in range(6):
                patterns.append({(a + g) % 3 * 6 + (b + t) % 6: kind for a, b, kind in cells})
    draw.shuffle(patterns)
    return [p.get(cell, "learning") for p in patterns for cell in range(18)]


def split(count, twins):
    """Returns the parts by the first seed that keeps twins together.

    Some concepts are drawn all but alike (Fluent's persons of medium-light skin have blond hair,
    with the role "blond hair" and without), and no test picture may be one seen in training.
    """
    for seed in range(1, 10_000):
        found = parts(count, seed)
        if all(found[a] == found[b] for a, b in twins):
            print(f"split by seed {seed}")
            return found
    sys.exit(f"no seed below 10,000 keeps {len(twins)} twins together")


def twins(pictures):
    """Returns the pairs of pictures that differ by at most one of 255 in every value."""
    values = np.stack([np.asarray(p, dtype=np.int16).ravel() for p in pictures])
    pairs = []
    for i in range(len(values)):
        for j in np.flatnonzero(np.abs(values[i + 1 :] - values[i]).max(axis=1, initial=0) <= 1):
            pairs.append((i, i + 1 + int(j)))
    return pairs


def concepts(texts, drawings):
    """Returns the concepts as lists: code points, role, gender, tone, captions."""
    rows = []
    for way in roles(texts, drawings):
        role = role_name(texts["en"][way["person", "none"]])
        for gender in GENDERS:
            for tone in TONES:
                code_points = way[gender, tone]
                said = [texts[language][code_points] for language in LANGUAGES]
                rows.append([code_points, role, gender, tone, *said])
    return rows


def drawings(package):
    """Returns a whole SVG by code points, for every icon of a style."""
    icons = json.loads(package["icons.json"])
    names = json.loads(package["chars.json"])
    result = {}
    for code_points, name in names.items():
        icon = icons["icons"].get(name)  # an alias would be turned; no person here is one
        if icon is None:
            continue
        left, top = icon.get("left", 0), icon.get("top", 0)
        width, height = (icon.get(side, icons[side]) for side in ("width", "height"))
        result[plain(code_points)] = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width}" height="{height}" viewBox="{left} {top} {width} {height}">'
            f'{icon["body"]}</svg>'
        )
    return result


def draw(svg):
    """Returns a picture of 32 x 32 pixels on white."""
    large = SIDE * FINER
    png = cairosvg.svg2png(svg.encode(), output_width=large, output_height=large)
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB").reduce(FINER)


def sheet(pictures):
    """Returns all pictures of a style: a row for each role, a column for each gender and tone."""
    columns = len(GENDERS) * len(TONES)
    whole = Image.new("RGB", (SIDE * columns, SIDE * (len(pictures) // columns)))
    for i, picture in enumerate(pictures):
        whole.paste(picture, (SIDE * (i % columns), SIDE * (i // columns)))
    return whole


def table(rows, parts):
    """Returns the table of concepts as text, a line for each and one for the names of columns."""
    head = ["code points", "role", "gender", "tone", "part", *LANGUAGES]
    lines = [[*row[:4], part, *row[4:]] for row, part in zip(rows, parts)]
    return "".join("\t".join(line) + "\n" for line in [head, *lines])


def main(folder):
    with tempfile.TemporaryDirectory() as place:
        packages = {name: fetch(*source, Path(place)) for name, source in SOURCES.items()}
    styles = {style: drawings(packages[style]) for style in STYLES}
    rows = concepts(captions(packages["captions"]), styles)
    pictures = {s: [draw(styles[s][plain(row[0])]) for row in rows] for s in STYLES}
    alike = sorted({pair for style in STYLES for pair in twins(pictures[style])})
    for a, b in alike:
        print(f"drawn alike: {rows[a][4]} / {rows[b][4]}")
    parts = split(len(rows) // 18, alike)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "concepts.tsv").write_text(table(rows, parts), encoding="utf-8")
    for style in STYLES:
        sheet(pictures[style]).save(folder / f"{style}.png", optimize=True)
    names = ["concepts.tsv", *(f"{style}.png" for style in STYLES)]
    sums = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))
