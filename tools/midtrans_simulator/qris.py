"""A QRIS text in EMVCo's form, well-formed but of a merchant that does not exist."""

from binascii import crc_hqx


def qr_string(amount: int, reference: str) -> str:
    merchant = _field("00", "ID.CO.SIMULATOR.WWW") + _field("01", "9360091400000000000")
    text = "".join(
        (
            _field("00", "01"),
            _field("01", "12"),
            _field("26", merchant),
            _field("52", "5999"),
            _field("53", "360"),
            _field("54", str(amount)),
            _field("58", "ID"),
            _field("59", "BUKAN UANG SUNGGUHAN"),
            _field("60", "JAKARTA"),
            _field("62", _field("05", reference)),
            "6304",
        )
    )
    return f"{text}{crc_hqx(text.encode(), 0xFFFF):04X}"


def _field(name, value):
    return f"{name}{len(value):02d}{value}"
