"""Pages of placed orders."""

from django.urls import path

from orders import views

urlpatterns = [path("pesanan/<slug:number>/<str:token>/", views.order_page, name="order")]
