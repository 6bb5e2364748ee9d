"""The training step of a case study in eager PyTorch, for comparison.

Usage: python training_steps.py FILE WARM-UP STEPS [DEVICE]. FILE, written by TrainingSteps, holds
weights, one batch with its random numbers, the steps of the latent flow and the networks' sizes.
Prints the number of parameters, the loss of that batch at these weights (without dropout), images a
second by the median step (with it), and the processor time of a step. What is learnt in case studies 2
and 3 stands in representation_steps.py and joint_steps.py.
"""
import copy
import math
import statistics
import sys
import time
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import nn

ROOT_HALF = math.sqrt(0.5)


@dataclass
class Sizes:
    """What the networks of a file are made of; side: rows and columns as the networks see them."""

    patch: int
    channels: int
    multipliers: list
    blocks: int
    attention: list
    dropout: float
    colours: int
    side: int
    latent: int

    @staticmethod
    def of(texts, images, latent):
        def numbers(name):
            return [int(word) for word in texts[name].split()]

        patch = int(texts["patch"])
        return Sizes(
            patch, int(texts["channels"]), numbers("multipliers"), int(texts["blocks"]),
            numbers("attention"), float(texts["dropout"]),
            images.shape[1] * patch**2, images.shape[2] // patch, latent)

    @property
    def features(self):
        """Channels and side of every feature map of the way down."""
        maps, side = [(self.channels, self.side)], self.side
        for level, factor in enumerate(self.multipliers):
            if level:
                side //= 2
                maps.append((maps[-1][0], side))
            maps += [(factor * self.channels, side)] * self.blocks
        return maps


def group_norm(width):
    return nn.GroupNorm(min(width // 4, 32), width, eps=1e-6)


class Block(nn.Module):
    """The residual block of BigGAN as in NCSN++."""

    def __init__(self, width, out, time_units, dropout, resize=None):
        super().__init__()
        self.resize = resize
        self.dropout = dropout
        self.GroupNorm_0 = group_norm(width)
        self.Conv_0 = nn.Conv2d(width, out, 3, padding=1)
        if time_units:
            self.Dense_0 = nn.Linear(time_units, out)
        self.GroupNorm_1 = group_norm(out)
        self.Conv_1 = nn.Conv2d(out, out, 3, padding=1)
        if width != out or resize:
            self.Conv_2 = nn.Conv2d(width, out, 1)

    def resized(self, x):
        if self.resize == "down":
            return F.avg_pool2d(x, 2)
        return F.interpolate(x, scale_factor=2, mode="nearest") if self.resize == "up" else x

    def forward(self, x, embedding):
        h = self.Conv_0(self.resized(F.silu(self.GroupNorm_0(x))))
        if embedding is not None:
            h = h + self.Dense_0(embedding)[:, :, None, None]
        h = self.Conv_1(F.dropout(F.silu(self.GroupNorm_1(h)), self.dropout, self.training))
        x = self.resized(x)
        return ((self.Conv_2(x) if hasattr(self, "Conv_2") else x) + h) * ROOT_HALF


class Pointwise(nn.Module):
    """A dense layer over the channels."""

    def __init__(self, channels):
        super().__init__()
        self.W, self.b = nn.Parameter(torch.zeros(channels, channels)), nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        return F.conv2d(x, self.W.t()[:, :, None, None], self.b)


class Attention(nn.Module):
    """Self-attention between pixels, one head."""

    def __init__(self, channels):
        super().__init__()
        self.GroupNorm_0 = group_norm(channels)
        self.NIN_0, self.NIN_1, self.NIN_2, self.NIN_3 = (Pointwise(channels) for _ in range(4))

    def forward(self, x):
        h = self.GroupNorm_0(x)
        query, key, value = (layer(h).flatten(2) for layer in (self.NIN_0, self.NIN_1, self.NIN_2))
        weight = torch.softmax(query.transpose(1, 2) @ key / math.sqrt(x.shape[1]), -1)
        mixed = (value @ weight.transpose(1, 2)).view_as(x)
        return (x + self.NIN_3(mixed)) * ROOT_HALF


def way_down(sizes, units):
    """The first convolution, blocks each followed by attention where it has some, the middle."""
    modules = [nn.Conv2d(sizes.colours, sizes.channels, 3, padding=1)]
    for (width, before), (out, side) in zip(sizes.features, sizes.features[1:]):
        resize = "down" if side < before else None
        modules.append(Block(width, out, units, sizes.dropout, resize))
        if resize is None and side in sizes.attention:
            modules.append(Attention(out))
    width = sizes.features[-1][0]
    middle = [Block(width, width, units, sizes.dropout) for _ in range(2)]
    return [*modules, middle[0], Attention(width), middle[1]]


def features(modules, x, embedding):
    """The feature maps of the way down and the output of the middle."""
    first, *steps, block, attention, last = modules
    maps = [first(x)]
    for step in steps:
        if isinstance(step, Attention):
            maps[-1] = step(maps[-1])
        else:
            maps.append(step(maps[-1], embedding))
    return maps, last(attention(block(maps[-1], embedding)), embedding)


def way_up(sizes, units):
    """Blocks fed with the way down's feature maps, attention, doubling blocks."""
    modules, maps, width = [], list(sizes.features), sizes.features[-1][0]
    for level in reversed(range(len(sizes.multipliers))):
        side, out = maps[-1][1], sizes.channels * sizes.multipliers[level]
        for _ in range(sizes.blocks + 1):
            modules.append(Block(width + maps.pop()[0], out, units, sizes.dropout))
            width = out
        if side in sizes.attention:
            modules.append(Attention(out))
        if level:
            modules.append(Block(out, out, units, sizes.dropout, "up"))
    return modules


class Decoder(nn.Module):
    """The velocity v(x, t | z)."""

    def __init__(self, sizes):
        super().__init__()
        c, units = sizes.channels, 4 * sizes.channels
        time_layers = [nn.Linear(c + sizes.latent, units), nn.Linear(units, units)]
        down, up = way_down(sizes, units), way_up(sizes, units)
        out = sizes.channels * sizes.multipliers[0]
        end = [group_norm(out), nn.Conv2d(out, sizes.colours, 3, padding=1)]
        self.half, self.middle = c // 2, 2 + len(down)
        self.all_modules = nn.ModuleList([*time_layers, *down, *up, *end])

    def forward(self, x, t, z):
        m = self.all_modules
        rates = torch.exp(-math.log(10000) * torch.arange(self.half, device=t.device) / (self.half - 1))
        phase = 999 * t[:, None] * rates
        waves = [phase.sin(), phase.cos()]
        embedding = torch.cat(waves if z is None else [z, *waves], 1)
        embedding = F.silu(m[1](F.silu(m[0](embedding))))
        maps, h = features(m[2:self.middle], x, embedding)
        for step in m[self.middle:-2]:
            if isinstance(step, Attention):
                h = step(h)
            else:
                h = step(h if step.resize else torch.cat([h, maps.pop()], 1), embedding)
        return m[-1](F.silu(m[-2](h)))


class Encoder(nn.Module):
    """The anchor of an image: the sum of what a head says of every feature map."""

    def __init__(self, sizes):
        super().__init__()
        maps = [*sizes.features, sizes.features[-1]]
        self.spatial_transformations = nn.ModuleList(
            nn.Sequential(nn.Conv2d(width, 20, 1), nn.SiLU()) for width, _ in maps)
        self.latent_transformations = nn.ModuleList(
            nn.Sequential(nn.Linear(20 * side * side, 200), nn.SiLU(), nn.Linear(200, sizes.latent))
            for _, side in maps)
        self.all_modules = nn.ModuleList(way_down(sizes, 0))

    def forward(self, x):
        maps, middle = features(self.all_modules, x, None)
        heads = zip(self.spatial_transformations, self.latent_transformations)
        return sum(b(a(h).flatten(1)) for h, (a, b) in zip([*maps, middle], heads))


def latents(anchors, noise, scheme, level=1e-3):
    """The latent computation in double precision; scheme: rows of time, carry and three pulls."""
    a = anchors.double()
    s = (1 - level) * a + level * noise.double()
    half, means = (a * a).sum(1) / 2, []
    for t, carry, *pulls in scheme.tolist():
        logits = (t * s @ a.t() - t * t * half) / (1 - t) ** 2
        means.insert(0, torch.softmax(logits, 1) @ a)
        s = carry * s + sum(pull * m for pull, m in zip(pulls, means))
    return s.float()


class Step:
    """Gradients, clipping, Adam and moving average of a loss; rates: the learning rate of each part."""

    def __init__(self, parts, tensors, rates):
        self.parts, groups = parts, []
        for name, part in parts.items():
            own = {key.removeprefix(name + "."): w for key, w in tensors.items() if key.startswith(name + ".")}
            part.to(tensors["images"].device).load_state_dict(own)
            groups.append({"params": list(part.parameters()), "lr": rates[name]})
        self.averages = copy.deepcopy(parts)
        self.adam = torch.optim.Adam(groups)
        self.warm_up = torch.optim.lr_scheduler.LambdaLR(self.adam, lambda k: min(1, (k + 1) / 100))
        self.weights = [p for part in parts.values() for p in part.parameters()]

    def train(self, training):
        """Switches dropout on or off."""
        for part in self.parts.values():
            part.train(training)

    def take(self, *batch):
        self.adam.zero_grad()
        loss = self.loss(*batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1)
        self.adam.step()
        self.warm_up.step()
        with torch.no_grad():
            for name, part in self.parts.items():
                for average, w in zip(self.averages[name].parameters(), part.parameters()):
                    average.lerp_(w, 1e-3)
        return float(loss)


def scheme(tensors):
    """The steps of the latent flow in double precision, None where there is none."""
    return tensors["scheme"].double() + tensors["scheme rest"].double() if "scheme" in tensors else None


class FlowStep(Step):
    """Case study 1: rectified flow, with latents where the file has the steps of their flow."""

    rates = {"encoder": 5e-5, "decoder": 2e-3}

    def __init__(self, tensors, texts):
        self.scheme = scheme(tensors)
        latent = 0 if self.scheme is None else tensors["zone noise"].shape[1]
        sizes = Sizes.of(texts, tensors["images"], latent)
        self.patch = sizes.patch
        super().__init__(self.networks(tensors, sizes), tensors, self.rates)

    def networks(self, tensors, sizes):
        """The networks that learn."""
        return {"decoder": Decoder(sizes), **({"encoder": Encoder(sizes)} if sizes.latent else {})}

    def given(self, tensors):
        """The batch of the file."""
        return tensors["images"], tensors["noise"], tensors["time"], tensors.get("zone noise")

    def drawn(self, tensors):
        """The file's images with other random numbers."""
        images = tensors["images"]
        zone_noise = torch.randn_like(tensors["zone noise"]) if "zone noise" in tensors else None
        return images, torch.randn_like(images), torch.rand(len(images), device=images.device), zone_noise

    def zones(self, images, zone_noise):
        """The latents of the images."""
        return latents(self.parts["encoder"](F.pixel_unshuffle(images, self.patch)), zone_noise, self.scheme)

    def flow(self, images, noise, t, z):
        """The loss of the decoder."""
        velocity = images - noise
        x = noise + t[:, None, None, None] * velocity
        v = F.pixel_shuffle(self.parts["decoder"](F.pixel_unshuffle(x, self.patch), t, z), self.patch)
        return F.mse_loss(v, velocity)

    def loss(self, images, noise, t, zone_noise):
        z = None if self.scheme is None else self.zones(images, zone_noise)
        return self.flow(images, noise, t, z)


def read(file, device):
    """The arrays of a file and its texts."""
    with safe_open(file, "pt", device) as opened:
        return {name: opened.get_tensor(name) for name in opened.keys()}, opened.metadata()


def step_of(tensors, texts):
    if texts["study"] == "flow":
        return FlowStep(tensors, texts)
    if texts["study"] == "joint":
        from joint_steps import JointStep
        return JointStep(tensors, texts)
    from representation_steps import RepresentationStep
    return RepresentationStep(tensors, texts)


def main(file, warm_up, steps, device="cpu"):
    tensors, texts = read(file, device)
    step = step_of(tensors, texts)
    step.train(False)
    with torch.no_grad():
        loss = float(step.loss(*step.given(tensors)))
    step.train(True)
    seconds = []
    for k in range(int(warm_up) + int(steps)):
        if k == int(warm_up):
            processor = time.process_time()
        start = time.perf_counter()
        step.take(*step.drawn(tensors))
        seconds.append(time.perf_counter() - start)
    parameters = sum(w.numel() for w in step.weights)
    rate = len(tensors["images"]) / statistics.median(seconds[int(warm_up):])
    processor = 1e3 * (time.process_time() - processor) / int(steps)
    print(f"parameters {parameters}, loss {loss:.6f}, images/s {rate:.2f}, processor ms {processor:.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
