"""A lease of a process that is gone ends at once; of any other, only by its time."""

import subprocess
import sys
from datetime import timedelta

import pytest

from tamio.outbox.lanes import end_leases_of_the_gone, take
from tamio.outbox.lease import machine_now
from tamio.outbox.models import Lane
from tamio.outbox.owner import is_gone, own_name, short
from tests.factories import NOW, make_store


def name_of_a_dead_process() -> str:
    ended = subprocess.run(
        [sys.executable, "-c", "from tamio.outbox.owner import own_name; print(own_name())"],
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


def lane_of(owner: str) -> Lane:
    return Lane.objects.create(
        store=make_store(),
        destination="test",
        owner=owner,
        leased_until=machine_now() + timedelta(minutes=1),
        fence=1,
    )


def test_a_living_process_is_not_gone() -> None:
    assert not is_gone(own_name())


@pytest.mark.parametrize("name", ["", "elsewhere:1:1:x", "x", "drain_due", "a:b:c:d"])
def test_what_is_not_known_for_certain_is_not_gone(name: str) -> None:
    assert not is_gone(name)


def test_a_reused_process_id_is_not_taken_for_the_one_that_was() -> None:
    machine, pid, started, nonce = own_name().split(":")
    assert is_gone(f"{machine}:{pid}:{int(started) - 1}:{nonce}")


@pytest.mark.django_db
@pytest.mark.integration
def test_the_lease_of_a_dead_process_ends_at_once_and_is_taken_over() -> None:
    lane = lane_of(name_of_a_dead_process())
    assert end_leases_of_the_gone() == 1
    lease = take(lane_id=lane.pk, owner=own_name(), clock=lambda: NOW)
    assert lease is not None
    assert lease.taken_over


@pytest.mark.django_db
def test_the_lease_of_a_living_process_is_left_alone() -> None:
    lane_of(own_name())
    assert end_leases_of_the_gone() == 0


def test_a_person_is_told_the_process_and_the_machine_in_short() -> None:
    assert short("5d6cb28022a2ff5e:4711:481086:83ae1508") == "4711@5d6c"
    assert short("drain_due") == "drain_due"
