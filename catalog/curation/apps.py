from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "catalog.curation"
    label = "curation"
