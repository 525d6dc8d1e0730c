"""`tamio audit` says what may go, and erases it only when asked to."""

from io import StringIO

from django.core.management import call_command

from tamio.commerce.audit.models import Change
from tamio.commerce.audit.retention import ERASED
from tamio.commerce.stores.models import Store
from tests.commerce.audit.rows import change
from tests.factories import NOW


def test_the_command_says_what_may_go_and_names_the_law(store: Store) -> None:
    change(store, at=NOW.replace(year=2010))
    said = StringIO()
    call_command("audit", stdout=said)
    assert "bokföringslagen (1999:1078) 7 kap. 2 §" in said.getvalue()
    assert "changes: 1 may be erased, from 2010-11-23 to 2010-11-23" in said.getvalue()
    assert Change.objects.get().erased_at is None
    call_command("audit", "--erase", stdout=said)
    assert "changes: 1 erased" in said.getvalue()
    assert Change.objects.get().by == ERASED
