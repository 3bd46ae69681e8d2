#!/usr/bin/env bash
# Makes .venv with uv inside it. As root on Debian it installs what is missing; elsewhere it names it and stops.
set -eu
cd "$(dirname "$0")/.."
stop() { echo "setup: $1" >&2; exit 1; }

python=""
for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null 2>&1 &&
     "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done

debian_root() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ]; }
if [ -z "$python" ] && debian_root; then
  (apt-get update && apt-get install -y --no-install-recommends python3 python3-venv) >/dev/null
  python=python3
fi
[ -n "$python" ] || stop "Python 3.11 or newer was not found; install it (Debian: apt install python3 python3-venv; macOS: brew install python@3.12) and run make again"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$("$python" --version) is too old; install Python 3.11 or newer and run make again"

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  debian_root || stop "the venv module is missing; install it (Debian: apt install python3-venv) and run make again"
  (apt-get update && apt-get install -y --no-install-recommends python3-venv) >/dev/null
fi
rm -rf .venv
"$python" -m venv .venv || stop "no virtual environment could be made in .venv; is this folder writable?"
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1" 2>.venv/pip.log ||
  { cat .venv/pip.log >&2; stop "uv could not be installed from PyPI; is the package index reachable?"; }
