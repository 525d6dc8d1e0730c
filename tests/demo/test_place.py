import socket
from pathlib import Path

import pytest

from tamio.config.demo import place
from tamio.config.demo.place import CannotStart, Place, check_ports, place_from, taken


def test_without_variables_the_usual_ports_and_folder_are_meant() -> None:
    found = place_from({})
    assert (found.port, found.simulator_port) == (8000, 8100)
    assert found.folder == Path.cwd() / "data" / "demo"


@pytest.mark.parametrize("value", ["shop", "0", "65536", "-1", "80.5", "８０００"])
@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_port_that_is_none_is_named_in_a_sentence(name: str, value: str) -> None:
    with pytest.raises(CannotStart, match=f"^{name} is .*it must be a port"):
        place_from({name: value})


def test_one_port_cannot_serve_both() -> None:
    with pytest.raises(CannotStart, match="PORT and SIMULATOR_PORT are both 8100"):
        place_from({"PORT": "8100"})


def test_a_folder_holds_one_demo_at_a_time(tmp_path: Path) -> None:
    here = Place(folder=tmp_path / "a folder", port=8000, simulator_port=8100)
    with taken(here), pytest.raises(CannotStart, match=r"Another demo runs .*DATA"), taken(here):
        pass
    with taken(here):
        assert here.folder.is_dir()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    here = Place(folder=tmp_path / "file", port=8000, simulator_port=8100)
    with pytest.raises(CannotStart, match=r"^DATA is .*file, which cannot be written"), taken(here):
        pass


def test_a_port_that_stays_taken_is_named_with_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE_SECONDS", 0)
    with socket.socket() as other, socket.socket() as free:
        other.bind(("127.0.0.1", 0))
        other.listen()
        free.bind(("127.0.0.1", 0))
        port, simulator_port = free.getsockname()[1], other.getsockname()[1]
        free.close()
        here = Place(folder=tmp_path, port=port, simulator_port=simulator_port)
        with pytest.raises(CannotStart, match=f"port {simulator_port}. Set SIMULATOR_PORT"):
            check_ports(here)
