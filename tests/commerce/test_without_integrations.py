"""Commerce without doors and integrations; `bin/test fast` runs all its fast tests so."""

import subprocess
import sys

import pytest

_LOAD_AND_LIST = """
import django, sys
django.setup()
import tamio.commerce.checkout.place_order
import tamio.commerce.checkout.register_sale
print(*{name.split(".")[1] for name in sys.modules if name.startswith("tamio.")})
"""


@pytest.mark.integration
def test_commerce_alone_loads_nothing_of_them() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _LOAD_AND_LIST],
        env={"DJANGO_SETTINGS_MODULE": "tests.commerce.alone"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert run.returncode == 0, run.stderr
    assert set(run.stdout.split()) == {
        "commerce",
        "config",
        "outbox",
        "clock",
        "encrypted",
        "prepared",
        "store_clock",
    }
