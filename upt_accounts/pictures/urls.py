from django.urls import re_path

from upt_accounts.pictures import views

urlpatterns = [re_path(r"^media/(?P<path>(?:[\w-]+/)*[\w-]+\.(?:avif|webp))$", views.media, name="media")]
