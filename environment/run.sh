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
for python in ${PYTHON:+"$PYTHON"} python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    exec "$python" "$here/run.py" "$@"
  fi
done

fail "Python 3.9 or newer is needed, and neither python3 nor python is one;" \
  "install it, or name it: PYTHON=/path/to/python3 environment/run.sh"
