"""Pages of placed orders."""

from django.urls import include, path

from orders import lookup, views

urlpatterns = [
    path("pesanan/", lookup.find_order, name="order-lookup"),
    path("pesanan/terkirim/", lookup.link_sent, name="order-lookup-done"),
    path("pesanan/<slug:number>/<str:token>/", views.order_page, name="order"),
    path("pesanan/<slug:number>/<str:token>/status/", views.order_status, name="order-status"),
    path("pesanan/<slug:number>/<str:token>/qr.png", views.order_qr, name="order-qr"),
    path("", include("orders.payments.urls")),
]
