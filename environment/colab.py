"""Java cells in a notebook whose kernel is Python, for Colab and machines like it.

`colab.prepare()` installs what is missing; from then on a cell that begins with %%java is Java.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

import provision
from kit import HERE, NOTEBOOKS, ROOT, VENV, KitError

JDK = "openjdk-17-jdk-headless"
LOG = ROOT / "target" / "logs" / "colab.log"


class JavaCellFailed(Exception):
    """A Java cell failed; what Java said about it is shown already, so that no trace of Python's is."""

    def _render_traceback_(self):
        return []


def prepare():
    """Installs a JDK, Maven and Python's venv where they are missing, then the kit; starts Java."""
    install(missing())
    subprocess.run(["bash", str(HERE / "run.sh"), "setup"], check=True,
                   env={**os.environ, "PYTHON": sys.executable})
    java = Java()
    from IPython import get_ipython

    get_ipython().register_magic_function(
        lambda line, cell: java.run(cell), magic_kind="cell", magic_name="java")


def missing():
    """The packages of Debian and Ubuntu for what is not there."""
    packages = []
    try:
        provision.find_java()
    except KitError:
        packages.append(JDK)
    if not shutil.which("mvn"):
        packages.append("maven")
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python{}.{}-venv".format(*sys.version_info))
    return packages


def install(packages):
    """Installs packages of the system, which takes its administrator's rights."""
    if not packages:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise KitError(f"{', '.join(packages)} must be installed first, which needs apt-get as root")
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *command], stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            raise KitError(f"apt-get {' '.join(command)} failed")


class Java:
    """The kit's Java kernel beside the page's own."""

    def __init__(self):
        from jupyter_client import KernelManager
        from jupyter_client.kernelspec import KernelSpecManager

        kernels = KernelSpecManager(kernel_dirs=[str(VENV / "share" / "jupyter" / "kernels")])
        self.kernel = KernelManager(kernel_name="java", kernel_spec_manager=kernels)
        LOG.parent.mkdir(parents=True, exist_ok=True)
        with open(LOG, "w", encoding="utf-8") as log:
            self.kernel.start_kernel(cwd=str(NOTEBOOKS), stdout=log, stderr=log)
        self.client = self.kernel.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)

    def run(self, code):
        """Runs a cell and shows what it shows, as it comes."""
        try:
            reply = self.client.execute_interactive(code, allow_stdin=False, output_hook=show)
        except KeyboardInterrupt:
            self.kernel.interrupt_kernel()
            raise
        if reply["content"]["status"] != "ok":
            raise JavaCellFailed()


def show(message):
    """Passes a message of the Java kernel's on to the page."""
    from IPython import get_ipython

    kind, content = message["header"]["msg_type"], message["content"]
    if kind == "stream":
        print(content["text"], end="", file=getattr(sys, content["name"]), flush=True)
    elif kind == "error":
        print("\n".join(content["traceback"]), file=sys.stderr)
    elif kind in ("display_data", "execute_result", "update_display_data"):
        get_ipython().display_pub.publish(
            content["data"], content["metadata"], transient=content.get("transient", {}),
            update=kind == "update_display_data")
