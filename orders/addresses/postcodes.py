"""Which postcodes are plausible in which province: slips are caught, no right code is refused."""

# The first digit by the first digits of the province's code (Pos Indonesia's zones).
FIRST_DIGITS = {
    "11": "2", "12": "2", "13": "2", "14": "2", "21": "2",
    "15": "3", "16": "3", "17": "3", "18": "3", "19": "3",
    "31": "1", "32": "14", "36": "14",
    "33": "5", "34": "5", "35": "6",
    "51": "8", "52": "8", "53": "8",
    "6": "7", "7": "9", "8": "9", "9": "9",
}  # fmt: skip


def expected_first_digits(province: str) -> str:
    """The digits with which postcodes of this province begin; empty for a province that we do not know."""
    return FIRST_DIGITS.get(province) or FIRST_DIGITS.get(province[:1], "")


def is_plausible(postcode: str, province: str) -> bool:
    expected = expected_first_digits(province)
    return not expected or postcode[0] in expected
