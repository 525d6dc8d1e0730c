"""Which characters Fortnox takes; one other refuses the whole document (2000359)."""

import re
import unicodedata

# The official set: letters of any script, and these. Straight quotes are not among them.
ALLOWED = frozenset("0123456789 –:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\\\u0308\u030a\u00a0\n\r")
PLAIN = re.compile(r"[A-Za-zÅÄÖåäöÉéÜü0-9 :.,;#%&/()=+*_!?@\n\r-]*\Z")


def is_allowed(value: str) -> bool:
    return bool(PLAIN.match(value)) or all(
        character in ALLOWED or unicodedata.category(character).startswith("L")
        for character in value
    )
