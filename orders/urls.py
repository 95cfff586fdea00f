"""Pages of placed orders."""

from django.urls import path

from orders import views
from orders.payments.notifications import receive
from orders.payments.views import pay

urlpatterns = [
    path("pesanan/<slug:number>/<str:token>/", views.order_page, name="order"),
    path("pesanan/<slug:number>/<str:token>/bayar/", pay, name="order-pay"),
    path("pembayaran/midtrans/notifikasi/", receive, name="midtrans-notification"),
]
