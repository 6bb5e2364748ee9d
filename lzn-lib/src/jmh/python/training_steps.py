"""The training step of case study 1 at classroom settings in eager PyTorch, for comparison.

Usage: python training_steps.py FILE WARM-UP STEPS. FILE, written by TrainingSteps, holds weights,
one batch with its random numbers, and the steps of the latent flow. Prints the number of
parameters, the loss of that batch at these weights, images a second by the median step, and the
processor time of a step.
"""
import copy
import math
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

CHANNELS, LATENT, PATCH = 32, 32, 2
ROOT_HALF = math.sqrt(0.5)


class Block(nn.Module):
    """The residual block of BigGAN as in NCSN++."""

    def __init__(self, width, out, time_units, resize=None):
        super().__init__()
        self.resize = resize
        self.GroupNorm_0 = nn.GroupNorm(min(width // 4, 32), width, eps=1e-6)
        self.Conv_0 = nn.Conv2d(width, out, 3, padding=1)
        if time_units:
            self.Dense_0 = nn.Linear(time_units, out)
        self.GroupNorm_1 = nn.GroupNorm(min(out // 4, 32), out, eps=1e-6)
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
        h = self.Conv_1(F.silu(self.GroupNorm_1(h)))
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
        self.GroupNorm_0 = nn.GroupNorm(channels // 4, channels, eps=1e-6)
        self.NIN_0, self.NIN_1, self.NIN_2, self.NIN_3 = (Pointwise(channels) for _ in range(4))

    def forward(self, x):
        h = self.GroupNorm_0(x)
        query, key, value = (layer(h).flatten(2) for layer in (self.NIN_0, self.NIN_1, self.NIN_2))
        weight = torch.softmax(query.transpose(1, 2) @ key / math.sqrt(x.shape[1]), -1)
        mixed = (value @ weight.transpose(1, 2)).view_as(x)
        return (x + self.NIN_3(mixed)) * ROOT_HALF


def way_down(colours, units):
    c = CHANNELS
    blocks = [Block(c, c, units), Block(c, c, units, "down"), Block(c, 2 * c, units)]
    middle = [Block(2 * c, 2 * c, units), Attention(2 * c), Block(2 * c, 2 * c, units)]
    return [nn.Conv2d(colours, c, 3, padding=1), *blocks, *middle]


def features(modules, x, embedding):
    """The feature maps of the way down and the output of the middle."""
    maps = [modules[0](x)]
    for block in modules[1:4]:
        maps.append(block(maps[-1], embedding))
    h = modules[5](modules[4](maps[-1], embedding))
    return maps, modules[6](h, embedding)


class Decoder(nn.Module):
    """The velocity v(x, t | z)."""

    def __init__(self, colours, condition):
        super().__init__()
        c, units = CHANNELS, 4 * CHANNELS
        time_layers = [nn.Linear(c + condition, units), nn.Linear(units, units)]
        up = [
            Block(4 * c, 2 * c, units), Block(3 * c, 2 * c, units), Block(2 * c, 2 * c, units, "up"),
            Block(3 * c, c, units), Block(2 * c, c, units),
        ]
        end = [nn.GroupNorm(c // 4, c, eps=1e-6), nn.Conv2d(c, colours, 3, padding=1)]
        self.all_modules = nn.ModuleList([*time_layers, *way_down(colours, units), *up, *end])

    def forward(self, x, t, z):
        m, half = self.all_modules, CHANNELS // 2
        rates = torch.exp(-math.log(10000) * torch.arange(half) / (half - 1))
        phase = 999 * t[:, None] * rates
        waves = [phase.sin(), phase.cos()]
        embedding = torch.cat(waves if z is None else [z, *waves], 1)
        embedding = F.silu(m[1](F.silu(m[0](embedding))))
        maps, h = features(m[2:9], x, embedding)
        for block in m[9:14]:
            if block.resize is None:
                h = torch.cat([h, maps.pop()], 1)
            h = block(h, embedding)
        return m[15](F.silu(m[14](h)))


class Encoder(nn.Module):
    """The anchor of an image: the sum of what a head says of every feature map."""

    def __init__(self, colours):
        super().__init__()
        widths, sides = [CHANNELS] * 3 + [2 * CHANNELS] * 2, [14, 14, 7, 7, 7]
        self.spatial_transformations = nn.ModuleList(
            nn.Sequential(nn.Conv2d(width, 20, 1), nn.SiLU()) for width in widths)
        self.latent_transformations = nn.ModuleList(
            nn.Sequential(nn.Linear(20 * side * side, 200), nn.SiLU(), nn.Linear(200, LATENT))
            for side in sides)
        self.all_modules = nn.ModuleList(way_down(colours, 0))

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
    """Loss, gradients, clipping, Adam and moving average."""

    def __init__(self, tensors):
        images = tensors["images"]
        self.scheme = None
        if "scheme" in tensors:
            self.scheme = tensors["scheme"].double() + tensors["scheme rest"].double()
        colours = images.shape[1] * PATCH**2
        latent = 0 if self.scheme is None else LATENT
        self.parts = {"decoder": Decoder(colours, latent)}
        if latent:
            self.parts["encoder"] = Encoder(colours)
        rates, groups = {"encoder": 5e-5, "decoder": 2e-3}, []
        for name, part in self.parts.items():
            own = {key.removeprefix(name + "."): w for key, w in tensors.items() if key.startswith(name + ".")}
            part.load_state_dict(own)
            groups.append({"params": list(part.parameters()), "lr": rates[name]})
        self.averages = copy.deepcopy(self.parts)
        self.adam = torch.optim.Adam(groups)
        self.warm_up = torch.optim.lr_scheduler.LambdaLR(self.adam, lambda k: min(1, (k + 1) / 100))
        self.weights = [p for part in self.parts.values() for p in part.parameters()]

    def loss(self, images, noise, t, zone_noise):
        z = None
        if self.scheme is not None:
            z = latents(self.parts["encoder"](F.pixel_unshuffle(images, PATCH)), zone_noise, self.scheme)
        velocity = images - noise
        x = noise + t[:, None, None, None] * velocity
        v = F.pixel_shuffle(self.parts["decoder"](F.pixel_unshuffle(x, PATCH), t, z), PATCH)
        return F.mse_loss(v, velocity)

    def take(self, images, noise, t, zone_noise):
        self.adam.zero_grad()
        loss = self.loss(images, noise, t, zone_noise)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1)
        self.adam.step()
        self.warm_up.step()
        with torch.no_grad():
            for name, part in self.parts.items():
                for average, w in zip(self.averages[name].parameters(), part.parameters()):
                    average.lerp_(w, 1e-3)
        return float(loss)


def main(file, warm_up, steps):
    tensors = load_file(file)
    step = Step(tensors)
    images = tensors["images"]
    batch = len(images)
    with torch.no_grad():
        loss = step.loss(images, tensors["noise"], tensors["time"], tensors.get("zone noise"))
    seconds = []
    for k in range(int(warm_up) + int(steps)):
        if k == int(warm_up):
            processor = time.process_time()
        start = time.perf_counter()
        noise, zone_noise = torch.randn_like(images), torch.randn(batch, LATENT)
        step.take(images, noise, torch.rand(batch), zone_noise)
        seconds.append(time.perf_counter() - start)
    parameters = sum(w.numel() for w in step.weights)
    rate = batch / statistics.median(seconds[int(warm_up):])
    processor = 1e3 * (time.process_time() - processor) / int(steps)
    print(f"parameters {parameters}, loss {float(loss):.6f}, images/s {rate:.2f}, processor ms {processor:.1f}")


main(*sys.argv[1:])
