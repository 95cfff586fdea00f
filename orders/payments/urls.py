from django.urls import path

from orders.payments import notifications, views

urlpatterns = [
    path("pesanan/<slug:number>/<str:token>/bayar/", views.pay, name="order-pay"),
    path("pesanan/<slug:number>/<str:token>/periksa/", views.check, name="order-check"),
    path("pesanan/<slug:number>/<str:token>/batal/", views.cancel, name="order-cancel"),
    path("pembayaran/midtrans/notifikasi/", notifications.receive, name="midtrans-notification"),
    # Without its slash the address would redirect, and a redirected notification is lost for good.
    path("pembayaran/midtrans/notifikasi", notifications.receive),
]
