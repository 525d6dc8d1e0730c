"""Which files of an installed package are not as its author published them.

python published_driver.py PACKAGE...
"""

import base64
import hashlib
import json
import sys
from importlib.metadata import PackagePath, distribution
from pathlib import Path
from typing import Any


def installed(package: str) -> dict[str, Any]:
    found = distribution(package)
    recorded = [file for file in found.files or () if file.hash is not None]
    return {
        "version": found.version,
        "files": len(recorded),
        "changed": [str(file) for file in recorded if is_changed(file)],
    }


def is_changed(file: PackagePath) -> bool:
    """A wheel records the SHA-256 of each of its files."""
    content = Path(file.locate()).read_bytes()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return file.hash is None or digest != file.hash.value


if __name__ == "__main__":
    json.dump({package: installed(package) for package in sys.argv[1:]}, sys.stdout)
