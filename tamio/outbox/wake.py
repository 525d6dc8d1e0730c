"""Wakes a worker for a lane that has work, in the transaction that gives it the work.

On SQLite nothing needs to be done: the embedded engine notices every commit. On PostgreSQL a
wake-up is a job in procrastinate's table, and at most one per lane waits there. It says which
lane, and nothing else: what there is to do stands in the rows. So one that is lost costs a moment,
until the sweep finds the rows, and one too many costs a look.
"""

from django.db import connection

QUEUE = "lanes"
TASK = "walk"

# An insert that meets a wake-up that waits already locks it instead. Until our commit nobody can
# take it then: taken before, its walk would not see our row, and nobody would come for it after.
# Procrastinate's own way to defer raises there, which costs a savepoint in every sale, and leaves
# the waiting one free to be taken. Of two equal notifications in a transaction one is sent.
_WAKE = """
    INSERT INTO procrastinate_jobs AS job (queue_name, task_name, queueing_lock, priority, args)
    VALUES (%(queue)s, %(task)s, %(lock)s, %(priority)s,
            jsonb_build_object('lane_id', %(lane_id)s::bigint))
    ON CONFLICT (queueing_lock) WHERE status = 'todo'
    DO UPDATE SET priority = GREATEST(job.priority, excluded.priority)
    RETURNING pg_notify(
        'procrastinate_queue_v1#' || job.queue_name,
        json_build_object('type', 'job_inserted', 'job_id', job.id)::text
    )
"""


def wake(lane_id: int, *, first: bool = False) -> None:
    """Takes effect when the transaction commits, and not if it does not. Outside one, at once.

    `first`: before the other lanes that wait for a worker, since a person is waiting.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _WAKE,
            {
                "queue": QUEUE,
                "task": TASK,
                "lock": f"lane {lane_id}",
                "priority": int(first),
                "lane_id": lane_id,
            },
        )
