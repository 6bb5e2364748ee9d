"""What Windows does otherwise than Linux and macOS (standard library only)."""

import os
import signal
import subprocess
import sys

WINDOWS = sys.platform == "win32"
PROGRAM = "run.cmd" if WINDOWS else "run.sh"

if WINDOWS:
    import msvcrt
else:
    import fcntl

# Windows keeps others from reading what is locked: this byte is beyond what the file holds.
LOCKED = 1 << 30


def lock(file, wait):
    """Locks an open file until it is closed; OSError if it is locked and is not to be waited for."""
    if not WINDOWS:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    while True:
        os.lseek(file.fileno(), LOCKED, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            return
        except OSError:  # LK_LOCK gives up after ten seconds
            if not wait:
                raise


def program(home, name):
    """A program of a JDK, by the JDK's home."""
    return os.path.join(home, "bin", f"{name}.exe" if WINDOWS else name)


def python_of(venv):
    """The Python of a virtual environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def packages():
    """Where packages lie in a virtual environment, as a pattern."""
    return "Lib/site-packages" if WINDOWS else "lib/python*/site-packages"


def is_root():
    return not WINDOWS and os.geteuid() == 0


def hand_over(command):
    """Ends this process as the command ends: in its place, or on Windows, which cannot, after it."""
    if not WINDOWS:
        os.execv(command[0], command)
    sys.exit(subprocess.run(command).returncode)


def on_stop(loop, stop):
    """Calls a function in an event loop when the process is asked to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if WINDOWS:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
        else:
            loop.add_signal_handler(number, stop)
