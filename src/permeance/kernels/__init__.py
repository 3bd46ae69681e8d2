"""Numba kernels: arrays in, arrays out, nothing of the domain.

Compiled code is cached in a folder named by the hash of all kernel sources and the Numba version. Numba's own cache
looks only at the file that holds the caller, so an edited helper would otherwise leave a stale caller behind.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path


def _cache_folder() -> str:
    """The folder for this state of the sources; one that is gone at exit where the user's cannot be written."""
    digest = hashlib.sha256(version("numba").encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + source.read_bytes())
    try:
        folder = _user_cache() / "permeance" / f"kernels-{digest.hexdigest()[:16]}"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        passing = tempfile.mkdtemp(prefix="permeance-kernels-")
        atexit.register(shutil.rmtree, passing, ignore_errors=True)
        return passing


def _user_cache() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


if not os.environ.get("NUMBA_CACHE_DIR"):
    os.environ["NUMBA_CACHE_DIR"] = _cache_folder()
    if "numba" in sys.modules:  # it has read the environment already
        sys.modules["numba"].config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]
