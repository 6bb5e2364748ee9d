"""The training step of case study 3 in eager PyTorch, see training_steps.py."""
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import nn

from alignment import Alignment
from training_steps import Decoder, FlowStep


class ClassAnchors(nn.Module):
    """An anchor for every class, named as in the kit."""

    def __init__(self, classes, dimension):
        super().__init__()
        self.anchor = nn.Parameter(torch.zeros(classes, dimension))


class JointStep(FlowStep):
    """Rectified flow with latents that also come to lie in the zones of their classes."""

    rates = {**FlowStep.rates, "labels": 1e-4}

    def __init__(self, tensors, texts):
        self.alignment, self.labels = Alignment(texts), tensors["labels"].long()
        super().__init__(tensors, texts)

    def networks(self, tensors, sizes):
        classes, latent = tensors["labels.anchor"].shape
        told = Decoder(replace(sizes, latent=latent + classes))  # the latent and the class
        return {**super().networks(tensors, sizes), "decoder": told, "labels": ClassAnchors(classes, latent)}

    def loss(self, images, noise, t, zone_noise):
        z = self.zones(images, zone_noise)
        anchors = self.parts["labels"].anchor
        shares = torch.bincount(self.labels, minlength=len(anchors)).double() / len(self.labels)
        told = torch.cat([z, F.one_hot(self.labels, len(anchors))], 1)
        return self.flow(images, noise, t, told) + self.alignment.loss(z, anchors, self.labels, shares)
