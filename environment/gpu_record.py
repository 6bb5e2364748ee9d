"""The record of a GPU check: its parts one after the other, whatever became of those before."""

import json
import time

from gpu_tools import DoesNotFit, LeftOut, one_line
from kit import KitError, write_whole

DONE, FAILED, LEFT_OUT, NO_FIT = "done", "failed", "left out", "does not fit"


class Record:
    """Facts about the machine, and parts: name, outcome, seconds, results, and the reason of what failed."""

    def __init__(self, facts):
        self.facts = facts
        self.parts = []
        self.start = time.monotonic()

    def part(self, name, work):
        """Runs a part, notes what became of it, and returns its outcome."""
        print(f"{name} ...", flush=True)
        start = time.monotonic()
        outcome, reason, results = outcome_of(work)
        entry = {"part": name, "outcome": outcome, "seconds": round(time.monotonic() - start, 2)}
        if reason:
            entry["reason"] = reason
        if results:
            entry["results"] = results
        self.parts.append(entry)
        print(f"  {described(entry)}", flush=True)
        return outcome

    def results(self, name):
        """What a part has found; nothing if there is no such part or it found nothing."""
        return next((p.get("results", {}) for p in self.parts if p["part"] == name), {})

    def failed(self):
        """The names of the parts that failed."""
        return [p["part"] for p in self.parts if p["outcome"] == FAILED]

    def content(self):
        """All of it, as it is written."""
        seconds = round(time.monotonic() - self.start, 1)
        return {**self.facts, "seconds": seconds, "failed": self.failed(), "parts": self.parts}

    def write(self, file):
        """Writes the record whole or not at all."""
        try:
            write_whole(file, json.dumps(self.content(), indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            raise KitError(f"the record could not be written: {error}") from None

    def summary(self):
        """The parts as lines for a person."""
        width = max(len(p["part"]) for p in self.parts)
        return "\n".join(f"{p['part']:<{width}}  {described(p)}" for p in self.parts)


def outcome_of(work):
    """Runs a part: its outcome, its reason if it is not done, and its results."""
    try:
        return DONE, None, work()
    except LeftOut as error:
        return LEFT_OUT, one_line(error), None
    except DoesNotFit as error:
        return NO_FIT, one_line(error), None
    except KitError as error:
        return FAILED, one_line(error), getattr(error, "results", None)
    except Exception as error:  # a fault of the check's own: the other parts still tell something
        return FAILED, one_line(f"{type(error).__name__}: {error}"), None


def described(entry):
    """What became of a part, in one line."""
    figures = entry.get("results", {}).items()
    words = [f"{name.replace('_', ' ')} {value}" for name, value in figures if not isinstance(value, (list, dict))]
    line = f"{entry['outcome']}, {entry['seconds']} s"
    return ": ".join([line, entry.get("reason") or ", ".join(words)]).removesuffix(": ")
