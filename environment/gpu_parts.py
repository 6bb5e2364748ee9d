"""The parts of the GPU check: build, tests, command line, training steps, latents."""

import json
import os
import re
import shutil
import xml.etree.ElementTree as xml
from dataclasses import dataclass
from pathlib import Path

from gpu_tools import LeftOut, PartFailed, attempt, measure, one_line, reason, run
from kit import HERE, ROOT, KitError

LIBRARY = ROOT / "lzn-lib"
KIT = LIBRARY / "target" / "kit"
REPORTS = LIBRARY / "target" / "surefire-reports"
WORK = ROOT / "target" / "gpu-check"
TRAINED = WORK / "smoke"
STEP = WORK / "step.safetensors"

SHORT, LONG = 900, 3600  # seconds after which a program is given up

# Golden cases, the latent kernel, networks, the gradients of a training, checkpoints and going on from them.
QUICK_TESTS = ("latent.LatentComputationTest", "train.optim.GradientsTest")
TESTS = (
    "GoldenCasesTest", *QUICK_TESTS, "latent.LatentAlignmentTest", "latent.ZoneFlowTest",
    "nn.NativeFunctionTest", "nn.NcsnppTest", "objective.SimClrTest", "study.many.ManyTypesTest",
    "train.TrainerTest", "train.optim.PartOptimizersTest", "train.checkpoint.CheckpointTest",
    "train.checkpoint.ResumeTest",
)

MACHINE = re.compile(r"Java (\S+), DJL (\S+), PyTorch (\S+) on (\S+) with")
STEPS = re.compile(r"parameters (\d+), loss (\S+), images/s (\S+), processor ms (\S+)")
LATENTS = re.compile(
    r"forward (\S+) s, backward (\S+) s, peak (\S+) GiB, (\S+) GFLOP/s; matrix product (\S+) GFLOP/s")
LOSS_TOLERANCE = 1e-4
EXACT = {"NVIDIA_TF32_OVERRIDE": "0"}  # what is compared with numbers has no products of 10 bits
FLAVOR = "cu128"  # the one CUDA that pytorch-jni of this version is built for


@dataclass(frozen=True)
class Plan:
    """Where all runs, and the sizes of it."""

    device: str = "gpu:0"
    profile: str = "-Pgpu"
    tests: tuple = TESTS
    channels: int = 128  # the paper's; fewer for a dry run
    loss_batch: int = 32
    batches: tuple = (128, 512, 2000)
    warm_up: int = 3
    steps: int = 10
    latents: tuple = (8192, 256, 3)  # anchors, dimension, repetitions of which the fastest counts

    @property
    def on_gpu(self):
        return self.device != "cpu"


DRY = Plan("cpu", "", QUICK_TESTS, 16, 2, (2, 4), 1, 1, (256, 32, 2))


