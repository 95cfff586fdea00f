import pytest

from upt_accounts.regions.names import readable


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("ACEH", "Aceh"),
        ("DKI JAKARTA", "DKI Jakarta"),
        ("DAERAH ISTIMEWA YOGYAKARTA", "DI Yogyakarta"),
        ("KABUPATEN ACEH SELATAN", "Kabupaten Aceh Selatan"),
        ("KABUPATEN PANGKAJENE DAN KEPULAUAN", "Kabupaten Pangkajene dan Kepulauan"),
        ("KOTA PALANGKARAYA", "Kota Palangka Raya"),
        ("KI'E", "Ki'e"),
        ("2 x 11 Enam Lingkuang", "2 x 11 Enam Lingkuang"),
    ],
)
def test_places_are_written_as_people_write_them(listed, written):
    assert readable(listed) == written
