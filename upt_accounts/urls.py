from django.urls import path

from upt_accounts import views

urlpatterns = [path("upt/", views.upt_list, name="upt-list")]
