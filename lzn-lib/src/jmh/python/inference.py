"""Drawing and encoding of case study 1 in eager PyTorch, for comparison.

Usage: python inference.py FILE WARM-UP ROUNDS WORK, where WORK is sample (50 Euler steps from noise
and given latents) or encode (images to latents) and FILE was written by Inference. Prints the number
of parameters, the mean square of what comes out, images a second by the median round, and the
processor time of a round.
"""
import statistics
import sys
import time

import torch
import torch.nn.functional as F

from training_steps import FlowStep, latents, read

START, STEPS = 1e-3, 50


def sampled(step, tensors):
    x, z, length = tensors["noise"], tensors["zone noise"], (1 - START) / STEPS
    for k in range(STEPS):
        t = torch.full((len(x),), START + k * length)
        v = F.pixel_shuffle(step.parts["decoder"](F.pixel_unshuffle(x, step.patch), t, z), step.patch)
        x = x + length * v
    return x


def encoded(step, tensors):
    anchors = step.parts["encoder"](F.pixel_unshuffle(tensors["images"], step.patch))
    return latents(anchors, tensors["zone noise"], step.scheme)


def main(file, warm_up, rounds, work):
    tensors, texts = read(file, "cpu")
    step = FlowStep(tensors, texts)
    step.train(False)
    done = {"sample": sampled, "encode": encoded}[work]
    seconds = []
    with torch.inference_mode():
        for k in range(int(warm_up) + int(rounds)):
            if k == int(warm_up):
                processor = time.process_time()
            start = time.perf_counter()
            square = float(done(step, tensors).square().mean())
            seconds.append(time.perf_counter() - start)
    parameters = sum(w.numel() for w in step.weights)
    rate = len(tensors["images"]) / statistics.median(seconds[int(warm_up):])
    processor = 1e3 * (time.process_time() - processor) / int(rounds)
    print(f"parameters {parameters}, loss {square:.6f}, images/s {rate:.2f}, processor ms {processor:.1f}")


main(*sys.argv[1:])
