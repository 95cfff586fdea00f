"""The tests' own stage: what conftest.py promises."""

import os
import threading

import pytest
import requests
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import connection
from django_tasks import task

from tests.stage import environment
from tests.stage.network import OutsideConnection
from tests.stage.tasks import TaskFailed

User = get_user_model()


@task()
def double(number):
    return 2 * number


@task()
def stumble():
    raise ValueError("gula habis")


def make_user(email="ani@example.com"):
    return User.objects.create_user(email=email, password="sebuah sandi")


def test_the_tests_keep_their_files_to_themselves(settings):
    process = os.environ.get("PYTEST_XDIST_WORKER", "main")

    assert environment.folder() / process == settings.VAR_DIR
    assert settings.DATABASES["default"]["HOST"] or settings.DATABASES["default"]["NAME"]


@pytest.mark.parametrize("turn", [1, 2])
def test_a_rolled_back_test_leaves_nothing_behind(db, turn):
    make_user()

    assert User.objects.count() == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_a_committing_test_leaves_nothing_behind(transactional_db, turn):
    make_user()

    assert User.objects.count() == 1


def test_a_committing_test_finds_what_migrations_put_in(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT iso_3166_1_a2 FROM address_country")
        assert cursor.fetchall() == [("ID",)]


def test_another_thread_sees_what_was_committed(transactional_db):
    make_user()
    seen = []

    def look():
        seen.append(User.objects.count())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [1]


def test_a_shop_of_its_own_has_other_settings(start_shop):
    other = start_shop(DEFAULT_FROM_EMAIL="lain@example.com")

    assert other.url != os.environ["SITE_URL"]
    assert requests.get(f"{other.url}/tidak-ada/", timeout=10).status_code == 404


def test_tasks_run_when_told(db, run_tasks):
    double.enqueue(21)

    assert [result.return_value for result in run_tasks()] == [42]
    assert run_tasks() == []


def test_a_failed_task_fails_the_test(db, run_tasks):
    stumble.enqueue()

    with pytest.raises(TaskFailed, match="gula habis"):
        run_tasks()


def test_mails_go_over_a_real_server(smtp):
    send_mail("Pesanan", "Terima kasih", "toko@example.com", ["ani@example.com"])

    assert [message["Subject"] for message in smtp.to("ani@example.com")] == ["Pesanan"]
    assert smtp.to("budi@example.com") == []


def test_nothing_reaches_beyond_this_machine():
    with pytest.raises(OutsideConnection):
        requests.get("http://192.0.2.1/", timeout=5)
