"""Names and small tools shared by the environment's scripts (standard library only)."""

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

from system import PROGRAM, WINDOWS, lock

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOTEBOOKS = ROOT / "notebooks"
SITE = ROOT / "target" / "site"
STATE = HERE / ".state"
VENV = HERE / ".venv"
SCALES = ("smoke", "classroom", "paper")


class KitError(Exception):
    """What went wrong, in words for the person at the terminal."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


class NotebookFailed(KitError):
    """One notebook's failure, which is no reason to leave out the next."""


def run_each(files, run):
    """Runs every notebook, also after one that fails; then raises an error that names those."""
    failed = []
    for file in files:
        try:
            run(file)
        except NotebookFailed as error:
            print(f"\n{PROGRAM}: {error}\n", file=sys.stderr, flush=True)
            failed.append(file.stem)
    if failed:
        raise KitError(f"{len(failed)} of {len(files)} notebooks failed: {', '.join(failed)}")


def scale():
    return os.environ.get("LZN_SCALE", "").strip().lower() or "classroom"


def notebook_files():
    """The notebooks in their order: NN-name.ipynb."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))


def clock(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def write_whole(path, text):
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def only_one(name, doing):
    """Lets one process at a time through; the system frees the lock however the process ends."""
    STATE.mkdir(parents=True, exist_ok=True)
    with open(STATE / f"{name}.lock", "a+", encoding="utf-8") as file:
        try:
            lock(file, wait=False)
        except OSError:
            file.seek(0)
            print(f"waiting: process {file.read().strip()} is {doing}", flush=True)
            lock(file, wait=True)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def quiet_interrupts():
    """Ctrl-C ends the process with a word instead of a trace."""

    def end(number, frame):
        print(f"\n{PROGRAM}: interrupted", file=sys.stderr, flush=True)
        os._exit(130)

    signal.signal(signal.SIGINT, end)


class Progress:
    """One line that tells what is going on and for how long.

    A terminal sees it redrawn every half second; a log gets a line at the start, one every twenty
    seconds, and one at the end.
    """

    def __init__(self, text):
        self.text = text
        self.start = time.monotonic()
        self.terminal = sys.stdout.isatty() and not WINDOWS
        self.done = threading.Event()
        self.ticker = threading.Thread(target=self._tick, daemon=True)

    @property
    def seconds(self):
        return time.monotonic() - self.start

    def __enter__(self):
        self._draw()
        self.ticker.start()
        return self

    def __exit__(self, kind, error, trace):
        self.done.set()
        self.ticker.join()
        stopped = kind is not None and issubclass(kind, KeyboardInterrupt)
        end = "done" if kind is None else "interrupted" if stopped else "failed"
        self._draw(end)
        if self.terminal:
            print(flush=True)

    def _tick(self):
        while not self.done.wait(0.5 if self.terminal else 20):
            self._draw()

    def _draw(self, end=""):
        line = f"{self.text}  {clock(self.seconds)}  {end}".rstrip()
        if self.terminal:
            print(f"\r\033[K{line}", end="", flush=True)
        else:
            print(line, flush=True)
