"""Midtrans: signature_key = SHA512(order_id + status_code + gross_amount + server key)."""

from hashlib import sha512


def signature(order_id: str, status_code: str, gross_amount: str, server_key: str) -> str:
    digest = sha512(order_id.encode())
    for part in (status_code, gross_amount, server_key):
        digest.update(part.encode())
    return digest.hexdigest()


def gross(rupiah: int) -> str:
    """Midtrans writes amounts as text with two decimals: "10000.00"."""
    return f"{rupiah}.00"
