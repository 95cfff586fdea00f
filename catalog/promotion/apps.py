from django.apps import AppConfig


class PromotionConfig(AppConfig):
    name = "catalog.promotion"
    label = "promotion"
