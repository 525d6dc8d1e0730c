"""A worker process for tests. Its far side is a file, the book: one line per document, with the
process that wrote it.
"""

import os
import time
from pathlib import Path

import django
from django.conf import settings

from tamio.outbox.destinations import Destination, declare


def main() -> int:
    django.setup()
    settings.OUTBOX_LEASE_SECONDS = 1
    declare(
        Destination(
            name="far", hears=("thing.happened",), deliver="tests.outbox.book_worker.deliver"
        )
    )
    from tamio.outbox import worker

    return worker.run(threads=3)


def deliver(delivery, lease):  # type: ignore[no-untyped-def]  # models exist only after setup()
    """Looks before it writes, as every destination must: the try before may have got through."""
    from tamio.outbox.outcome import Submitted

    book = Path(os.environ["BOOK"])
    lease.heartbeat()
    if os.environ["HANG"]:
        book.touch()
        time.sleep(60)
    if str(delivery.subject_id) not in [line.split()[0] for line in book.read_text().splitlines()]:
        with book.open("a") as page:
            page.write(f"{delivery.subject_id} {os.getpid()}\n")
    # The moment between the far side's writing and our noting it is where a kill hurts.
    time.sleep(0.01)
    return Submitted()


if __name__ == "__main__":
    raise SystemExit(main())
