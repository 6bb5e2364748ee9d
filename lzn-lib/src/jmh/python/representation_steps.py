"""What case study 2 learns in eager PyTorch: latent alignment and SimCLR, see training_steps.py."""
import torch
import torch.nn.functional as F
from torch import nn

from alignment import Alignment
from training_steps import Step, latents, scheme


def group_norm(groups, channels):
    groups = min(groups, channels)
    while channels % groups:
        groups -= 1
    return nn.GroupNorm(groups, channels, eps=1e-5)


def norm(groups, channels):
    """Named one level deeper, as in the kit."""
    return nn.Sequential(group_norm(groups, channels))


class Bottleneck(nn.Module):
    """The residual block with group normalisation."""

    def __init__(self, channels, width, out, stride, groups, projected):
        super().__init__()
        layers, sizes = [], [channels, width, width, out]
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            middle = i == 1
            convolution = nn.Conv2d(a, b, 3 if middle else 1, stride if middle else 1, int(middle), bias=False)
            layers += [convolution, norm(groups, b)]
        self.net = nn.ModuleList(layers)
        if projected:
            self.projection = nn.ModuleDict(
                {"shortcut": nn.Conv2d(channels, out, 1, stride, bias=False), "bn": norm(groups, out)})

    def forward(self, x):
        first, first_norm, middle, middle_norm, last, last_norm = self.net
        h = F.relu(first_norm(first(x)))
        h = F.relu(middle_norm(middle(h)))
        h = last_norm(last(h))
        if hasattr(self, "projection"):
            x = self.projection["bn"](self.projection["shortcut"](x))
        return F.relu(h + x)


class Stage(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.blocks = nn.Sequential(*blocks)

    def forward(self, x):
        return self.blocks(x)


class Head(nn.Module):
    """Dense layers without bias, each normalised, relu between them; named as in the kit."""

    def __init__(self, features, dimension, layers, groups):
        super().__init__()
        named = []
        for i in range(layers):
            out = dimension if i == layers - 1 else features
            named += [nn.Linear(features, out, bias=False), group_norm(groups, out), nn.ReLU()]
        self.layers = nn.Sequential(*named[:-1])

    def forward(self, x):
        return self.layers(x)


class ResNet(nn.Module):
    def __init__(self, colours, texts, dimension):
        super().__init__()
        width, groups = int(texts["width"]), int(texts["groups"])
        stride, expansion = int(texts["stride"]), int(texts["expansion"])
        kernel = int(texts["kernel"])
        stem = nn.Sequential(
            nn.Conv2d(colours, width, kernel, stride, kernel // 2, bias=False), norm(groups, width), nn.ReLU())
        stages, channels = [], width
        for stage, count in enumerate(int(word) for word in texts["blocks"].split()):
            inner, blocks = width << stage, []
            for i in range(count):
                shrink = 2 if i == 0 and stage > 0 else 1
                blocks.append(Bottleneck(channels, inner, inner * expansion, shrink, groups, i == 0))
                channels = inner * expansion
            stages.append(Stage(blocks))
        self.net = nn.Sequential(stem, *stages)
        self.head = Head(channels, dimension, int(texts["layers"]), groups)

    def forward(self, images):
        return self.head(self.net((images + 1) / 2).mean((2, 3)))


def contrasted(first, second, temperature):
    """The loss of SimCLR of embeddings of any length."""
    n, u = len(first), F.normalize(torch.cat([first, second]))
    similarities = (u @ u.t() / temperature).fill_diagonal_(-1e9)
    others = torch.cat([torch.arange(n, 2 * n), torch.arange(n)]).to(u.device)
    return F.cross_entropy(similarities, others)


class RepresentationStep(Step):
    """Case study 2: two views of each image, ready-made."""

    def __init__(self, tensors, texts):
        self.study, self.temperature = texts["study"], float(texts["temperature"])
        self.scheme, self.level, self.alpha = scheme(tensors), float(texts["level"]), float(texts["alpha"])
        self.alignment = Alignment(texts)
        encoder = ResNet(tensors["images"].shape[1], texts, tensors["zone noise"].shape[1])
        super().__init__({"encoder": encoder}, tensors, {"encoder": float(texts["rate"])})

    def given(self, tensors):
        """The batch of the file."""
        return tensors["images"], tensors["second images"], tensors["zone noise"]

    def drawn(self, tensors):
        """The file's images with other random numbers."""
        return tensors["images"], tensors["second images"], torch.randn_like(tensors["zone noise"])

    def loss(self, images, second_images, zone_noise):
        encode = self.parts["encoder"]
        first, second = encode(images), encode(second_images)
        if self.study == "simclr":
            return contrasted(first, second, self.temperature)
        z = latents(first, self.alpha * zone_noise, self.scheme, self.level)
        return self.alignment.loss(z, second, torch.arange(len(z), device=z.device))
