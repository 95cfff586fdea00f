from django.urls import path

from orders.checkout import views

app_name = "checkout"

urlpatterns = [
    path("", views.address, name="address"),
    path("pengiriman/", views.shipping, name="shipping"),
    path("tinjau/", views.review, name="review"),
]
