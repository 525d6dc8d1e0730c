"""The simulator is installed alone by whoever builds against Fortnox."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "fortnox_simulator"


def project() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))


def test_every_folder_of_the_package_is_distributed() -> None:
    folders = {folder.parent for folder in PACKAGE.rglob("__init__.py")}

    named = set(project()["tool"]["setuptools"]["packages"])

    assert named == {".".join(folder.relative_to(ROOT).parts) for folder in folders}


@pytest.mark.integration
def test_the_built_package_runs_without_this_checkout(tmp_path: Path) -> None:
    wheel = built(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(elsewhere)

    run = subprocess.run(
        [sys.executable, "-P", "-c", "import fortnox_simulator.state as s; print(s.__file__);"
         " print(len(s.State().companies))"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(elsewhere)},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip

    path, companies = run.stdout.split()
    assert Path(path).is_relative_to(elsewhere)
    assert companies == "3"


def built(folder: Path) -> Path:
    """The wheel; built from a copy, since a build leaves files beside its source."""
    source = folder / "source"
    copy = ["cp", "-r", str(PACKAGE), str(source)]
    subprocess.run(copy, check=True)
    build = "import setuptools.build_meta as b, sys; print(b.build_wheel(sys.argv[1]))"
    run = subprocess.run(
        [sys.executable, "-c", build, str(folder)],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / run.stdout.split()[-1]
