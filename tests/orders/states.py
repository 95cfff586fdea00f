"""An order in each state its buyer may find it in, brought there by the shop's own functions."""

from datetime import timedelta

from django.utils import timezone

from orders import workflow
from orders.models import CancelReason, Order
from orders.payments.applying import apply
from orders.payments.models import PaymentAttempt, RefundCase
from orders.payments.workflow import open_attempt
from tests.factories.orders import (
    CourierFactory,
    OrderFactory,
    ShippingServiceFactory,
    UptOrderFactory,
    add_line,
)
from tests.orders.payments.answers import body_of

VA = {"va_numbers": [{"bank": "bca", "va_number": "12345678901"}]}
QR = {"payment_type": "qris", "qr_string": "00020101021226620014COM.GO-JEK.WWW"}
BILL = {"payment_type": "echannel", "biller_code": "70012", "bill_key": "990000000260"}
TILL = {"payment_type": "cstore", "store": "alfamart", "payment_code": "8123456789012345"}
CARD = {"payment_type": "credit_card"}
PAGE = "http://127.0.0.1:9/snap/v4/redirection/x"


def order_in(state, parts=2) -> Order:
    order = OrderFactory()
    for number in range(parts):
        # One of them is fetched, so that both ways are there.
        service = ShippingServiceFactory(pickup=state == "ready")
        add_line(UptOrderFactory(order=order, service=service, note="Bungkus kado" if number == 0 else ""))
    order.refresh_from_db()
    attempt = open_attempt(order)
    PaymentAttempt.objects.filter(pk=attempt.pk).update(redirect_url=PAGE)
    STATES[state](order, attempt, list(order.upt_orders.all()))
    order.refresh_from_db()
    return order


def told(state, **changes):
    """Midtrans says so of the attempt."""
    return lambda order, attempt, parts: apply(attempt, body_of(attempt, state, **changes), source="check")


def paid(order, attempt, parts):
    told("settlement", **VA)(order, attempt, parts)


def overdue(order, attempt, parts):
    Order.objects.filter(pk=order.pk).update(expires_at=timezone.now() - timedelta(minutes=1))


def lapsed(order, attempt, parts):
    past = timezone.localtime() - timedelta(minutes=1)
    told("pending", **QR, expiry_time=past.strftime("%Y-%m-%d %H:%M:%S"))(order, attempt, parts)


def reversed_(order, attempt, parts):
    paid(order, attempt, parts)
    told("deny", **VA)(order, attempt, parts)


def paid_twice(order, attempt, parts):
    paid(order, attempt, parts)
    second = open_attempt(order)
    apply(second, body_of(second, "settlement", transaction_id="t-2"), source="check")


def preparing(order, attempt, parts):
    paid(order, attempt, parts)
    workflow.prepare(parts[0], actor=None)


def sent(part):
    workflow.ship(part, courier=CourierFactory(), tracking_number=f"JNE{part.pk:010d}", actor=None)


def first_sent(order, attempt, parts):
    paid(order, attempt, parts)
    sent(parts[0])


def all_sent(order, attempt, parts):
    paid(order, attempt, parts)
    for part in parts:
        sent(part)


def ready(order, attempt, parts):
    paid(order, attempt, parts)
    for part in parts:
        workflow.make_ready(part, actor=None)


def completed(order, attempt, parts):
    all_sent(order, attempt, parts)
    for part in parts:
        workflow.deliver(part, actor=None)


def cancelled(because):
    return lambda order, attempt, parts: workflow.cancel(order, because=because)


def refund_due(order, attempt, parts):
    workflow.cancel(order, because=CancelReason.EXPIRED)
    RefundCase.objects.create(attempt=attempt, reason=RefundCase.Reason.LATE, amount=attempt.amount)
    workflow.keep_late_money(order, at=timezone.now())


STATES = {
    "to_start": lambda order, attempt, parts: None,
    "va": told("pending", **VA),
    "qr": told("pending", **QR),
    "bill": told("pending", **BILL),
    "till": told("pending", **TILL),
    "wallet": told("pending", payment_type="gopay"),
    "lapsed": lapsed,
    "denied": told("deny", **CARD),
    "challenged": told("capture", fraud_status="challenge", **CARD),
    "overdue": overdue,
    "expired": cancelled(CancelReason.EXPIRED),
    "cancelled": cancelled(CancelReason.BY_BUYER),
    "refund_due": refund_due,
    "reversed": reversed_,
    "paid": paid,
    "paid_twice": paid_twice,
    "preparing": preparing,
    "first_sent": first_sent,
    "all_sent": all_sent,
    "ready": ready,
    "completed": completed,
}
