"""What library.sh does, for Windows: library.py current|build (standard library only)."""

import os
import shutil
import subprocess
import sys
import time

from kit import ROOT, KitError

KIT = ROOT / "lzn-lib" / "target" / "kit"
ARGUMENTS = KIT / ".arguments"
POMS = [ROOT / "pom.xml", ROOT / "lzn-lib" / "pom.xml"]


def jar():
    return next(KIT.glob("lzn-lib-*.jar"), None)


def wanted():
    return os.environ.get("LZN_MAVEN_ARGS", "")


def is_current():
    """Whether the library's jar is there, no source is newer, and it was built with these arguments."""
    found = jar()
    then = ARGUMENTS.read_text(encoding="utf-8") if ARGUMENTS.exists() else ""
    if found is None or then != wanted():
        return False
    main = ROOT / "lzn-lib" / "src" / "main"
    sources = [*POMS, main, *main.rglob("*")]
    return max(file.stat().st_mtime for file in sources) <= found.stat().st_mtime


def build():
    """Builds the library; its jar is as old as the start, so that a later change is newer."""
    start = time.time()
    command = [shutil.which("mvn"), "-B", "-ntp", "-f", str(POMS[0]), "-DskipTests",
               "-Dspotless.check.skip=true", *wanted().split(), "package"]
    if subprocess.run(command).returncode != 0:
        raise KitError("Maven could not build the library")
    ARGUMENTS.write_text(wanted(), encoding="utf-8")
    os.utime(jar(), (start, start))


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["current"]:
            sys.exit(not is_current())
        build()
    except KitError as error:
        print(f"library.py: {error}", file=sys.stderr)
        sys.exit(error.status)
