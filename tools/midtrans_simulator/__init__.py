"""A stand-in for Midtrans on this machine: `python -m tools.midtrans_simulator`.

It speaks the HTTP of Snap and of the Core API, shows the payment page a buyer is led to, and sends signed notifications
with Midtrans' retries. It shares no code with the shop, so that it cannot agree with the shop's mistakes.

By hand: the payment page is the `redirect_url`; `/meja/` is Midtrans' side of the counter. By a test or script:

- `POST redirect_url` with `cara=bca_va` (a name of `channels.CHANNELS`) chooses how to pay;
- `POST redirect_url` with `aksi=bayar`, `tolak`, `periksa` (card: held for a fraud check), `kedaluwarsa`, `ganti`;
- `POST /meja/<transaction_id>/` with an `aksi` of `desk_actions.ACTIONS`;
- `POST /meja/gangguan` with `status=503`, `snap=html`, `tindakan=lambat`, `kabar=hilang` …, and `normal` to end it;
- `POST /meja/jam` with `menit=1440` puts its clock forward, and what is due by then happens at once;
  `benar=1` sets it right again.
"""
