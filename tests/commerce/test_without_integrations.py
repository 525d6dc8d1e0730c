import os
import subprocess
import sys

import pytest

_RING = [sys.executable, "-m", "pytest", "tests/commerce", "-q", "-m", "not integration"]

_LOAD_AND_LIST = """
import django, sys
django.setup()
import tamio.commerce.checkout.place_order
import tamio.commerce.checkout.register_sale
print(*{name.split(".")[1] for name in sys.modules if name.startswith("tamio.")})
"""


@pytest.mark.integration
def test_commerce_keeps_its_rules_when_no_integration_and_no_door_is_there() -> None:
    # Few examples: the ring that this test runs in tries the same properties with many.
    run = subprocess.run(
        [*_RING, "--ds", "tests.commerce.alone"],
        env=os.environ | {"HYPOTHESIS_PROFILE": "few"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert run.returncode == 0, run.stdout + run.stderr


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
    assert set(run.stdout.split()) == {"commerce", "config", "outbox", "clock", "encrypted"}
