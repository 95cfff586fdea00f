from django.urls import path

from upt_accounts.regions import views

app_name = "regions"

urlpatterns = [
    path("wilayah/kabupaten/", views.regencies, name="regencies"),
    path("wilayah/kecamatan/", views.districts, name="districts"),
]
