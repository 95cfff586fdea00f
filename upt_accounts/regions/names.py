"""Names of places as people write them; the Ministry's list shouts: "KABUPATEN TOLI TOLI"."""

KEPT_WORDS = {"DKI": "DKI", "DI": "DI", "DAN": "dan"}
OWN_SPELLING = {
    "DAERAH ISTIMEWA YOGYAKARTA": "DI Yogyakarta",
    "KOTA BAU BAU": "Kota Baubau",
    "KABUPATEN FAK FAK": "Kabupaten Fakfak",
    "KOTA LUBUK LINGGAU": "Kota Lubuklinggau",
    "KABUPATEN MUKO MUKO": "Kabupaten Mukomuko",
    "KOTA PALANGKARAYA": "Kota Palangka Raya",
    "KOTA PANGKAL PINANG": "Kota Pangkalpinang",
    "KOTA TANJUNG PINANG": "Kota Tanjungpinang",
    "KABUPATEN TOJO UNA UNA": "Kabupaten Tojo Una-Una",
    "KABUPATEN TOLI TOLI": "Kabupaten Tolitoli",
}


def readable(name: str) -> str:
    """ "KABUPATEN ACEH SELATAN" becomes "Kabupaten Aceh Selatan"; a name in mixed case is left as it is."""
    if name in OWN_SPELLING:
        return OWN_SPELLING[name]
    if not name.isupper():
        return name
    return " ".join(KEPT_WORDS.get(word, word.capitalize()) for word in name.split())
