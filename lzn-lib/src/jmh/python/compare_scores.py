"""The kit's scores and those of Python's libraries on the same features, process after process in turn.

Usage, from the project's folder, in an environment with requirements-scores.txt, after
mvn -Pjmh -DskipTests package:

    python lzn-lib/src/jmh/python/compare_scores.py [--works frechet probe] [--threads 1 2] [--rounds 3]

Both sides read the same files and must come to the same score. The ratio is the median of the
rounds' own.
"""
import argparse
import re
import sys
import tempfile
from pathlib import Path

import numpy as np

from sides import KIT, cells, kit, kit_settings, measured, python

# per work: rows, tested rows, width, and how far apart the sides' scores may lie; precision and recall
# differ where single precision cannot tell, votes where two classes have as many, the two probes stop
# their fits elsewhere
WORKS = {"frechet": ("frechet", 10_000, 10_000, 2048, 1e-6),
         "precision-recall": ("precision-recall", 10_000, 10_000, 2048, 0.01),
         "neighbours": ("neighbours", 10_000, 1_000, 512, 0.02),
         "probe": ("probe", 10_000, 1_000, 512, 0.1),
         "large-probe": ("probe", 50_000, 1_000, 2048, 0.1)}
LINE = re.compile(r"score (\S+), seconds (\S+), processor (\S+)")


def networks(rows, width, shift, random):
    """Features like a network's: not negative, all correlated, with a falling spectrum."""
    mixing = np.random.default_rng(1).standard_normal((width, width), "float32")
    mixing /= np.sqrt(np.arange(1, width + 1, dtype="float32"))[:, None]
    noise = random.standard_normal((rows, width), "float32")
    return np.maximum(0.1 * (noise @ mixing) + shift, 0).astype("<f4")


def labelled(rows, width, apart, random):
    """Such features of ten classes that overlap; the class stands at the end of its row."""
    centres = 0.4 + apart * np.random.default_rng(3).standard_normal((10, width), "float32")
    labels = random.integers(10, size=rows)
    features = networks(rows, width, centres[labels], random)
    return np.concatenate([features, labels[:, None]], axis=1).astype("<f4")


def files(work, rows, tested, width, folder):
    """Writes both sets of features; returns their files and the numbers in a row."""
    random = np.random.default_rng(2)
    if work in ("frechet", "precision-recall"):
        sets = [networks(rows, width, 0.4, random), networks(tested, width, 0.45, random)]
    else:
        apart = 0.05 if work == "neighbours" else 0.012  # neither is always right
        sets = [labelled(n, width, apart, random) for n in (rows, tested)]
    names = [str(Path(folder) / f"{work}-{rows}-{side}") for side in ("first", "second")]
    for values, name in zip(sets, names):
        values.tofile(name)
    return [*names, str(sets[0].shape[1])]


def one_round(name, arguments, tolerance, threads, class_path):
    java = kit("ScoresOfFeatures", "8g", threads, class_path)
    ours = measured([*java, *arguments], threads, kit_settings(), LINE)
    theirs = measured(python("scores.py", *arguments), threads, {}, LINE)
    if abs(ours[0] - theirs[0]) > tolerance * abs(theirs[0]):
        sys.exit(f"{name}: other scores: {ours[0]} against {theirs[0]}")
    print(f"{name} {threads}: {ours} against {theirs}", file=sys.stderr, flush=True)
    return ours, theirs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", nargs="+", default=list(WORKS), choices=list(WORKS))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--class-path", default=KIT)
    options = parser.parse_args()
    print("| work | rows × width | threads | kit, s | Python, s | ratio | kit, processor s "
          "| Python, processor s | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in options.works:
            work, rows, tested, width, tolerance = WORKS[name]
            arguments = [work, *files(work, rows, tested, width, folder)]
            for threads in options.threads:
                rounds = [one_round(name, arguments, tolerance, threads, options.class_path)
                          for _ in range(options.rounds)]
                figures = " | ".join(cells(rounds, 1, decimals=2) + cells(rounds, 2, decimals=2))
                print(f"| {name} | {rows:,} × {width} | {threads} | {figures} |", flush=True)


main()
