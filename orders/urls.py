"""Pages of placed orders."""

from django.urls import include, path

from orders import lookup, part_views, views

urlpatterns = [
    path("pesanan/", lookup.find_order, name="order-lookup"),
    path("pesanan/terkirim/", lookup.link_sent, name="order-lookup-done"),
    path("pesanan/<slug:number>/<str:token>/", views.order_page, name="order"),
    path("pesanan/<slug:number>/<str:token>/status/", views.order_status, name="order-status"),
    path("pesanan/<slug:number>/<str:token>/qr.png", views.order_qr, name="order-qr"),
    path("pesanan/<slug:number>/<str:token>/batal-paket/", part_views.give_up, name="order-give-up"),
    path("pesanan/<slug:number>/<str:token>/diterima/", part_views.confirm_receipt, name="order-received"),
    path("pesanan/<slug:number>/<str:token>/belum-tiba/", part_views.miss, name="order-missing"),
    path("", include("orders.payments.urls")),
]
