"""The command behind run.sh and run.cmd: reads its arguments, prepares the environment, hands over to it.

Only the standard library is used here: the environment does not exist yet.
"""

import os
import sys

import provision
from kit import HERE, NOTEBOOKS, ROOT, SCALES, STATE, KitError
from kit import notebook_files, scale, write_whole
from system import PROGRAM, hand_over, is_root

RUN = os.path.join("environment", PROGRAM)

USAGE = """\
usage: {run} [--save] [NAME...]   execute notebooks; pages go to target/site/
       {run} lab [ARGUMENT...]    open JupyterLab
       {run} setup                prepare everything, run nothing

NAME is the beginning of a notebook's name, such as 00 or 01-uncond; without one all are run.
--save also writes the executed notebooks back to notebooks/ (classroom scale only).

environment variables
  LZN_SCALE       smoke, classroom (default) or paper: how much the notebooks compute
  LZN_HEAP        the Java heap of a notebook (default 4g)
  LZN_MAVEN_ARGS  more arguments for Maven, such as -Pgpu
  JAVA_HOME       the JDK to use (17 or newer); else the java on the path
  PYTHON          the Python to make the environment with (3.9 or newer)
""".format(run=RUN)


def chosen_notebooks(names):
    """The notebooks whose names begin with one of the given names, in their order."""
    files = notebook_files()
    if not files:
        raise KitError(f"no notebooks NN-*.ipynb in {NOTEBOOKS}")
    prefixes = [os.path.basename(name).replace(".ipynb", "") for name in names]
    for name, prefix in zip(names, prefixes):
        if not prefix or not any(file.stem.startswith(prefix) for file in files):
            known = "\n".join(f"  {file.stem}" for file in files)
            raise KitError(f"no notebook begins with {name!r}; there are\n{known}", status=2)
    return [f for f in files if not names or any(f.stem.startswith(p) for p in prefixes)]


def open_lab(python, arguments):
    root = ["--allow-root"] if is_root() else []
    options = [
        f"--ServerApp.root_dir={ROOT}",
        "--LabApp.default_url=/lab/tree/notebooks",
        "--KernelSpecManager.allowed_kernelspecs=java",
        "--MultiKernelManager.default_kernel_name=java",
        "--LabApp.extension_manager=readonly",
    ]
    # JupyterLab asks the network for news and updates unless its own settings say no.
    quiet = STATE / "config/lab/user-settings/@jupyterlab/apputils-extension"
    quiet = quiet / "notification.jupyterlab-settings"
    if not quiet.exists():
        write_whole(quiet, '{"fetchNews": "false", "checkForUpdates": false}\n')
    hand_over([python, "-m", "jupyterlab", *root, *options, *arguments])


def run_notebooks(arguments):
    unknown = [a for a in arguments if a.startswith("-") and a != "--save"]
    if unknown:
        raise KitError(f"unknown option {unknown[0]}; see {RUN} --help", status=2)
    save = "--save" in arguments
    if save and scale() != "classroom":
        raise KitError(f"--save is for classroom scale only, and LZN_SCALE is {scale()}", status=2)
    files = chosen_notebooks([a for a in arguments if a != "--save"])
    python = provision.prepare()
    hand_over([python, str(HERE / "execute.py"), *(["--save"] if save else []), *map(str, files)])


def main(arguments):
    if any(a in ("-h", "--help", "help") for a in arguments):
        print(USAGE, end="")
        return 0
    if scale() not in SCALES:
        raise KitError(f"LZN_SCALE must be one of {', '.join(SCALES)}; it is {scale()!r}", status=2)
    if arguments[:1] == ["lab"]:
        open_lab(provision.prepare(), arguments[1:])
    elif arguments[:1] == ["setup"]:
        print(f"ready: {provision.prepare()}")
    else:
        run_notebooks(arguments)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KitError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        sys.exit(error.status)
    except KeyboardInterrupt:
        print(f"\n{PROGRAM}: interrupted", file=sys.stderr)
        sys.exit(130)
