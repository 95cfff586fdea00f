from oscar.apps.catalogue.apps import CatalogueOnlyConfig


class CatalogConfig(CatalogueOnlyConfig):
    """Oscar's catalogue without its views: those pull in haystack; ours are in `catalog.views`."""

    name = "catalog"

    def ready(self):
        from oscar.apps.catalogue import receivers  # noqa: F401

    def get_urls(self):
        return []
