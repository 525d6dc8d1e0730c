"""Rules of simulator, written as tests."""

import pytest

pytest.register_assert_rewrite("tests.simulator.replaying")
