"""Latent alignment in eager PyTorch, as its formula is written: what case studies 2 and 3 learn by."""
import math

import torch


class Alignment:
    """Minus the mean of the largest own weight, or of its logarithm, on the way from t = 0."""

    def __init__(self, texts):
        self.steps = int(texts["steps"])
        self.first_step = math.floor(float(texts["early"]) * self.steps)
        self.last_step = self.steps - 1 - math.floor(float(texts["late"]) * self.steps)
        self.logarithmic = texts["logarithmic"] == "true"

    def loss(self, z, anchors, own, shares=None):
        """own: the anchor of each latent; shares: the anchors' weights. Later steps are not taken."""
        a, s = anchors.double(), z.double()
        half, logs_of_own = (a * a).sum(1) / 2, []
        for k in range(self.last_step + 1):
            t = k / self.steps
            logits = (t * s @ a.t() - t * t * half) / (1 - t) ** 2
            logs = torch.log_softmax(logits if shares is None else logits + shares.log(), 1)
            logs_of_own.append(logs.gather(1, own[:, None])[:, 0])
            s = s + (logs.exp() @ a - s) / (1 - t) / self.steps
        best = torch.stack(logs_of_own[self.first_step:]).max(0).values
        return -(best if self.logarithmic else best.exp()).mean().float()
