from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "upt_accounts.users"
    label = "users"
