#!/bin/sh
# Makes fashion-mnist-sample/ from the four Fashion-MNIST files: the first 10,000 training images with
# their labels, and the whole test set. The same input gives the same bytes (GNU gzip, no name, no time).
#
#   datasets/make-sample.sh [FOLDER WITH THE FOUR .gz FILES]
set -eu
export LC_ALL=C
from=${1:-/usr/share/datasets/fashion-mnist}
to=$(dirname "$0")/fashion-mnist-sample

for name in train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte; do
  gzip -t "$from/$name.gz"
done

# An IDX file is a big-endian header (type, count, sizes) and the bytes, image after image.
# 10,000 = 0x2710 = octal 047 020; an image has 28 x 28 = 784 bytes.
{
  printf '\000\000\010\003\000\000\047\020\000\000\000\034\000\000\000\034'
  gzip -dc "$from/train-images-idx3-ubyte.gz" | tail -c +17 | head -c 7840000
} | gzip -9n > "$to/train-images-idx3-ubyte.gz"
{
  printf '\000\000\010\001\000\000\047\020'
  gzip -dc "$from/train-labels-idx1-ubyte.gz" | tail -c +9 | head -c 10000
} | gzip -9n > "$to/train-labels-idx1-ubyte.gz"
gzip -dc "$from/t10k-images-idx3-ubyte.gz" | gzip -9n > "$to/t10k-images-idx3-ubyte.gz"
gzip -dc "$from/t10k-labels-idx1-ubyte.gz" | gzip -9n > "$to/t10k-labels-idx1-ubyte.gz"

cd "$to" && sha256sum *.gz > SHA256SUMS && cat SHA256SUMS
