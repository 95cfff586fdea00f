def test_a_visitor_opens_the_home_page_on_a_phone(page):
    answer = page.goto("/")

    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_home_page_needs_no_javascript(plain_page):
    assert plain_page.goto("/").status == 200
    assert plain_page.locator("h1").count() == 1


def test_a_visitor_who_only_looks_gets_no_cookie(wide_page):
    wide_page.goto("/")
    wide_page.goto("/katalog/")

    assert wide_page.context.cookies() == []


def test_a_complaint_of_the_browser_is_heard(page, complaints):
    page.goto("/")
    with page.expect_console_message(lambda message: "toko-lain.example" in message.text):
        page.evaluate("console.error('sesuatu rusak'); fetch('http://toko-lain.example/').catch(() => null)")
    heard = [complaint.partition(" (")[0] for complaint in complaints]
    complaints.clear()

    assert "console: sesuatu rusak" in heard
    assert any("toko-lain.example" in complaint for complaint in heard)
