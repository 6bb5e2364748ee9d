"""The Fréchet distance of two sets of features by scipy's root of a matrix, the route of clean-fid.

Usage: python frechet.py FILE FILE SAMPLES WIDTH, raw float32; prints the distance and the time.
"""
import sys
import time

import numpy as np
from scipy import linalg


def distance(a, b):
    mean = a.mean(axis=0) - b.mean(axis=0)
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(first @ second)
    return mean @ mean + np.trace(first) + np.trace(second) - 2 * np.trace(root).real


def main(first, second, samples, width):
    shape = int(samples), int(width)
    a, b = (np.fromfile(f, "<f4").astype(float).reshape(shape) for f in (first, second))
    start, processor = time.perf_counter(), time.process_time()
    result = float(distance(a, b))
    seconds, used = time.perf_counter() - start, time.process_time() - processor
    print(f"{result!r} in {seconds:.2f} s, processor {used:.2f} s")


main(*sys.argv[1:])
