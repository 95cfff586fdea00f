"""Who works here: given duties by the pengelola, gone with the last of them."""

import re

import pytest
from django.contrib.auth import get_user_model

from tests.admin.pages import errors, rows, told, words
from tests.factories.upts import (
    PASSWORD,
    KanwilFactory,
    MembershipFactory,
    StaffFactory,
    UptFactory,
    UserFactory,
    kepala_of,
    national,
    petugas_of,
)
from upt_accounts.models import Membership, Role
from upt_accounts.states.machine import history

pytestmark = pytest.mark.django_db
DUTIES = "/admin/partner/membership/"
USERS = "/admin/users/user/"
User = get_user_model()
# What the table of duties on an account's page posts along.
NO_DUTIES = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def pengelola(client):
    pengelola = national(Role.PENGELOLA, first_name="Dewi")
    client.force_login(pengelola)
    return pengelola


@pytest.fixture
def upt(db):
    return UptFactory()


def typed(**changes):
    return {
        "email": "sari@example.com",
        "name": "Sari",
        "role": "petugas",
        "upt": "",
        "kanwil": "",
        **changes,
    }


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/\S+)", mail.body).group(1)


# --- Giving a duty -----------------------------------------------------------------------------------------------
def test_a_new_petugas_is_invited_makes_a_password_and_works(
    client, pengelola, upt, mailoutbox, run_tasks, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{DUTIES}add/", typed(email=" Sari@Example.com ", upt=upt.pk))
    run_tasks()
    client.logout()
    form = client.get(link_in(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "anyaman-rotan-7", "password2": "anyaman-rotan-7"})

    assert told(response)[0] == "Undangan dikirim ke sari@example.com."
    assert client.login(email="sari@example.com", password="anyaman-rotan-7")
    assert f"Petugas UPT {upt.name}" in words(client.get("/admin/"))


def test_each_duty_given_is_remembered_with_who_gave_it(client, pengelola, upt):
    client.post(f"{DUTIES}add/", typed(upt=upt.pk))

    duty = Membership.objects.get(upt=upt)
    assert [(change.new, change.actor) for change in history(duty)] == [("open", pengelola)]
    assert "Bertugas · Dewi" in words(client.get(f"{DUTIES}{duty.pk}/change/"))


def test_a_shopper_who_begins_to_work_makes_a_new_password(client, pengelola, upt, mailoutbox, run_tasks):
    """Anybody may have opened the account under this address and still know its password."""
    shopper = UserFactory(email="sari@example.com")
    stranger = client.__class__()
    stranger.force_login(shopper)

    client.post(f"{DUTIES}add/", typed(upt=upt.pk))

    shopper.refresh_from_db()
    assert (shopper.is_staff, shopper.has_usable_password(), shopper.first_name) == (True, False, "Ani")
    assert stranger.get("/admin/").status_code == 302
    assert not stranger.login(email="sari@example.com", password=PASSWORD)


def test_a_second_duty_leaves_the_password_alone(client, pengelola, upt):
    petugas = petugas_of(UptFactory(), email="sari@example.com")

    client.post(f"{DUTIES}add/", typed(role="kepala", upt=upt.pk))

    petugas.refresh_from_db()
    assert (petugas.memberships.count(), petugas.check_password(PASSWORD)) == (2, True)


def test_a_national_role_and_one_of_a_kanwil_need_no_upt(client, pengelola):
    kanwil = KanwilFactory()

    client.post(f"{DUTIES}add/", typed(role="kurator"))
    client.post(f"{DUTIES}add/", typed(email="tono@example.com", role="kanwil", kanwil=kanwil.pk))

    given = Membership.objects.exclude(user=pengelola).order_by("pk")
    assert [(duty.role, duty.upt, duty.kanwil) for duty in given] == [
        ("kurator", None, None),
        ("kanwil", None, kanwil),
    ]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"email": "bukan alamat", "role": "auditor"}, {"email": ["Masukkan alamat email yang valid."]}),
        (
            {"role": "superuser"},
            {"role": ["Masukkan pilihan yang valid. superuser bukan salah satu dari pilihan yang tersedia."]},
        ),
        ({}, {"upt": ["Pilih UPT tempatnya bertugas."]}),
        ({"role": "kanwil"}, {"kanwil": ["Pilih Kanwil tempatnya bertugas."]}),
        (
            {"upt": "999999"},
            {
                "upt": [
                    "Masukkan pilihan yang valid. Pilihan tersebut bukan salah satu dari pilihan yang tersedia."
                ]
            },
        ),
    ],
)
def test_a_duty_that_makes_no_sense_is_refused_beside_its_field(client, pengelola, changes, refusal):
    response = client.post(f"{DUTIES}add/", typed(**changes))

    assert (errors(response), Membership.objects.count(), User.objects.count()) == (refusal, 1, 1)


