"""Adds up what each ring of bin/test wrote: one line per ring, and the sum as the last line."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(folder: Path) -> None:
    passed = failed = 0
    for results in sorted(folder.glob("*.xml"), key=lambda path: path.stat().st_mtime):
        suite = ElementTree.parse(results).getroot()[0].attrib  # noqa: S314  # written by ourselves
        bad = int(suite["failures"]) + int(suite["errors"])
        good = int(suite["tests"]) - bad - int(suite["skipped"])
        print(f"{results.stem}: {good} passed, {bad} failed in {float(suite['time']):.1f} s")
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
