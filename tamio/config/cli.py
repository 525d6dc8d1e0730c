"""The `tamio` command: `tamio web`, `tamio worker`, `tamio demo`, `tamio createuser`, …

Each is a Django management command of this room, but for those that must run before there is an
environment to read: `demo`, which makes one, `newkey`, which makes a part of one, `translations`.
"""

import os
import sys

from cryptography.fernet import Fernet

USAGE = """usage: tamio COMMAND

  web            serves the shop, the back office and the API (gunicorn)
  worker         walks the lanes: sends what was sold to Fortnox
  lanes          shows how the lanes stand: what waits, and who must act; --live follows them
  clock          moves the clock of a store to try things in; forward only
  backfill       sends what a store sold before; --dry-run tells first what it comes to
  migrate        brings the database up to date
  createuser     adds a person to the back office
  createtoken    gives a store a token for the API
  audit          says what need not be kept any more, by law; --erase erases what is personal in it
  translations   compiles the translations; --check says what they lack
  newkey         prints a new key for TAMIO_TOKEN_KEYS
  demo           everything above, with a store, a catalogue and a simulated Fortnox

`tamio help` lists the rest. .env.example lists the environment's variables.
"""


def main() -> None:
    """Runs the command named in sys.argv."""
    name = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if name in {"--help", "-h"}:
        sys.stdout.write(USAGE)
    elif name == "newkey":
        sys.stdout.write(Fernet.generate_key().decode() + "\n")
    elif name == "translations":
        from tamio.config import translations

        sys.exit(translations.run(arguments=sys.argv[2:]))
    elif name == "demo":
        from tamio.config.demo.run import run

        sys.exit(run())
    else:
        _manage()


def _manage() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tamio.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
