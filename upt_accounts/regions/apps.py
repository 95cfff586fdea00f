from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "upt_accounts.regions"
    label = "regions"
