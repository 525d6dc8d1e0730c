"""The server that tests and benchmarks run beside is there for them alone, and gone afterwards."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conventions.sources import ROOT

pytestmark = [pytest.mark.postgresql, pytest.mark.journey]

ASK = """
import os, psycopg
url = os.environ["DATABASE_URL"]
with psycopg.connect(url) as session:
    print(url, *session.execute("SELECT current_setting('data_directory')").fetchone())
raise SystemExit(7)
"""


def test_a_server_ends_with_its_command_and_passes_on_how_it_went(tmp_path: Path) -> None:
    server = [sys.executable, "bin/_postgresql.py", sys.executable, "-c", ASK]
    run = subprocess.run(server, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert run.returncode == 7, run.stderr
    url, folder = run.stdout.split()
    with pytest.raises(ConnectionRefusedError), socket.socket() as probe:
        probe.connect((urlsplit(url).hostname, urlsplit(url).port))
    assert not Path(folder).parent.exists()


def test_nobody_else_gets_into_it() -> None:
    address = urlsplit(os.environ["DATABASE_URL"])
    assert address.hostname == "127.0.0.1"
    assert len(address.password or "") >= 24
