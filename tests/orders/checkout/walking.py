"""Through the checkout page by page, as a browser without scripts would go."""

from django.urls import reverse

OURS = {"Sec-Fetch-Site": "same-origin"}
ADDRESS, SHIPPING, REVIEW = (reverse(f"checkout:{name}") for name in ("address", "shipping", "review"))
BASKET = reverse("basket:summary")


def answers(district, /, **changes):
    """What a buyer types on the first page."""
    return {
        "kontak-name": "Ani Pembeli",
        "kontak-email": "ani@example.com",
        "kontak-phone": "0812 3456 7890",
        "recipient": "Budi",
        "phone": "+6281234567891",
        "province": district.regency.province_id,
        "regency": district.regency_id,
        "district": district.pk,
        "village": "",
        "line1": "Jalan Merdeka 12",
        "postcode": "30131",
        "landmark": "seberang masjid",
        **changes,
    }


def put(client, product, quantity=1):
    return client.post(reverse("basket:add", args=[product.pk]), {"quantity": quantity}, headers=OURS)


def go_to_shipping(client, district, products, **changes):
    for product in products:
        put(client, product)
    assert client.post(ADDRESS, answers(district, **changes)).url == SHIPPING
    return client.get(SHIPPING)


def ways(shipping_page):
    """The first way that each parcel offers, as the form sends it."""
    return {f"kirim-{form.parcel.key}": form.options[0].code for form in shipping_page.context["forms"]}


def go_to_review(client, district, products, **changes):
    page = go_to_shipping(client, district, products, **changes)
    note = {f"pesan-{page.context['forms'][0].parcel.key}": "Tolong dibungkus rapi"}
    assert client.post(SHIPPING, ways(page) | note).url == REVIEW
    return client.get(REVIEW)


def pay(client, review):
    return client.post(REVIEW, {"fingerprint": review.context["fingerprint"]})
