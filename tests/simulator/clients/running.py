"""Runs a driver in the environment of the foreign clients, which holds none of our packages."""

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".tools" / "clients" / "bin" / "python"
SECONDS = 60


def drive(driver: str, *words: str) -> dict[str, Any]:
    """What the driver says it was answered, as JSON; fails with what it wrote when it breaks."""
    assert PYTHON.exists(), f"{PYTHON} is missing: `bin/test journeys` makes it"
    script = Path(__file__).parent / driver
    # -I: not even by accident does it import from this project.
    done = subprocess.run(
        [PYTHON, "-I", script, *words], capture_output=True, text=True, timeout=SECONDS, env={}
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said
