"""Money, to read; and the queue of what has to go back."""

from django.contrib import admin

from orders.payments.models import Notification, PaymentAttempt, RefundCase
from upt_accounts.admin.scoped import ReadOnlyAdmin


@admin.register(PaymentAttempt)
class PaymentAttemptAdmin(ReadOnlyAdmin):
    list_display = ["midtrans_order_id", "status", "channel", "amount"]


@admin.register(Notification)
class NotificationAdmin(ReadOnlyAdmin):
    list_display = ["attempt", "source", "transaction_status", "outcome", "received_at"]
    list_select_related = ["attempt"]


@admin.register(RefundCase)
class RefundCaseAdmin(ReadOnlyAdmin):
    list_display = ["attempt", "reason", "amount", "opened_at", "closed_at"]
    list_select_related = ["attempt"]