def test_a_national_role_with_a_upt_is_refused(client, pengelola, upt):
    response = client.post(f"{DUTIES}add/", typed(role="auditor", upt=upt.pk))

    assert errors(response) == {"upt": ["Kosongkan: bukan untuk peran ini."]}


def test_the_same_duty_is_not_given_twice(client, pengelola, upt):
    petugas_of(upt, email="sari@example.com")

    response = client.post(f"{DUTIES}add/", typed(upt=upt.pk))

    assert errors(response) == {"email": ["Orang ini sudah bertugas di sana dengan peran itu."]}


def test_nobody_gives_themselves_a_duty_nor_a_technician_one(client, pengelola):
    StaffFactory(email="teknisi@example.com", is_superuser=True)

    refusals = [
        errors(client.post(f"{DUTIES}add/", typed(email=email, role="keuangan")))
        for email in (pengelola.email.upper(), "teknisi@example.com")
    ]

    assert refusals == [
        {"email": ["Penugasan Anda sendiri diatur oleh orang lain."]},
        {"email": ["Akun teknisi hanya diatur oleh teknisi."]},
    ]
    assert Membership.objects.count() == 1


# --- Ending one --------------------------------------------------------------------------------------------------
def test_who_is_dismissed_is_out_at_the_next_request(client, pengelola, upt):
    petugas = petugas_of(upt)
    at_work = client.__class__()
    at_work.force_login(petugas)
    before = at_work.get("/admin/catalogue/product/").status_code

    client.post(f"{DUTIES}{petugas.memberships.get().pk}/change/", {"reason": "Pindah tugas"})

    after = at_work.get("/admin/catalogue/product/")
    petugas.refresh_from_db()
    assert (before, after.status_code, petugas.is_staff) == (200, 302, False)
    assert at_work.get(after.url).status_code == 403


def test_who_has_another_duty_stays_in_with_what_that_one_grants(client, pengelola, upt):
    petugas = petugas_of(upt)
    MembershipFactory(user=petugas, role=Role.KURATOR, upt=None)
    at_work = client.__class__()
    at_work.force_login(petugas)

    client.post(f"{DUTIES}{petugas.memberships.get(upt=upt).pk}/change/", {"reason": ""})

    answers = [at_work.get(f"/admin/{page}/").status_code for page in ("catalogue/product", "order/uptorder")]
    assert answers == [200, 403]


def test_a_duty_that_ended_is_kept_with_why_and_cannot_end_again(client, pengelola, upt):
    duty = petugas_of(upt).memberships.get()
    page = f"{DUTIES}{duty.pk}/change/"
    client.post(page, {"reason": "Pindah tugas"})

    again = client.post(page, {"reason": "lagi"})

    assert errors(again) == {"__all__": ["Penugasan ini sudah berakhir."]}
    assert "Berakhir · Dewi · Pindah tugas" in words(client.get(page))
    assert client.post(f"{DUTIES}{duty.pk}/delete/", {"post": "yes"}).status_code == 403


def test_nobody_dismisses_themselves(client, pengelola):
    page = f"{DUTIES}{pengelola.memberships.get().pk}/change/"

    answer = client.post(page, {"reason": "x"})

    assert errors(answer) == {"__all__": ["Penugasan Anda sendiri diatur oleh orang lain."]}
    assert "Akhiri penugasan" not in words(client.get(page))
    assert pengelola.memberships.filter(ended_at=None).count() == 1


