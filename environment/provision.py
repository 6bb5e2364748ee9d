"""Prepares what the notebooks need, and only what is missing: Python packages, library, kernel.

Nothing is written outside the repository but the caches of pip, Maven and DJL.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

from kit import HERE, ROOT, STATE, VENV, KitError, Progress, only_one, write_whole
from system import WINDOWS, packages, program, python_of

REQUIREMENTS = HERE / "requirements.txt"
KIT = ROOT / "lzn-lib" / "target" / "kit"
PYTHON = python_of(VENV)
INSTALLED = VENV / ".installed"
KERNEL_START = HERE / "kernel-start.jsh"


def prepare():
    """Makes everything ready and returns the private environment's Python."""
    java = find_java()
    with only_one("setup", "setting up the environment"):
        ensure_packages()
        ensure_library(java)
        register_kernel(java)
    os.environ.update(
        JUPYTER_CONFIG_DIR=str(STATE / "config"),
        JUPYTER_DATA_DIR=str(STATE / "data"),
        JUPYTER_RUNTIME_DIR=str(STATE / "runtime"),
        IPYTHONDIR=str(STATE / "ipython"),
        JUPYTER_PREFER_ENV_PATH="1",
    )
    return str(PYTHON)


def find_java():
    """The home of the JDK to use: JAVA_HOME's, as for Maven, or that of the java on the path."""
    home = os.environ.get("JAVA_HOME")
    java = program(home, "java") if home else shutil.which("java")
    source = f"JAVA_HOME ({home})" if home else "the java on the path"
    needed = "JDK 17 or newer is needed; install one, or set JAVA_HOME to it"
    if not java:
        raise KitError(f"{needed} (there is no java on the path)")
    try:
        answer = subprocess.run(
            [java, "-XshowSettings:properties", "-version"],
            capture_output=True, text=True, check=True,
        ).stderr
        properties = dict(re.findall(r"^ +(java\.\S+) = (.*)$", answer, re.MULTILINE))
        version = properties["java.specification.version"]
        found = properties["java.home"]
    except (OSError, subprocess.CalledProcessError, KeyError):
        raise KitError(f"{needed} ({source} does not run)") from None
    if float(version) < 17:
        raise KitError(f"{needed} ({source} is Java {version})")
    if not os.path.exists(program(found, "javac")):
        raise KitError(f"{needed} ({source} has no compiler: a JRE, not a JDK)")
    return found


def ensure_packages():
    """Installs the pinned packages; the marker is written last, so a broken attempt is redone."""
    wanted = digest([REQUIREMENTS], sys.version)
    marker = VENV / ".complete"
    if marker.exists() and marker.read_text(encoding="utf-8") == wanted and PYTHON.exists():
        missing = missing_files()
        if not missing:
            return
        print(f"set-up: {missing[0]} is missing from {VENV}: it is made anew", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    venv = [sys.executable, "-m", "venv", str(VENV)]
    logged("Python environment", venv, "python",
           "this Python cannot make virtual environments (Debian and Ubuntu: package python3-venv)")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
           "-r", str(REQUIREMENTS)]
    logged("Python packages", pip, "pip", "pip could not install the packages")
    write_whole(INSTALLED, "\n".join(installed_files()) + "\n")
    write_whole(marker, wanted)


def installed_files():
    """Every file of every package, by the packages' own lists; compiled ones come and go."""
    files = []
    for record in sorted(VENV.glob(f"{packages()}/*.dist-info/RECORD")):
        site = record.parent.parent
        with open(record, encoding="utf-8", newline="") as lines:
            names = [row[0] for row in csv.reader(lines) if row and not row[0].endswith(".pyc")]
        files += [os.path.relpath(os.path.join(site, name), VENV) for name in names]
    return files


def missing_files():
    """The installed files that are no longer there."""
    if not INSTALLED.exists():
        return [INSTALLED.name]
    names = INSTALLED.read_text(encoding="utf-8").splitlines()
    return [name for name in names if not os.path.exists(os.path.join(VENV, name))]


def ensure_library(java):
    """Builds the library if it is not that of its sources, which library.sh tells, as for lzn."""
    script = [sys.executable, str(HERE / "library.py")] if WINDOWS else ["bash", str(HERE / "library.sh")]
    env = environment(java)
    if subprocess.run([*script, "current"], env=env).returncode == 0:
        return
    find_maven(java)
    # A running notebook reads the jars: they are not replaced under its feet.
    with only_one("run", "executing notebooks, which the new library waits for"):
        logged("library", [*script, "build"], "maven", "Maven could not build the library", env)


def find_maven(java):
    maven = shutil.which("mvn")
    needed = "Maven 3.8 or newer is needed (mvn on the path): install it"
    if not maven:
        raise KitError(f"{needed}; none was found")
    answer = subprocess.run([maven, "-v"], capture_output=True, text=True, env=environment(java))
    version = re.search(r"Apache Maven (\d+)\.(\d+)", answer.stdout)
    if not version or (int(version[1]), int(version[2])) < (3, 8):
        raise KitError(f"{needed}; {maven} is {version[0] if version else 'not one'}")
    return maven


def register_kernel(java):
    """Describes the Java kernel to Jupyter, inside the private environment."""
    folder = VENV / "share" / "jupyter" / "kernels" / "java"
    options = [
        f"-Xmx{os.environ.get('LZN_HEAP') or '4g'}",
        "--enable-native-access=ALL-UNNAMED",  # Java 24 and later would warn
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        f"-Dlzn.home={ROOT}",
    ]
    if any(KIT.glob("pytorch-native-cpu-*.jar")):
        # The engine is complete; without its native jar DJL has to fetch the GPU build.
        options.append("-Dai.djl.offline=true")
    # JJava's own launcher would start this very command as a child; started directly, the kernel
    # ends with its notebook, and paths may hold spaces.
    command = [program(java, "java"), *options,
               "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
               "-jar", str(folder / "jjava.jar"), "{connection_file}"]
    spec = {"argv": command, "display_name": "Java (LZN kit)", "language": "java",
            "interrupt_mode": "message",
            "env": {**native_settings(), "JJAVA_STARTUP_SCRIPT": KERNEL_START.read_text(encoding="utf-8")},
            "metadata": {}}
    write_whole(folder / "kernel.json", json.dumps(spec, indent=2) + "\n")


def native_settings():
    """The settings of native.env; what the environment says goes first."""
    lines = (HERE / "native.env").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    return {name: os.environ.get(name, value) for name, value in pairs}


def digest(files, *words):
    """A fingerprint of files and words."""
    sha = hashlib.sha256(repr(words).encode())
    for file in files:
        sha.update(str(file.relative_to(ROOT)).encode())
        sha.update(hashlib.sha256(file.read_bytes()).digest())
    return sha.hexdigest()


def environment(java):
    return {**os.environ, "JAVA_HOME": java}


def logged(title, command, log_name, complaint, env=None):
    """Runs a command with its output in a log; a failure shows the log's end."""
    log = STATE / f"{log_name}.log"
    with Progress(f"set-up: {title}"), open(log, "w", encoding="utf-8") as out:
        status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)
        if status.returncode != 0:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            errors = [line for line in lines if "ERROR" in line] or lines
            raise KitError("\n".join([f"{complaint}; the log is {log}", *errors[-15:]]))