class Parts:
    """What each part runs; each method returns its results or raises a KitError with the reason."""

    def __init__(self, plan):
        self.plan = plan
        self.python = os.environ.get("LZN_PYTHON")
        self.maven = " ".join(filter(None, [os.environ.get("LZN_MAVEN_ARGS"), plan.profile]))
        # CUDA is to count GPUs as nvidia-smi does.
        self.env = {"CUDA_DEVICE_ORDER": "PCI_BUS_ID", **installed_pytorch(), **os.environ,
                    "LZN_DEVICE": plan.device, "LZN_MAVEN_ARGS": self.maven}

    def build(self):
        """The kit, by the script that lzn and run.sh use."""
        run("build", ["bash", HERE / "library.sh", "build"], self.env, LONG)
        return code()

    def engine(self):
        """The versions of what computes, and that it computes where it is to."""
        text = self._lzn("engine", "info")
        found = MACHINE.search(text)
        if not found:
            raise KitError(f"lzn info tells of no machine: {one_line(text)}")
        results = dict(zip(("java", "djl", "pytorch", "device"), found.groups()))
        kind, _, number = self.plan.device.partition(":")
        wanted = f"{kind}({number})"
        if results["device"] != wanted:
            raise PartFailed(f"the engine computes on {results['device']}, expected {wanted}", results)
        return results

    def tests(self):
        """The chosen test classes; Maven compiles the benchmarks on the way."""
        names = [f"org.lzn.{name}" for name in self.plan.tests]
        files = [REPORTS / f"TEST-{name}.xml" for name in names]
        for file in files:
            file.unlink(missing_ok=True)
        command = [need("mvn"), "-B", "-ntp", "-f", ROOT / "pom.xml", "-pl", "lzn-lib",
                   "-Dspotless.check.skip=true", "-Djacoco.skip=true", *self.maven.split(), "-Pjmh",
                   "test", f"-Dtest={','.join(names)}"]
        status, text = attempt("tests", command, {**self.env, **EXACT}, LONG)
        return test_results(files, status, text)

    def train(self):
        shutil.rmtree(TRAINED, ignore_errors=True)
        self._lzn("train", "train", "rf-lzn", "--scale", "smoke", "--output", TRAINED)
        record = json.loads((TRAINED / f"{TRAINED.name}.json").read_text(encoding="utf-8"))
        return {"device": record["machine"]["engine"]["device"]}

    def evaluate(self):
        self._lzn("evaluate", "evaluate", TRAINED)

    def sample(self):
        self._lzn("sample", "sample", TRAINED)

    def pytorch(self):
        """The versions of the PyTorch to compare with."""
        if not self.python:
            raise LeftOut("LZN_PYTHON names no Python that has PyTorch: nothing is compared with it")
        code = "import safetensors, torch; print(torch.__version__, torch.version.cuda, torch.cuda.is_available())"
        version, cuda, sees = run("pytorch", [self.python, "-c", code], self.env, SHORT).split()[-3:]
        results = {"torch": version, "cuda": cuda}
        if self.plan.on_gpu and sees != "True":
            raise PartFailed("the PyTorch of LZN_PYTHON sees no GPU", results)
        return results

    def same_loss(self):
        """That both sides have the same networks: as many parameters, and one loss without dropout."""
        ours = self._kit_step("same-loss-kit", self.plan.loss_batch, 1, 1, exact=True)
        theirs = self._their_step("same-loss-pytorch", 1, 1, exact=True)
        results = {"parameters": ours["parameters"], "loss_kit": ours["loss"], "loss_pytorch": theirs["loss"]}
        other = abs(ours["loss"] - theirs["loss"]) > LOSS_TOLERANCE * abs(theirs["loss"])
        if other or ours["parameters"] != theirs["parameters"]:
            raise PartFailed(f"other networks: {ours} against {theirs}", results)
        return results

    def kit_step(self, batch):
        """The kit's step; batch may be "batch/micro-batch". It also writes the file for PyTorch's."""
        STEP.unlink(missing_ok=True)
        name = f"step-{batch}-kit".replace("/", "-")
        found = self._kit_step(name, batch, self.plan.warm_up, self.plan.steps)
        return with_seconds(found, int(str(batch).split("/")[0]))

    def their_step(self, batch):
        """The same step in eager PyTorch, of the file that the kit's has just written."""
        if not STEP.exists():
            raise LeftOut("the kit's step wrote no file of its networks and batch")
        found = self._their_step(f"step-{batch}-pytorch", self.plan.warm_up, self.plan.steps)
        return with_seconds(found, batch)

    def latents(self):
        """Latent computation, forward and backward."""
        text, memory = self._java("latents", {}, "PaperBatch", *self.plan.latents)
        names = ("forward_seconds", "backward_seconds", "peak_gib", "gflops", "matrix_product_gflops")
        return {**figures(LATENTS, text, names), **memory}

    def _lzn(self, name, *arguments):
        return run(name, ["bash", HERE / "lzn", *arguments, "--device", self.plan.device], self.env, SHORT)

    def _kit_step(self, name, batch, warm_up, steps, exact=False):
        """A step of the kit; an exact one is without dropout, to have the loss of another."""
        changes = ["blocks.dropout=0"] if exact else []
        if self.plan.channels != Plan.channels:
            changes.append(f"levels.channels={self.plan.channels}")
        changes = [f"model.{part}.{change}" for change in changes for part in ("encoder", "decoder")]
        file = "-" if "/" in str(batch) else STEP
        return step_figures(*self._java(
            name, EXACT if exact else {}, "TrainingSteps", "rf-lzn", batch, warm_up, steps, file,
            "paper", "cifar10", *changes))

    def _their_step(self, name, warm_up, steps, exact=False):
        script = LIBRARY / "src" / "jmh" / "python" / "training_steps.py"
        device = "cuda:0" if self.plan.on_gpu else "cpu"
        command = [self.python, script, STEP, warm_up, steps, device]
        env = {**self.env, **(EXACT if exact else {})}
        return step_figures(*measure(name, command, env, LONG, self.plan.on_gpu))

    def _java(self, name, settings, main, *arguments):
        """Runs the main class of a benchmark: what it wrote, and the GPU's memory."""
        home = os.environ.get("JAVA_HOME")
        command = [os.path.join(home, "bin", "java") if home else need("java"), "-Xmx4g",
                   "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                   "-cp", f"{LIBRARY / 'target' / 'test-classes'}:{KIT}/*", f"org.lzn.benchmark.{main}"]
        env = {**native_settings(), **self.env, **settings}
        return measure(name, [*command, *arguments], env, LONG, self.plan.on_gpu)


def installed_pytorch():
    """What Java needs besides PYTORCH_LIBRARY_PATH: which of DJL's own libraries goes with it, and where
    CUDA's run-time library lies, by which DJL counts GPUs. Python's packages have it beside PyTorch."""
    library = os.environ.get("PYTORCH_LIBRARY_PATH")
    if not library:
        return {}
    runtime = Path(library).absolute().parents[1] / "nvidia" / "cuda_runtime" / "lib"
    found = {"JAVA_TOOL_OPTIONS": f"-Djna.library.path={runtime}"} if runtime.is_dir() else {}
    return {"PYTORCH_FLAVOR": FLAVOR, **found}


def need(program):
    """The place of a program of the path."""
    found = shutil.which(program)
    if not found:
        raise KitError(f"there is no {program} on the path")
    return found


def native_settings():
    """The settings of native libraries that lzn starts with."""
    lines = (HERE / "native.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def code():
    """Which code the kit was built from."""
    lines = (KIT / "code.properties").read_text(encoding="utf-8").splitlines()
    found = dict(line.split("=", 1) for line in lines if "=" in line)
    return {**found, "changed": found.get("changed") == "true"}


def figures(pattern, text, names):
    """The numbers that a benchmark printed, by name."""
    found = pattern.search(text)
    if not found:
        raise KitError(f"no figures in what it wrote: {one_line(text)}")
    return dict(zip(names, map(float, found.groups())))


def step_figures(text, memory):
    """The figures of a training step, of either side."""
    found = figures(STEPS, text, ("parameters", "loss", "images_per_second", "processor_ms"))
    return {**found, "parameters": int(found["parameters"]), **memory}


def with_seconds(found, batch):
    """The figures of a step with the seconds that its batch took."""
    return {**found, "step_seconds": round(batch / found["images_per_second"], 4)}


def test_results(files, status, text):
    """Counts of tests and those that failed, from Surefire's reports; those of a class that wrote none."""
    cases = [case for file in files if file.exists() for case in xml.parse(file).getroot().iter("testcase")]
    bad = [(case, fault) for case in cases for fault in case if fault.tag in ("failure", "error")]
    classes = [file.stem.removeprefix("TEST-") for file in files]
    results = {
        "classes": classes,
        "tests": len(cases),
        "skipped": sum(case.find("skipped") is not None for case in cases),
        "failures": [{"test": f"{case.get('classname')}.{case.get('name')}",
                      "reason": one_line(fault.get("message") or fault.get("type"))} for case, fault in bad],
    }
    if bad:
        names = ", ".join(fault["test"] for fault in results["failures"])
        raise PartFailed(f"{len(bad)} of {len(cases)} tests failed: {names}", results)
    missing = [name for name, file in zip(classes, files) if not file.exists()]
    if status or missing:
        raise PartFailed(reason(text, status) if status else f"no report of {', '.join(missing)}", results)
    return results
