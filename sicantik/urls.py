"""Every address of the shop. The names are those of the contract; each room lists its own."""

from django.contrib import admin
from django.urls import path

urlpatterns = [path("admin/", admin.site.urls)]
