"""What the GPU check runs and watches: programs with their one-line reasons, and nvidia-smi."""

import os
import re
import shutil
import signal
import subprocess
import threading

from kit import ROOT, KitError

LOGS = ROOT / "target" / "gpu-check" / "logs"
LONGEST_REASON = 300
PAUSE = 0.1  # seconds between two looks at a GPU's memory

MEMORY = re.compile(r"out of memory|OutOfMemoryError|can't allocate memory|failed to allocate", re.I)
# Where a program's output says why it failed, the best place first; of several lines the first counts.
REASONS = [
    re.compile(r"^\[ERROR\] (\S+\.java:.+)$", re.M),
    re.compile(r"^\[ERROR\] (.*\w.*)$", re.M),
    re.compile(r"^(.+)\n+Usage: ", re.M),
    re.compile(r"^((?:lzn|library\.sh): (?!building|waiting).+)$", re.M),
    re.compile(r'^Exception in thread "[^"]*" (.+)$', re.M),
    re.compile(r"^((?:\w+\.)*\w*(?:Error|Exception): .+)$", re.M),
]


class LeftOut(KitError):
    """A part that has nothing to run: no failure."""


class DoesNotFit(KitError):
    """A program that asked for more memory than there is."""


class PartFailed(KitError):
    """A failure that has something to tell besides its reason."""

    def __init__(self, reason, results):
        super().__init__(reason)
        self.results = results


def one_line(text):
    """A text without line ends and control characters, of a length to print."""
    line = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", str(text)).split())
    return line if len(line) <= LONGEST_REASON else line[: LONGEST_REASON - 3] + "..."


def reason(text, status):
    """Why a program ended with a status other than 0, from what it wrote."""
    if status < 0:
        return f"ended by signal {-status}, {signal.Signals(-status).name}"
    found = next((match[1] for match in (r.search(text) for r in REASONS) if match), None)
    lines = [line for line in text.splitlines() if line.strip()]
    return one_line(found or (lines[-1] if lines else f"ended with {status} and said nothing"))


def attempt(name, command, env, limit):
    """Runs a program to its end: its status, and all it wrote, which is also in a log of that name."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name.replace(' ', '-')}.log"
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [str(word) for word in command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            status = process.wait(limit)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)  # it and what it has started
            process.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise KitError(f"no end after {limit} s") from None
            raise
    return status, log.read_text(encoding="utf-8", errors="replace")


def run(name, command, env, limit):
    """Runs a program to its end and returns what it wrote; one that fails is an error."""
    status, text = attempt(name, command, env, limit)
    if status:
        raise KitError(reason(text, status))
    return text


def measure(name, command, env, limit, on_gpu):
    """Runs a program that may ask for more memory than there is: what it wrote, and the GPU's memory."""
    with GpuMemory(on_gpu) as memory:
        status, text = attempt(name, command, env, limit)
    if status:
        short = next((line for line in text.splitlines() if MEMORY.search(line)), None)
        raise DoesNotFit(one_line(short)) if short else KitError(reason(text, status))
    return text, memory.results()


def gpu_number():
    """The GPU to check as nvidia-smi names it: the first that CUDA is to see; None if it is to see none."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    first = "0" if visible is None else visible.split(",")[0].strip()
    return None if first in ("", "-1") else first


def nvidia_smi(query):
    """What nvidia-smi answers about the GPU, or what else it says, in cells."""
    command = ["nvidia-smi", f"--query-gpu={query}", "--format=csv,noheader,nounits", "-i", gpu_number()]
    done = subprocess.run(command, capture_output=True, text=True)
    return [cell.strip() for cell in (done.stdout + done.stderr).split(",")]


def gpu():
    """The GPU to check; a KitError says why there is none."""
    if gpu_number() is None:
        raise KitError("CUDA_VISIBLE_DEVICES names no GPU")
    if not shutil.which("nvidia-smi"):
        raise KitError("there is no nvidia-smi on the path")
    cells = nvidia_smi("name,driver_version,memory.total")
    if len(cells) != 3 or not cells[2].isdigit():
        raise KitError("nvidia-smi says: " + one_line(", ".join(cells)))
    return {"name": cells[0], "driver": cells[1], "memory_mib": int(cells[2])}


class GpuMemory:
    """The most memory that a GPU holds meanwhile, beyond what it held before, by looks of nvidia-smi."""

    def __init__(self, watched):
        self.seen = []
        self.done = threading.Event()
        self.watcher = threading.Thread(target=self._watch, daemon=True) if watched else None

    def __enter__(self):
        if self.watcher:
            self._look()
            self.watcher.start()
        return self

    def __exit__(self, kind, error, trace):
        if self.watcher:
            self.done.set()
            self.watcher.join()

    def _watch(self):
        while not self.done.wait(PAUSE):
            self._look()

    def _look(self):
        found = nvidia_smi("memory.used")
        if found[0].isdigit():
            self.seen.append(int(found[0]))

    def results(self):
        """The memory in MiB, by its name in the record; nothing where none was seen."""
        return {"gpu_memory_mib": max(self.seen) - self.seen[0]} if self.seen else {}
