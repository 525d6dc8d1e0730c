"""The demo's own environment: secrets made once and kept in its folder, readable to its owner."""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

from cryptography.fernet import Fernet

from tamio.config.demo.place import Place

CLIENT_ID = "tamio-demo"


class Keys:
    """The secrets in `DATA/env`. The rest of that file is written anew at every start, so that
    `TAMIO_ENV_FILE=DATA/env tamio …` speaks to this demo.
    """

    def __init__(self, *, place: Place) -> None:
        self._file = place.folder / "env"
        self._addresses = _addresses(place)
        self._secrets = _new_secrets() | _read(self._file)
        self._write()

    def environment(self) -> dict[str, str]:
        """What the demo's processes run with, but for TAMIO_CLOCK, which is the caller's."""
        ours = {**self._secrets, **self._addresses}
        return {name: value for name, value in ours.items() if not name.startswith("DEMO_")}

    @property
    def password(self) -> str:
        return self._secrets["DEMO_PASSWORD"]

    @property
    def client_secret(self) -> str:
        return self._secrets["FORTNOX_CLIENT_SECRET"]

    @property
    def api_token(self) -> str:
        return self._secrets["DEMO_API_TOKEN"]

    def keep_api_token(self, token: str) -> None:
        self._secrets["DEMO_API_TOKEN"] = token
        self._write()

    def _write(self) -> None:
        lines = [f"{name}={value}\n" for name, value in (self._secrets | self._addresses).items()]
        half = self._file.with_suffix(".half")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
        half.replace(self._file)


def _addresses(place: Place) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{quote(str(place.folder / 'tamio.sqlite3'))}",
        "TAMIO_URL": place.url,
        "TAMIO_FILES_DIR": str(place.folder / "files"),
        "TAMIO_MAIL_URL": f"file://{quote(str((place.folder / 'mail').absolute()))}",
        # The demo's buyers are made up, and it calls nobody.
        "TAMIO_VIES_URL": "off",
        "TAMIO_TEST_PAYMENTS": "true",
        "FORTNOX_API_URL": f"{place.simulator_url}/3",
        "FORTNOX_AUTH_URL": f"{place.simulator_url}/oauth-v1",
        "FORTNOX_CLIENT_ID": CLIENT_ID,
        "TAMIO_ENV_FILE": str(place.folder / "env"),
    }


def _new_secrets() -> dict[str, str]:
    return {
        "TAMIO_SECRET_KEY": secrets.token_urlsafe(48),
        "TAMIO_TOKEN_KEYS": Fernet.generate_key().decode(),
        "FORTNOX_CLIENT_SECRET": secrets.token_urlsafe(24),
        "DEMO_PASSWORD": secrets.token_urlsafe(9),
        "DEMO_API_TOKEN": "",
    }


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    lines = (line.partition("=") for line in file.read_text().splitlines())
    return {name: value for name, _equals, value in lines if name in _new_secrets()}
