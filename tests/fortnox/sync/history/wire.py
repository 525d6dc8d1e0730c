"""The network between the two: what is cut, what comes late, and what happens meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import httpx2
from django.db import connection

from tests.fortnox.sync.history import asgi
from tests.fortnox.sync.history.timing import Time

#: How long the client waits for an answer, and how late a request can still arrive: after the
#: client has given up, but before it counts as one that cannot arrive any more.
CLIENT_WAITS, LATEST_ARRIVAL = 15.0, 24.0


class Moment(StrEnum):
    """Where in a request something else happens."""

    BEFORE = "before it leaves"
    UNDER_WAY = "while it is under way"
    AFTER = "after its answer"


class Late(StrEnum):
    """How the sender of a request that comes late learns that no answer will come in time."""

    TIMEOUT = "time-out"
    CUT = "connection cut"
    GATEWAY = "502 by a gateway"


#: Method and path of a resource: ("PUT", "/3/customers") for every change of a customer.
Address = tuple[str, str]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class _Fate(Generic[Kind]):
    """What befalls the next request to `address`, or to what begins as that does."""

    address: Address
    what: Kind


def _fate_of(address: Address, fates: list[_Fate[Kind]]) -> Kind | None:
    method, path = address
    for fate in fates:
        if method == fate.address[0] and path.startswith(fate.address[1]):
            fates.remove(fate)
            return fate.what
    return None


def _address_of(request: httpx2.Request) -> Address:
    return request.method, "/".join(request.url.path.split("/")[:3])


@dataclass(slots=True, eq=False)
class _UnderWay:
    """A request on its way. `answer` is there once it has arrived, whoever still waits for it."""

    request: httpx2.Request
    left_at: float
    answer: httpx2.Response | httpx2.TransportError | None = None

    @property
    def arrives_by(self) -> float:
        return self.left_at + LATEST_ARRIVAL


class Wire(httpx2.BaseTransport):
    """Carries every request of the process. `at` is called at each moment of each request."""

    def __init__(self, *, app: asgi.App, time: Time) -> None:
        self._app = app
        self._time = time
        self._under_way: list[_UnderWay] = []
        self._late: list[_Fate[Late]] = []
        self._slow: list[_Fate[float]] = []
        self.at: Callable[[Moment, Address], None] = lambda moment, address: None
        time.before_it_passes = self._let_arrive_until

    def delay_next(self, address: Address, how: Late) -> None:
        """The next request there comes late."""
        self._late.append(_Fate(address, how))

    def answer_slowly(self, address: Address, seconds: float) -> None:
        """The answer to the next request there is that long on its way."""
        self._slow.append(_Fate(address, seconds))

    def be_well(self) -> None:
        self._late.clear()
        self._slow.clear()

    def let_arrive(self) -> None:
        """Everything that is still under way arrives now."""
        while self._under_way:
            self._arrive(self._under_way[0])

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        assert not connection.in_atomic_block, "a request was made inside a transaction"
        address = _address_of(request)
        self.at(Moment.BEFORE, address)
        sent = _UnderWay(request, self._time.time())
        self._under_way.append(sent)
        if how := _fate_of(address, self._late):
            return self._give_up(how)
        # Whoever dies in this moment leaves the request on its way.
        self.at(Moment.UNDER_WAY, address)
        answer = self._answer_to(sent)
        self._time.sleep(_fate_of(address, self._slow) or 0)
        self.at(Moment.AFTER, address)
        return answer

    def _give_up(self, how: Late) -> httpx2.Response:
        if how is Late.GATEWAY:
            return httpx2.Response(502, content=b"<html>Bad gateway</html>")
        if how is Late.CUT:
            raise httpx2.ReadError("the connection was cut")
        self._time.sleep(CLIENT_WAITS)
        raise httpx2.ReadTimeout("no answer came in time")

    def _answer_to(self, sent: _UnderWay) -> httpx2.Response:
        """Raises ReadTimeout if more time has passed meanwhile than the client waits."""
        if self._time.time() - sent.left_at > CLIENT_WAITS:
            raise httpx2.ReadTimeout("no answer came in time")
        if sent.answer is None:
            self._arrive(sent)
        if isinstance(sent.answer, httpx2.ReadTimeout):
            self._time.sleep(CLIENT_WAITS)
        if isinstance(sent.answer, httpx2.TransportError):
            raise sent.answer
        assert sent.answer is not None
        return sent.answer

    def _arrive(self, sent: _UnderWay) -> None:
        self._under_way.remove(sent)
        try:
            sent.answer = asgi.call(self._app, sent.request)
        except (httpx2.ReadError, httpx2.ReadTimeout) as lost:
            sent.answer = lost

    def _let_arrive_until(self, instant: float) -> None:
        for sent in [each for each in self._under_way if each.arrives_by <= instant]:
            self._time.stand_at(sent.arrives_by)
            self._arrive(sent)
