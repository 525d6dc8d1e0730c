"""A history told step by step, and what must be true of it at its end."""

from collections.abc import Callable
from itertools import count

from tests.fortnox.sync.history.death import Process
from tests.fortnox.sync.history.goods import What, Who
from tests.fortnox.sync.history.quiet import until_quiet
from tests.fortnox.sync.history.truth import Truth
from tests.fortnox.sync.history.wire import Address, Moment
from tests.fortnox.sync.history.world import Watcher, World

NEW_CUSTOMER = ("POST", "/3/customers")
CHANGED_CUSTOMER = ("PUT", "/3/customers")
NEW_ORDER = ("POST", "/3/orders")
SIGN_IN = ("POST", "/oauth-v1/token")


class Story:
    """A world with a customer who has bought before, and what must be true of it at its end."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.truth = Truth(world)
        world.connect()
        self.sell()
        world.work()

    def sell(self, who: Who = Who.PERSON, what: What = What.GOODS) -> None:
        self.truth.sold(self.world.sell(who, what))

    def fault(self, kind: str, request: Address, **details: object) -> None:
        method, path = request
        self.world.order_fault(kind=kind, method=method, path=path, count=1, **details)

    def work_until_killed(self, request: Address, moment: Moment, *, nth: int = 1) -> None:
        """The worker dies at that moment of its `nth` such request."""
        self.world.work(at=_once(request, moment, nth, lambda process: process.die()))

    def work_while(
        self, happens: Callable[[], object], request: Address, moment: Moment = Moment.AFTER
    ) -> None:
        """Somebody else does something at that moment of the worker's first such request."""

        def aside(process: Process) -> None:
            with process.stands_aside():
                happens()

        self.world.work(at=_once(request, moment, 1, aside))

    def ends_well(self) -> None:
        until_quiet(self.world)
        self.truth.holds()


def _once(
    request: Address, moment: Moment, nth: int, happens: Callable[[Process], object]
) -> Watcher:
    passed = count(1)

    def watch(process: Process, at: Moment, address: Address) -> None:
        if (at, address) == (moment, request) and next(passed) == nth:
            happens(process)

    return watch
