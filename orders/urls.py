"""Pages of placed orders."""

from django.urls import include, path

from orders import views

urlpatterns = [
    path("pesanan/<slug:number>/<str:token>/", views.order_page, name="order"),
    path("", include("orders.payments.urls")),
]
