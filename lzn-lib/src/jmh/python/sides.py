"""What the comparisons with Python's libraries share: processes of either side, one after the other."""
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NATIVE = HERE.parents[3] / "environment" / "native.env"
KIT = "lzn-lib/target/test-classes:lzn-lib/target/kit/*"


def kit_settings():
    """The settings of the native libraries that the kit's commands start with."""
    lines = NATIVE.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def kit(name, memory, threads, class_path):
    """The start of a command that runs a class of the kit's benchmarks."""
    return ["java", f"-Xmx{memory}", f"-XX:ActiveProcessorCount={threads}",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", class_path,
            f"org.lzn.benchmark.{name}"]


def python(script, *arguments):
    """The command that runs one of the scripts beside this one."""
    return [sys.executable, str(HERE / script), *arguments]


def measured(command, threads, settings, line):
    """Runs a command and returns the numbers that its line has."""
    environment = {**os.environ, **settings, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    found = line.search(done.stdout)
    if not found:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return tuple(float(number) for number in found.groups())


def spread(values, decimals=0):
    """The median of some figures and their range."""
    return f"{statistics.median(values):.{decimals}f} ({min(values):.{decimals}f} to {max(values):.{decimals}f})"


def cells(rounds, figure, decimals=0, more=False):
    """Both sides' figures of the rounds, and how many times better the kit's are: more, or else less."""
    ours, theirs = ([side[figure] for side in sides] for sides in zip(*rounds))
    ratio = statistics.median(a / b if more else b / a for a, b in zip(ours, theirs))
    return [spread(ours, decimals), spread(theirs, decimals), f"{ratio:.2f}"]
