from django.urls import path

from orders.addresses import views

app_name = "addresses"

urlpatterns = [
    path("", views.book, name="book"),
    path("baru/", views.add, name="add"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/utama/", views.make_usual, name="make-usual"),
    path("<int:pk>/hapus/", views.remove, name="remove"),
]
