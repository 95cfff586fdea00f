from django.urls import path

from orders.basket import views

app_name = "basket"

urlpatterns = [
    path("", views.summary, name="summary"),
    path("tambah/<int:pk>/", views.add, name="add"),
    path("ubah/<int:line_id>/", views.update, name="update"),
    path("bersama/", views.join, name="join"),
    path("ambil/", views.fetch, name="fetch"),
    path("hapus/<int:line_id>/", views.remove, name="remove"),
]
