"""The command behind gpu-check.sh: the kit on an NVIDIA GPU, built, tested, measured, in one record.

Only the standard library is used. Without a GPU it is a dry run: tiny sizes on the processor.
"""

import argparse
import datetime
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

from gpu_parts import DRY, STEP, Parts, Plan
from gpu_record import DONE, LEFT_OUT, NO_FIT, Record
from gpu_tools import LeftOut, gpu
from kit import ROOT, KitError

NAME = "gpu-check.sh"
RECORD = ROOT / "target" / "gpu-check" / "RECORD.json"

ENVIRONMENT = """\
environment variables
  LZN_PYTHON            a Python with PyTorch and safetensors, to compare training steps with
  CUDA_VISIBLE_DEVICES  its first GPU is the one that is checked
  PYTORCH_LIBRARY_PATH  the libraries of an installed PyTorch for the kit; else they are fetched
  LZN_MAVEN_ARGS        more arguments for Maven
  JAVA_HOME, PYTHON     the JDK and the Python to use

Exit status: 0 if nothing failed (what does not fit or is left out has not failed), 1 if a part did, 2 for
a wrong command."""


class Arguments(argparse.ArgumentParser):
    """Refuses in one line."""

    def error(self, message):
        raise KitError(f"{message}; see environment/{NAME} --help", status=2)


def read(arguments):
    parser = Arguments(
        prog=f"environment/{NAME}", allow_abbrev=False, epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Builds the kit for an NVIDIA GPU, tests and measures it there, and writes one record.")
    parser.add_argument("--dry-run", action="store_true",
                        help="tiny sizes on the processor, with the ordinary kit; so too where there is no GPU")
    parser.add_argument("--output", type=Path, default=RECORD, metavar="FILE",
                        help="the record; target/gpu-check/RECORD.json if not given")
    options = parser.parse_args(arguments)
    options.output = options.output.absolute()
    check_output(options.output)
    return options


def check_output(file):
    """Refuses at once what could not be written at the end."""
    if file.is_dir():
        raise KitError(f"--output must name a file, and {file} is a folder", status=2)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KitError(f"--output {file}: {error.strerror}", status=2) from None
    if not os.access(file.parent, os.W_OK):
        raise KitError(f"--output {file}: its folder cannot be written to", status=2)


def machine():
    """The machine, without its name."""
    model = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass  # not Linux, or another processor's words
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"system": platform.platform(), "processor": model, "cores": os.cpu_count(),
            "memory_gib": round(memory / 2**30, 1), "python": platform.python_version()}


def settings(env):
    """The settings of the environment that may change a figure."""
    names = ("CUDA_VISIBLE_DEVICES", "LZN_JAVA_OPTS", "LZN_MAVEN_ARGS", "OMP_NUM_THREADS", "PYTORCH_FLAVOR")
    return {name: env[name] for name in names if name in env}


def code():
    """The commit, and whether sources or build files differ from it."""

    def git(*arguments):
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip() if done.returncode == 0 else None

    try:
        commit = git("rev-parse", "HEAD") if (ROOT / ".git").exists() else None
        changes = git("status", "--porcelain", "--", "pom.xml", "lzn-lib", "environment")
    except OSError:  # no git
        commit = None
    return {"commit": commit, "changed": bool(changes)} if commit else {"commit": "unknown"}


def chosen(dry_run):
    """The plan, the GPU or None, and why it is a dry run or None."""
    if dry_run:
        return DRY, None, "--dry-run"
    try:
        return Plan(), gpu(), None
    except KitError as error:
        return DRY, None, str(error)


def check(parts, record):
    """All parts in their order."""
    for name in ("build", "engine", "tests", "train", "evaluate", "sample"):
        record.part(name, getattr(parts, name))
    compares = record.part("pytorch", parts.pytorch) == DONE
    record.part("same loss", compared(compares, parts.same_loss))
    fitting = None
    for batch in parts.plan.batches:
        outcome = record.part(f"step {batch}, kit", lambda b=batch: parts.kit_step(b))
        record.part(f"step {batch}, PyTorch", compared(compares, lambda b=batch: parts.their_step(b)))
        if outcome == NO_FIT and fitting:
            whole = f"{batch}/{fitting}"
            record.part(f"step {batch} in micro-batches of {fitting}, kit", lambda b=whole: parts.kit_step(b))
        fitting = batch if outcome == DONE else fitting
    record.part("latents", parts.latents)


def compared(compares, work):
    """A part beside PyTorch, left out where there is none."""

    def left_out():
        raise LeftOut("no PyTorch to compare with: see the part pytorch")

    return work if compares else left_out


def ratios(record, batches):
    """Images a second of the kit over PyTorch's, by batch, where both have been measured."""
    both = {b: [record.results(f"step {b}, {side}").get("images_per_second") for side in ("kit", "PyTorch")]
            for b in batches}
    return {str(b): round(ours / theirs, 3) for b, (ours, theirs) in both.items() if ours and theirs}


def main(arguments):
    options = read(arguments)
    plan, card, why_dry = chosen(options.dry_run)
    if why_dry:
        print(f"{NAME}: a dry run on the processor, in tiny sizes, which tells nothing of a GPU ({why_dry})")
    parts = Parts(plan)
    record = Record({
        "gpu_check": 1, "dry_run": why_dry, "gpu": card, "machine": machine(), "code": code(),
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "settings": settings(parts.env),
    })
    try:
        check(parts, record)
    finally:
        STEP.unlink(missing_ok=True)  # half a gigabyte
    record.facts["kit_over_pytorch"] = ratios(record, plan.batches)
    record.write(options.output)
    print(f"\n{record.summary()}\n")
    print("kit over PyTorch, images a second by batch:", record.facts["kit_over_pytorch"] or "not measured")
    print(f"record: {options.output}; what the programs wrote: {ROOT / 'target' / 'gpu-check' / 'logs'}")
    if record.failed():
        raise KitError(f"{len(record.failed())} of {len(record.parts)} parts failed: {', '.join(record.failed())}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends what it has started, too
    try:
        main(sys.argv[1:])
    except KitError as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        sys.exit(error.status)
    except KeyboardInterrupt:
        print(f"\n{NAME}: interrupted, no record is written", file=sys.stderr)
        sys.exit(130)
