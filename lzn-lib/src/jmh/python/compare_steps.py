"""The kit and eager PyTorch at the same work, process after process in turn: a table of both.

Usage, from the project's folder, in an environment with requirements-steps.txt, after
mvn -Pjmh -DskipTests package:

    python lzn-lib/src/jmh/python/compare_steps.py [--works rf simclr sample] [--threads 1 2] [--rounds 5]

A work is a training step of a recipe, drawing in 50 Euler steps, or encoding images to latents. A
round runs the kit's and then PyTorch's, each in a process of its own with the same weights,
batch and number of threads; both must have as many parameters and the same loss. The kit cuts and
changes the views of simclr and lzn-align in its step, PyTorch is given them ready-made. The ratio is the
median of the rounds' own, so that a machine whose speed drifts does not decide it.
"""
import argparse
import re
import sys
import tempfile
from pathlib import Path

from sides import KIT, cells, kit, kit_settings, measured, python

BATCH = {"rf": 128, "rf-lzn": 128, "joint": 128, "simclr": 256, "lzn-align": 256,
         "sample": 128, "encode": 128}
LINE = re.compile(r"parameters (\d+), loss ([^\s,]+), images/s ([^\s,]+), processor ms ([^\s,]+)")


def one_round(work, threads, options, folder):
    file = str(Path(folder) / f"{work}.safetensors")
    trains = work not in ("sample", "encode")
    counts = [str(options.warm_up), str(options.steps if trains or work == "encode" else 3)]
    java = kit("TrainingSteps" if trains else "Inference", "1g", threads, options.class_path)
    batch = str(options.batch or BATCH[work])
    ours = measured([*java, work, batch, *counts, file], threads, kit_settings(), LINE)
    script = ["training_steps.py", file, *counts] if trains else ["inference.py", file, *counts, work]
    theirs = measured(python(*script), threads, {}, LINE)
    if ours[0] != theirs[0] or abs(ours[1] - theirs[1]) > 1e-4 * abs(theirs[1]):
        sys.exit(f"{work}: other networks: {ours} against {theirs}")
    print(f"{work} {threads}: {ours[2:]} against {theirs[2:]}", file=sys.stderr, flush=True)
    return ours[2:], theirs[2:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--works", nargs="+", default=list(BATCH), choices=list(BATCH))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--batch", type=int, help="another than the classroom's")
    parser.add_argument("--warm-up", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--class-path", default=KIT)
    options = parser.parse_args()
    print("| work | threads | kit, images/s | PyTorch, images/s | ratio | kit, processor ms a step "
          "| PyTorch, processor ms a step | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for work in options.works:
            for threads in options.threads:
                rounds = [one_round(work, threads, options, folder) for _ in range(options.rounds)]
                figures = " | ".join(cells(rounds, 0, more=True) + cells(rounds, 1))
                print(f"| {work} | {threads} | {figures} |", flush=True)


main()
