import pytest

from orders.basket.same_origin import is_same_origin


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://testserver/produk/songket-1/"}, True),
        ({"Referer": "http://evil.example/?http://testserver/"}, False),
        ({"Origin": "http://[testserver"}, False),
        ({}, False),
    ],
)
def test_only_posts_from_our_own_pages_count_as_ours(rf, headers, ours):
    assert is_same_origin(rf.post("/", headers=headers)) is ours
