"""Takes wake-ups off PostgreSQL: a procrastinate worker that hands each lane to a thread.

Of procrastinate it uses what wakes: the table, NOTIFY when a row comes in, one taker per row, and
heartbeats that tell who is gone. Not its retries, since a job put off would swallow every new
wake-up of its lane, and not its locks, which would hold back the lane's next one until a poll.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, Event

import psycopg
from django.db import close_old_connections, connection, connections
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import connector_params
from procrastinate.exceptions import ConnectorException

from tamio.outbox.wake import QUEUE, TASK

# A notification that comes in the very moment of a look is not heard; the next look finds its row.
LOOK_SECONDS = 0.5
HEARTBEAT_SECONDS, GONE_SECONDS = 10.0, 30.0
# How soon a request to stop is noticed by a worker that nobody wakes.
STOP_SECONDS = 0.1
# Between a failure of the machinery itself and the next try.
PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class WakeUps:
    """Runs in the thread that calls `run`, until `stop` is set.

    `walk` is called with the lane's id in one of `threads` threads, and raises nothing.
    """

    def __init__(self, *, walk: Callable[[int], None], threads: int, stop: Event) -> None:
        self._walk = walk
        self._threads = threads
        self._stop = stop

    def run(self) -> None:
        """Returns when the last walk has returned."""
        with ThreadPoolExecutor(self._threads, thread_name_prefix="lane") as pool:
            while not self._stop.is_set():
                try:
                    asyncio.run(self._take(pool))
                except (ConnectorException, psycopg.Error):
                    log.warning("Wake-ups could not be taken", exc_info=True)
                except Exception:
                    log.exception("Wake-ups could not be taken: an error in the outbox itself")
                self._stop.wait(PAUSE_SECONDS)
            _close_connections(pool, threads=self._threads)

    async def _take(self, pool: ThreadPoolExecutor) -> None:
        """Until stopped; ends before that if the database fails. Raises what it failed with."""
        app = App(connector=_connector())

        @app.task(name=TASK, queue=QUEUE)
        async def walk(lane_id: int) -> None:
            await asyncio.get_running_loop().run_in_executor(pool, self._walk_connected, lane_id)

        async with app.open_async():
            worker = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self._threads,
                    delete_jobs="always",
                    fetch_job_polling_interval=LOOK_SECONDS,
                    update_heartbeat_interval=HEARTBEAT_SECONDS,
                    stalled_worker_timeout=GONE_SECONDS,
                    install_signal_handlers=False,
                )
            )
            while not (self._stop.is_set() or worker.done()):
                await asyncio.wait({worker}, timeout=STOP_SECONDS)
            # To cancel it is to let it finish what it has begun.
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker

    def _walk_connected(self, lane_id: int) -> None:
        close_old_connections()
        self._walk(lane_id)


def waiting_lanes() -> list[int]:
    """The lanes for which a wake-up waits to be taken."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"queue": QUEUE})
        return [lane_id for (lane_id,) in cursor.fetchall()]


def forget_the_gone() -> None:
    """Deletes the wake-ups that processes had taken which are gone. Their lanes are found by what
    is due in them, so nothing is put back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"queue": QUEUE, "seconds": GONE_SECONDS})


_WAITING = """
    SELECT (args ->> 'lane_id')::bigint FROM procrastinate_jobs
     WHERE queue_name = %(queue)s AND status = 'todo'
"""

# A worker's row is deleted by the next one that starts; its jobs then say NULL.
_FORGET = """
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT job.id FROM procrastinate_jobs AS job
          LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
         WHERE job.queue_name = %(queue)s AND job.status = 'doing'
           AND (worker.id IS NULL
                OR worker.last_heartbeat < NOW() - make_interval(secs => %(seconds)s))
           FOR UPDATE OF job SKIP LOCKED)
"""


def _connector() -> PsycopgConnector:
    """To Django's database, with a few connections of its own beside one that listens."""
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=10)


def _close_connections(pool: ThreadPoolExecutor, *, threads: int) -> None:
    """Those that the threads have kept. Each thread gets one call, since none ends before all."""
    all_there = Barrier(threads)

    def close() -> None:
        all_there.wait()
        connections.close_all()

    for closed in [pool.submit(close) for _ in range(threads)]:
        closed.result()
