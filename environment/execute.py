"""Executes notebooks and writes their pages; run by run.py inside the private environment."""

import asyncio
import atexit
import os
import sys
from pathlib import Path

from kit import NOTEBOOKS, ROOT, SITE, KitError, NotebookFailed, Progress
from kit import only_one, quiet_interrupts, run_each, scale, write_whole
from system import PROGRAM, on_stop

# The imports below take a second, in which Ctrl-C must not end in a trace of them.
quiet_interrupts()
# On import jsonschema would build a grammar of addresses: half a second that no notebook needs.
sys.modules["rfc3987_syntax"] = None

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.filters import strip_ansi

import pages
import saving

LOGS = ROOT / "target" / "logs"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, or a request to end."""


class NotStarted(Exception):
    """The kernel ended, or did not answer, before the first cell."""


class Execution(NotebookClient):
    """One notebook in one fresh kernel, with a progress line."""

    def __init__(self, notebook, progress, name):
        super().__init__(
            notebook, kernel_name="java", timeout=None, allow_stdin=False, record_timing=False,
            coalesce_streams=True, resources={"metadata": {"path": str(NOTEBOOKS)}},
            on_cell_start=self.started,
        )
        self.progress = progress
        self.name = name
        self.total = sum(cell.cell_type == "code" for cell in notebook.cells)
        self.current = 0
        self.cell = None
        self.interrupted = False

    def started(self, cell, cell_index):
        if cell.cell_type == "code":
            self.current += 1
            self.cell = cell
            self.progress.text = f"{self.name}  cell {self.current} of {self.total}"

    async def async_start_new_kernel(self, **options):
        # Set here, after nbclient has set its own: a signal ends the task, which then ends the kernel.
        task = asyncio.current_task()

        def stop():
            self.interrupted = True
            task.cancel()

        on_stop(asyncio.get_running_loop(), stop)
        await super().async_start_new_kernel(**options)

    async def async_start_new_kernel_client(self):
        try:
            return await super().async_start_new_kernel_client()
        except RuntimeError as error:
            raise NotStarted(str(error)) from None

    async def execute_and_clean_up(self, log):
        try:
            await self.async_execute(stdout=log, stderr=log)
        finally:
            if self.km is not None:
                await self._async_cleanup_kernel()
            atexit.unregister(self._cleanup_kernel)

    def run(self, log):
        """Executes every cell; raises CellExecutionError, DeadKernelError, NotStarted, Interrupted."""
        try:
            asyncio.run(self.execute_and_clean_up(log))
        except (asyncio.CancelledError, DeadKernelError):
            if self.interrupted:
                raise Interrupted() from None
            raise


def execute(file, save):
    """Executes one notebook; its page and its executed copy are written however it ends."""
    name = file.stem
    notebook = nbformat.read(file, as_version=4)
    saving.clear(notebook)
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    failure, status = None, "done"
    with open(log, "w", encoding="utf-8") as out:
        try:
            with Progress(name) as progress:
                client = Execution(notebook, progress, name)
                client.run(out)
        except CellExecutionError as error:
            failure, status = describe(client, error), "failed"
        except DeadKernelError:
            failure, status = died(client, log), "failed"
        except NotStarted as error:
            raise KitError(f"the Java kernel did not start: {words(log) or error}; its log is {log}") from None
        except Interrupted:
            status = "interrupted"
    notebook.metadata["lzn"] = {
        "scale": scale(), "code_hash": saving.code_hash(notebook), "seconds": round(progress.seconds, 1),
        "status": status, "cells": f"{client.current} of {client.total}",
    }
    write_whole(SITE / file.name, nbformat.writes(notebook) + "\n")
    pages.write(SITE)
    if failure:
        raise NotebookFailed(f"{failure}\n\nThe partial page is {SITE / name}.html")
    if status == "interrupted":
        raise KeyboardInterrupt
    if save:
        print(f"  saved {saving.save(notebook, file)}")


def describe(client, error):
    """The failing cell and Java's words about it."""
    report = next((o for o in client.cell.outputs if o.output_type == "error"), None)
    words = strip_ansi("\n".join(report.traceback) if report else str(error)).strip()
    return "\n".join([where(client), "", *(f"  {line}" for line in shortened(words.splitlines()))])


def shortened(lines, frames=3, most=25):
    """A stack trace with the first frames of each exception."""
    kept, depth = [], 0
    for line in lines:
        depth = depth + 1 if line.lstrip().startswith("at ") else 0
        if depth <= frames:
            kept.append(line)
    return kept[:most]


def died(client, log):
    tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    hint = "the Java process ended (out of memory? LZN_HEAP sets its heap)"
    return "\n".join([where(client), "", f"  {hint}; its log is {log}", *(f"  {t}" for t in tail)])


def words(log):
    """The first line that Java wrote, less those about options it found."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in lines if line and not line.startswith("Picked up ")), "")


def where(client):
    source = "\n".join(f"  | {line}" for line in client.cell.source.splitlines())
    return f"{client.name}: cell {client.current} of {client.total} failed\n\n{source}"


def main(arguments):
    save = "--save" in arguments
    os.environ["LZN_SCALE"] = scale()
    with only_one("run", "executing notebooks"):
        try:
            run_each([Path(a) for a in arguments if a != "--save"], lambda file: execute(file, save))
        finally:
            print(f"pages: {SITE / 'index.html'}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KitError as error:
        print(f"\n{PROGRAM}: {error}", file=sys.stderr)
        sys.exit(error.status)
    except KeyboardInterrupt:
        print(f"{PROGRAM}: interrupted", file=sys.stderr)
        sys.exit(130)
