"""The customer's page and the desk, by the forms a browser would send."""

import re

import pytest
import requests

from tests.tooling.midtrans_simulator.till import paid

FINISH = "https://toko.example/pesanan/SC-1/rahasia/?lewat=midtrans"
CUSTOMER = {"first_name": "Ani", "last_name": "<b>Wijaya</b>", "email": "ani@example.com", "phone": "0812"}


def link_back(page):
    return re.search(r'href="(https://toko\.example[^"]*)"', page.read())[1].replace("&amp;", "&")


def test_the_page_says_what_is_paid_for_by_whom(till):
    songket = {"id": "1", "name": "Selendang songket", "price": 200_000, "quantity": 2}
    discount = {"id": "2", "name": "DISKON", "price": -15_000, "quantity": 1}

    text = till.open(item_details=[songket, discount], customer_details=CUSTOMER).read()

    for words in (
        "Simulator Midtrans: bukan uang sungguhan",
        "Rp385.000",
        "2 × Selendang songket",
        "Rp400.000",
    ):
        assert words in text
    assert "−Rp15.000" in text
    assert "Ani &lt;b&gt;Wijaya&lt;/b&gt;" in text


def test_the_way_back_tells_how_it_went(till):
    page = till.open(callbacks={"finish": FINISH})
    before = link_back(page)
    page.choose("credit_card")
    page.press("periksa")

    assert before == f"{FINISH}&order_id={page.order_id}"
    assert link_back(page) == f"{before}&status_code=201&transaction_status=capture"


def test_after_a_denial_another_way_is_another_transaction_of_the_same_order(till, receiver):
    page = till.open()
    denied = page.choose("gopay")
    page.press("tolak")

    chosen = page.choose("bca_va")

    assert chosen != denied
    assert till.status(denied)["transaction_status"] == "deny"
    assert page.press("bayar")["transaction_id"] == chosen
    assert receiver.wait_for(page.order_id, "settlement")["transaction_id"] == chosen


def test_a_second_way_cannot_be_chosen_beside_the_first(till):
    page = till.open()
    first = page.choose("bca_va")

    assert page.post(cara="gopay").status_code == 409
    assert page.status()["transaction_id"] == first


def test_pressing_a_button_twice_says_that_it_has_changed(till):
    page, _ = paid(till, "bca_va")

    answer = page.post(aksi="tolak")

    assert (answer.status_code, "Pembayaran ini sudah berubah" in answer.text) == (409, True)
    assert page.status()["transaction_status"] == "settlement"


def test_bni_wants_an_indonesian_number(till):
    page = till.open(customer_details=CUSTOMER | {"phone": "+6581234567"})

    answer = page.post(cara="bni_va")

    assert (answer.status_code, "BNI hanya menerima nomor telepon Indonesia" in answer.text) == (409, True)
    assert page.choose("bca_va")


def test_a_qris_is_drawn(till):
    page = till.open()
    assert requests.get(f"{page.url}/qr.svg", timeout=10).status_code == 404
    page.choose("other_qris")

    answer = requests.get(f"{page.url}/qr.svg", timeout=10)

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.text.count("<path") == 2


@pytest.mark.parametrize("form", [{}, {"aksi": "curi"}, {"cara": "uang_tunai"}, {"aksi": "bayar"}])
def test_an_unknown_button_does_nothing(till, form):
    page = till.open()

    assert page.post(**form).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-site"}, {"Origin": "https://jahat.example"}, {"Origin": "null"}],
)
def test_a_page_elsewhere_cannot_press_buttons(till, headers):
    page = till.open()
    page.choose("bca_va")

    for address in (page.url, f"{till.url}/meja/jam"):
        answer = requests.post(address, {"aksi": "bayar", "menit": "9999"}, headers=headers, timeout=10)
        assert answer.status_code == 403
    assert page.status()["transaction_status"] == "pending"


