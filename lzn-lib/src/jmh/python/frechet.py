"""The Fréchet distance of two sets of features by scipy's root of a matrix, the route of clean-fid.

Usage: python frechet.py FILE FILE SAMPLES WIDTH, raw float32; prints the distance and the seconds.
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
    a, b = (np.fromfile(f, "<f4").reshape(shape) for f in (first, second))
    start = time.perf_counter()
    result = distance(a, b)
    print(repr(float(result)), time.perf_counter() - start)


main(*sys.argv[1:])
