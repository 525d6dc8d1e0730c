import pytest
from django.db import connection


@pytest.fixture
def shared_database(request: pytest.FixtureRequest) -> str:
    """A database that several threads and processes write to, as its DATABASE_URL.

    The one in memory is not such a database; the one in a server, for a run there, is. Asked for
    by tests that are marked `django_db(transaction=True)`.
    """
    if connection.vendor == "sqlite":
        return f"sqlite:///{request.getfixturevalue('file_database')}"
    server = connection.settings_dict
    address = f"{server['USER']}@{server['HOST']}:{server['PORT']}"
    return f"postgresql://{address}/{server['NAME']}"
