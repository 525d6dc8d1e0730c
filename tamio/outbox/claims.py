"""What a delivery stands on and what it changes on the far side, so that a few may overlap."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Names of things on the far side. Whoever writes a thing has it alone; many may need it."""

    needs: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()

    def clashes(self, others: Iterable["Claims"]) -> bool:
        return any(self._clashes_with(other) for other in others)

    def _clashes_with(self, other: "Claims") -> bool:
        return not (
            self.writes.isdisjoint(other.needs | other.writes)
            and self.needs.isdisjoint(other.writes)
        )
