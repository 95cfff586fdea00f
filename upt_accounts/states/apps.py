from django.apps import AppConfig


class StatesConfig(AppConfig):
    name = "upt_accounts.states"
    label = "states"