def test_a_kepala_reads_who_works_in_their_upt_and_nobody_elses(client, upt):
    mine, other = petugas_of(upt).memberships.get(), petugas_of(UptFactory()).memberships.get()
    kepala = kepala_of(upt)
    client.force_login(kepala)

    foreign = f"{DUTIES}{other.pk}/change/"
    answers = [
        client.post(foreign, {"reason": ""}).status_code,
        client.post(f"{DUTIES}{mine.pk}/change/", {"reason": ""}).status_code,
        client.get(f"{DUTIES}add/").status_code,
        client.get(USERS).status_code,
    ]

    assert sorted(rows(client.get(DUTIES))) == sorted([mine.pk, kepala.memberships.get().pk])
    assert (client.get(foreign).status_code, set(answers) <= {403, 404}) == (404, True)
    assert Membership.objects.filter(ended_at=None).count() == 3


# --- Accounts ----------------------------------------------------------------------------------------------------
def test_only_who_works_or_worked_here_is_listed(client, pengelola, upt):
    petugas, shopper = petugas_of(upt), UserFactory()

    assert sorted(rows(client.get(USERS))) == sorted([pengelola.pk, petugas.pk])
    assert client.get(f"{USERS}{shopper.pk}/change/").status_code == 404


def test_an_account_that_is_switched_off_is_out_at_once(client, pengelola, upt):
    petugas = petugas_of(upt)
    at_work = client.__class__()
    at_work.force_login(petugas)

    client.post(f"{USERS}{petugas.pk}/change/", {"first_name": "Sari", "last_name": "", **NO_DUTIES})

    petugas.refresh_from_db()
    assert (petugas.is_active, petugas.first_name, at_work.get("/admin/").status_code) == (False, "Sari", 302)


@pytest.mark.parametrize(
    "field", ["is_superuser", "is_staff", "groups", "user_permissions", "password", "email"]
)
def test_no_form_makes_anybody_a_technician(client, pengelola, upt, field):
    petugas = petugas_of(upt)
    before = User.objects.filter(pk=petugas.pk).values().get()

    client.post(
        f"{USERS}{petugas.pk}/change/",
        {"first_name": "Ani", "last_name": "", "is_active": "on", field: "1", **NO_DUTIES},
    )

    assert User.objects.filter(pk=petugas.pk).values().get() == before


def test_a_technician_is_changed_by_technicians_only(client, pengelola):
    technician = StaffFactory(email="teknisi@example.com", is_superuser=True)
    page = f"{USERS}{technician.pk}/change/"

    assert client.post(page, {"first_name": "Lain", **NO_DUTIES}).status_code == 403
    assert 'name="first_name"' not in client.get(page).content.decode()


def test_nobody_switches_themselves_off(client, pengelola):
    client.post(f"{USERS}{pengelola.pk}/change/", {"first_name": "Dewi", "last_name": "", **NO_DUTIES})

    pengelola.refresh_from_db()
    assert pengelola.is_active


def test_who_never_made_a_password_is_invited_again(client, pengelola, upt, mailoutbox, run_tasks):
    client.post(f"{DUTIES}add/", typed(upt=upt.pk))
    invited, settled = User.objects.get(email="sari@example.com"), petugas_of(upt)

    again = client.post(f"{USERS}{invited.pk}/undang/")
    refused = client.post(f"{USERS}{settled.pk}/undang/")

    assert told(again)[-1] == "Undangan dikirim lagi ke sari@example.com."
    assert refused.status_code == 404


@pytest.mark.parametrize("role", [Role.KEUANGAN, Role.KURATOR, Role.AUDITOR])
def test_nobody_but_the_pengelola_gives_or_ends_duties(client, upt, role):
    duty = petugas_of(upt).memberships.get()
    client.force_login(national(role))

    answers = [
        client.post(f"{DUTIES}add/", typed(upt=upt.pk)).status_code,
        client.post(f"{DUTIES}{duty.pk}/change/", {"reason": ""}).status_code,
        client.post(f"{USERS}{duty.user_id}/change/", {"first_name": "x"}).status_code,
    ]

    assert set(answers) <= {403, 404}
    assert Membership.objects.filter(ended_at=None).count() == 2


@pytest.mark.parametrize("number", [2, 12])
@pytest.mark.parametrize("address", [DUTIES, USERS])
def test_lists_of_people_ask_as_much_for_few_as_for_many(
    client, pengelola, address, number, django_assert_max_num_queries
):
    for _each in range(number):
        petugas_of(UptFactory())

    with django_assert_max_num_queries(10):
        assert len(rows(client.get(address))) == number + 1
