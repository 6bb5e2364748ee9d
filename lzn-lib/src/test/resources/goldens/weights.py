"""The golden cases' weights: a function of a parameter's name and shape, so that none are stored.

python3 weights.py NAME AXIS [AXIS ...]    prints them, one a line, row-major

NAME is "param:" + salt + prefix + the parameter's name, such as
param:encoder.all_modules.0.weight; the salt stands in case.json and is empty where it does not.
README.md has the rule in words, the test class GoldenWeights has it in Java.
"""

import math
import struct
import sys

MASK = 2**64 - 1


def fnv(text):
    """FNV-1a, 64 bits, of the text's UTF-8 bytes."""
    h = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        h = (h ^ byte) * 0x100000001B3 & MASK
    return h


def uniform(h, i):
    """Element i = 1, 2, ... of the numbers that belong to a hash; in [-1, 1)."""
    z = (h + i * 0x9E3779B97F4A7C15) & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    z ^= z >> 31
    return (z >> 40) / 2**24 * 2 - 1


def weights(name, shape):
    """The parameter's values, each rounded to float32."""
    size = math.prod(shape)
    h = fnv(name)
    values = [uniform(h, i + 1) for i in range(size)]
    if len(shape) > 1:
        scale = math.sqrt(3 * shape[0] / size)
        values = [u * scale for u in values]
    else:
        middle = 1 if name.endswith("weight") else 0
        values = [middle + 0.1 * u for u in values]
    return [struct.unpack("f", struct.pack("f", v))[0] for v in values]


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for value in weights(sys.argv[1], [int(axis) for axis in sys.argv[2:]]):
        print(f"{value:.9g}")
