"""Troubles a shop must live with."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from midtransclient.error_midtrans import JSONDecodeError

from tests.tooling.midtrans_simulator.till import KEY, paid, refusal


def ask(till, order_id, timeout=10):
    return requests.get(f"{till.url}/v2/{order_id}/status", auth=(KEY, ""), timeout=timeout)


@pytest.fixture
def page(till):
    return paid(till, "bca_va")[0]


def test_the_status_can_be_out_of_order(till, trouble, page):
    trouble(status="503")

    assert refusal(page.status)[0] == 503
    trouble(status="normal")
    assert page.status()["transaction_status"] == "settlement"


def test_an_answer_can_be_a_page_of_html(till, trouble, page):
    trouble(status="html", snap="html")

    with pytest.raises(JSONDecodeError):
        page.status()
    with pytest.raises(JSONDecodeError):
        till.open()


def test_an_answer_can_be_too_slow_until_the_trouble_ends(till, trouble, page):
    trouble(status="lambat")
    with pytest.raises(requests.ReadTimeout):
        ask(till, page.order_id, timeout=0.5)

    with ThreadPoolExecutor() as pool:
        answer = pool.submit(ask, till, page.order_id)
        trouble(status="normal")

    assert answer.result().json()["transaction_status"] == "settlement"


def test_opening_pages_can_fail_while_the_rest_works(till, trouble, page):
    trouble(snap="503")

    assert refusal(till.open)[0] == 503
    assert page.status()["transaction_status"] == "settlement"


def test_changing_a_transaction_can_fail_while_its_status_is_told(till, trouble):
    page = till.open()
    page.choose("bca_va")
    trouble(tindakan="503")

    assert refusal(till.core.transactions.cancel, page.order_id)[0] == 503
    assert page.status()["transaction_status"] == "pending"


@pytest.mark.parametrize("switches", [{}, {"status": "pelan"}, {"kabar": "503"}, {"stasus": "503"}])
def test_a_switch_that_does_not_exist_turns_none(till, trouble, page, switches):
    wrong = {"snap": "503"} | switches if switches else {}
    answer = requests.post(f"{till.url}/meja/gangguan", wrong, timeout=10)

    assert answer.status_code == 400
    assert till.open().token
