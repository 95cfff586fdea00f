import pytest
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Three UPTs and people of every role (tests/admin/matrix/world.py), made once a module and never committed.

    Tests that use it do without `db`: they ask by `Visitor`, which takes back what a request did.
    """
    from tests.admin.matrix.world import World

    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield World()
        transaction.set_rollback(True)
