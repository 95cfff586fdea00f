"""Included at the root: the address and its name are the contract's."""

from django.urls import path

from orders.shipping.views import destination, shipping_estimate

urlpatterns = [
    path("ongkir/<int:pk>/", shipping_estimate, name="shipping-estimate"),
    path("tujuan/", destination, name="destination"),
]
