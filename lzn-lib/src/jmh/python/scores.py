"""Scores of features as Python's libraries compute them, the ordinary way to write each.

Usage: python scores.py WORK FILE FILE WIDTH, where WORK is frechet (scipy's root of a matrix, the
route of clean-fid), precision-recall (torch.cdist, tile after tile), neighbours or probe
(scikit-learn, cosine and logistic regression) and the files hold raw float32 rows; those of the last
two works end with the row's class. Prints the score, and the seconds and the processor time of a
second go after one on a tenth of the rows.
"""
import sys
import time

import numpy as np

K, TILE, CLOSEST = 3, 1000, 20


def frechet(a, b):
    from scipy import linalg

    a, b = a.astype(float), b.astype(float)
    mean = a.mean(axis=0) - b.mean(axis=0)
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(first @ second)
    return mean @ mean + np.trace(first) + np.trace(second) - 2 * np.trace(root).real


def precision_recall(real, generated):
    import torch

    real, generated = torch.from_numpy(real), torch.from_numpy(generated)

    def radii(x):
        return torch.cat([torch.cdist(tile, x).kthvalue(K + 1).values for tile in x.split(TILE)])

    def inside(x, others, radius):
        return np.mean([float((torch.cdist(tile, others) <= radius).any(1).float().mean())
                        for tile in x.split(TILE)])

    precision = inside(generated, real, radii(real))
    return 10 * precision + inside(real, generated, radii(generated))  # one number for both


def standard(train, test):
    mean, deviation = train[:, :-1].mean(axis=0), train[:, :-1].std(axis=0)
    return [((x[:, :-1] - mean) / deviation, x[:, -1].astype(int)) for x in (train, test)]


def neighbours(train, test):
    from sklearn.neighbors import KNeighborsClassifier

    nearest = KNeighborsClassifier(CLOSEST, metric="cosine", algorithm="brute")
    return nearest.fit(train[:, :-1], train[:, -1]).score(test[:, :-1], test[:, -1])


def probe(train, test):
    from sklearn.linear_model import LogisticRegression

    train, test = standard(train, test)
    return LogisticRegression().fit(*train).score(*test)


WORKS = {"frechet": frechet, "precision-recall": precision_recall, "neighbours": neighbours, "probe": probe}


def main(work, first, second, width):
    a, b = (np.fromfile(f, "<f4").reshape(-1, int(width)) for f in (first, second))
    WORKS[work](a[::10], b[::10])  # loads the libraries
    start, processor = time.perf_counter(), time.process_time()
    score = float(WORKS[work](a, b))
    seconds, used = time.perf_counter() - start, time.process_time() - processor
    print(f"score {score!r}, seconds {seconds:.3f}, processor {used:.3f}")


main(*sys.argv[1:])
