from pathlib import Path
from urllib.parse import unquote

import pytest

from tamio.config.demo.keys import Keys
from tamio.config.demo.place import Place
from tamio.config.environment import Environment, from_process


@pytest.fixture
def here(tmp_path: Path) -> Place:
    return Place(folder=tmp_path, port=8001, simulator_port=8101)


def test_secrets_are_made_once_and_kept(here: Place) -> None:
    first = Keys(place=here)
    first.keep_api_token("tamio_token")
    second = Keys(place=here)
    assert second.environment() == first.environment()
    assert (second.password, second.api_token) == (first.password, "tamio_token")


def test_only_the_owner_can_read_them(here: Place) -> None:
    Keys(place=here).keep_api_token("tamio_token")
    assert (here.folder / "env").stat().st_mode & 0o777 == 0o600


def test_two_folders_share_no_secret(here: Place, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    other = Keys(place=Place(folder=there, port=8001, simulator_port=8101))
    ours = Keys(place=here)
    secrets = ("TAMIO_SECRET_KEY", "TAMIO_TOKEN_KEYS", "FORTNOX_CLIENT_SECRET")
    assert all(ours.environment()[name] != other.environment()[name] for name in secrets)
    assert ours.password != other.password


def test_other_ports_next_time_keep_the_secrets(here: Place) -> None:
    before = Keys(place=here).environment()
    after = Keys(place=Place(folder=here.folder, port=9001, simulator_port=9101)).environment()
    assert after["TAMIO_URL"] == "http://127.0.0.1:9001"
    assert after["FORTNOX_API_URL"] == "http://127.0.0.1:9101/3"
    assert after["TAMIO_SECRET_KEY"] == before["TAMIO_SECRET_KEY"]


def test_the_kept_file_is_an_environment_that_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "with space, å and #"
    folder.mkdir()
    Keys(place=Place(folder=folder, port=8001, simulator_port=8101))
    for name in Environment.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    environment = from_process(env_file=folder / "env")
    assert unquote(environment.database_url) == f"sqlite:///{folder}/tamio.sqlite3"
