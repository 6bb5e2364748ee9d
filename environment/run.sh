#!/usr/bin/env bash
# Runs the notebooks, or opens JupyterLab, in the kit's own environment: run.sh --help
set -euo pipefail

self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do
  link=$(readlink "$self")
  [[ $link == /* ]] && self=$link || self=$(dirname "$self")/$link
done
here=$(cd "$(dirname "$self")" && pwd -P)

program=run.sh
source "$here/library.sh"
speak_utf8
find_python
exec "$python" "$here/run.py" "$@"