def test_only_names_of_this_machine_lead_here(till):
    answer = requests.get(f"{till.url}/meja/", headers={"Host": "jahat.example"}, timeout=10)

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["tidak-ada", "meja/00000000-0000-0000-0000-000000000000/"])
def test_what_is_not_there_answers_404(till, path):
    assert requests.get(f"{till.url}/{path}", timeout=10).status_code == 404


# --- The desk ---


@pytest.mark.parametrize(
    ("way", "deed", "form", "becomes"),
    [
        ("gopay", "kembalikan", {}, "refund"),
        ("gopay", "kembalikan-sebagian", {"jumlah": "85.000"}, "partial_refund"),
        ("gopay", "tarik", {}, "chargeback"),
        ("gopay", "tarik-sebagian", {}, "partial_chargeback"),
        ("credit_card", "cairkan", {}, "settlement"),
        ("credit_card", "batal", {}, "cancel"),
        ("indomaret", "balik", {}, "deny"),
        ("echannel", "balik", {}, "deny"),
        ("permata_va", "balik", {}, "deny"),
    ],
)
def test_the_desk_can_do_what_banks_do_after_the_payment(till, receiver, way, deed, form, becomes):
    page, transaction_id = paid(till, way)

    assert till.at_desk(transaction_id, deed, **form).status_code == 200

    assert page.status()["transaction_status"] == becomes
    assert receiver.wait_for(page.order_id, becomes)["transaction_id"] == transaction_id


@pytest.mark.parametrize("deed", ["terima", "tolak-curiga"])
def test_the_desk_decides_about_a_challenged_card(till, deed):
    page = till.open()
    transaction_id = page.choose("credit_card")
    page.press("periksa")

    till.at_desk(transaction_id, deed)

    expected = {"terima": ("capture", "accept"), "tolak-curiga": ("deny", "deny")}[deed]
    assert (page.status()["transaction_status"], page.status()["fraud_status"]) == expected


@pytest.mark.parametrize(
    ("deed", "form"),
    [
        ("balik", {}),
        ("cairkan", {}),
        ("terima", {}),
        ("kembalikan", {}),
        ("kembalikan-sebagian", {"jumlah": "banyak"}),
        ("curi", {}),
    ],
)
def test_the_desk_says_what_cannot_be_done(till, deed, form):
    page, transaction_id = paid(till, "bca_va")

    answer = till.at_desk(transaction_id, deed, **form)

    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
    assert page.status()["transaction_status"] == "settlement"


def test_a_reversed_payment_cannot_be_tried_again_on_its_page(till):
    page, transaction_id = paid(till, "permata_va")
    till.at_desk(transaction_id, "balik")

    assert page.post(cara="bca_va").status_code == 409


def test_the_desk_lists_the_newest_first(till):
    older, newer = paid(till, "gopay")[0].order_id, paid(till, "bca_va")[0].order_id

    text = requests.get(f"{till.url}/meja/", timeout=10).text

    assert text.index(f">{newer}<") < text.index(f">{older}<")


@pytest.mark.parametrize("times", ["0", "17", "-1", "banyak", ""])
def test_nobody_is_flooded(till, receiver, times):
    page = till.open()
    transaction_id = page.choose("gopay")
    desk = till.wait_until_told(transaction_id)
    address = till.url + re.search(r"/meja/notifikasi/\d+", desk)[0]

    assert requests.post(address, {"kali": times}, timeout=10).status_code == 400
    assert len(receiver.bodies(page.order_id)) == 1


def test_the_clock_can_be_set_right_again(till):
    till.put_clock_forward(60)
    assert "WIB, dimajukan" in requests.get(f"{till.url}/meja/", timeout=10).text

    till.set_clock_right()

    assert "WIB, dimajukan" not in requests.get(f"{till.url}/meja/", timeout=10).text


@pytest.mark.parametrize("minutes", ["0", "-5", "besok", "99999999"])
def test_the_clock_only_goes_forward_by_a_sane_time(till, minutes):
    assert requests.post(f"{till.url}/meja/jam", {"menit": minutes}, timeout=10).status_code == 400
