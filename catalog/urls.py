"""Addresses of the storefront (contract: addresses)."""

from django.urls import path, re_path

from catalog import views

app_name = "catalogue"

urlpatterns = [
    path("katalog/", views.index, name="index"),
    path("katalog/<path:category_slug>/", views.category, name="category"),
    re_path(r"^produk/(?P<product_slug>[\w-]+)-(?P<pk>\d{1,18})/$", views.product, name="detail"),
]
