#!/usr/bin/env bash
# Builds, tests and measures the kit on an NVIDIA GPU, into one record: gpu-check.sh --help
set -euo pipefail

self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  [[ $link == /* ]] && self=$link || self=$(dirname "$self")/$link
done
here=$(cd "$(dirname "$self")" && pwd -P)

program=gpu-check.sh
source "$here/library.sh"
speak_utf8
find_python
exec "$python" "$here/gpu_check.py" "$@"
