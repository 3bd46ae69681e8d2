"""Numba kernels: arrays in, arrays out, nothing of the domain.

Compiled code is cached in a folder named by the hash of all kernel sources and the Numba version. Numba's own cache
looks only at the file that holds the caller, so an edited helper would otherwise leave a stale caller behind.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path


def _cache_folder() -> str:
    digest = hashlib.sha256(version("numba").encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode() + source.read_bytes())
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "permeance" / f"kernels-{digest.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError:
        return tempfile.mkdtemp(prefix="permeance-kernels-")


os.environ.setdefault("NUMBA_CACHE_DIR", _cache_folder())
