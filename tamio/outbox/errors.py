"""What the outbox cannot do, and says so.

OutboxError
├── NotInTransaction     record() outside the transaction of the fact it records
├── UnknownDestination   nobody has declared a destination by that name
├── Refused              a verb makes no sense in the delivery's present state
├── LeaseLost            another worker walks the lane now: write nothing more
├── Outgrown             a delivery must write more than it has claimed: begin it anew
└── Interrupted          this worker must let go between two foreign calls
    ├── Stopping         it was asked to stop
    └── LaneClosed       the lane was closed while it walked it
"""


class OutboxError(Exception):
    pass


class NotInTransaction(OutboxError):
    pass


class UnknownDestination(OutboxError):
    pass


class Refused(OutboxError):
    """`state` is the delivery's state as it was found; the text is for the person who clicked."""

    def __init__(self, why: str, *, state: str) -> None:
        super().__init__(why)
        self.state = state


class LeaseLost(OutboxError):
    pass


class Outgrown(OutboxError):
    pass


class Interrupted(OutboxError):
    pass


class Stopping(Interrupted):
    pass


class LaneClosed(Interrupted):
    pass
