"""Every address of the shop. The names are those of the contract; each room lists its own."""

from django.contrib import admin
from django.urls import include, path

from catalog import views as storefront
from catalog.upt_shop import upt_shop
from orders.my_account import account, profile
from sicantik.languages import set_language

urlpatterns = [
    path("", storefront.home, name="home"),
    path("unggulan/", storefront.showcase, name="showcase"),
    path("cari/", storefront.search, name="search"),
    path("", include("catalog.urls")),
    path("", include("upt_accounts.urls")),
    path("", include("upt_accounts.regions.urls")),
    path("", include("upt_accounts.pictures.urls")),
    path("upt/<slug:slug>/", upt_shop, name="upt"),
    path("bahasa/", set_language, name="set-language"),
    path("", include("orders.urls")),
    path("checkout/", include("orders.checkout.urls")),
    path("", include("orders.shipping.urls")),
    path("keranjang/", include("orders.basket.urls")),
    path("akun/", account, name="account"),
    path("akun/profil/", profile, name="profile"),
    path("akun/alamat/", include("orders.addresses.urls")),
    path("akun/", include("upt_accounts.users.urls")),
    path("admin/", admin.site.urls),
    path("", include("sicantik.health")),
]

handler429 = "sicantik.errors.too_many_requests"  # Django has none; django-allauth asks for it.
handler500 = "sicantik.errors.server_error"
