"""Sets a document's data: typst, one form, the vendored font. The same data gives the same bytes.

The data goes in as JSON, and the form shows its texts as they are: nothing in them is evaluated.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

_HERE = Path(__file__).parent
_FORM = _HERE / "document.typ"
#: For archives that outlive their readers, and for readers that are read aloud.
_STANDARDS = ["a-2a", "ua-1"]
# A compiler is not made for two threads at once; a page takes it some hundredths of a second.
_turn = Lock()


def pdf(data: dict[str, Any], *, dated: datetime) -> bytes:
    """`dated` is the instant that the file says it was made: that of issue, not of the clock."""
    return _set(data, dated, format="pdf", pdf_standards=_STANDARDS)[0]


def pages(data: dict[str, Any], *, dated: datetime) -> list[bytes]:
    """Every page as PNG: to look at."""
    return _set(data, dated, format="png", ppi=110.0)


def _set(data: dict[str, Any], dated: datetime, **how: Any) -> list[bytes]:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    second = dated.replace(microsecond=0)  # a PDF's dates know no smaller parts
    with _turn:
        made = _compiler().compile(sys_inputs=inputs, timestamp=second, **how)
    assert made is not None
    return made if isinstance(made, list) else [made]


@cache
def _compiler() -> typst.Compiler:
    """One a process: it reads the fonts once. The machine's own fonts are not asked, or the same
    invoice would look different on two machines.
    """
    return typst.Compiler(
        input=_FORM, root=_HERE, font_paths=[_HERE / "vendor"], ignore_system_fonts=True
    )
