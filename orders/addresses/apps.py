from oscar.apps.address.apps import AddressConfig


class AddressesConfig(AddressConfig):
    name = "orders.addresses"

    def ready(self):
        """Oscar's own views are not used, so they are not loaded."""

    def get_urls(self):
        return []
