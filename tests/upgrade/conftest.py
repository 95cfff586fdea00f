"""`upgraded`: the database of each earlier release in tests/upgrade/, brought here by the migrations, in use.

What a test changes in it is rolled back. `upgraded` itself is what that release said of its orders and its stock.
"""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.stage import databases

DUMPS = sorted(Path(__file__).parent.glob("*.sql.gz"))


@pytest.fixture(scope="module", params=DUMPS, ids=lambda dump: dump.name.removesuffix(".sql.gz"))
def _upgraded(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.restored(request.param):
        call_command("migrate", verbosity=0)
        forget_keys()
        yield json.loads(request.param.with_suffix("").with_suffix(".json").read_text())
    forget_keys()


def forget_keys():
    """What a process knows by heart is numbered otherwise in another database."""
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sites.models import Site

    ContentType.objects.clear_cache()
    Site.objects.clear_cache()


@pytest.fixture
def upgraded(_upgraded, db):
    return _upgraded
