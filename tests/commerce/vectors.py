"""Figures computed apart from the code, by the rules of the tax and payment authorities."""

import json
from pathlib import Path
from typing import Any

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text())
