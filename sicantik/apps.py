"""App configs of the Oscar apps that stay Oscar's own but lose the parts this shop leaves out."""

from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from oscar.apps.customer.apps import CustomerConfig as OscarCustomerConfig
from oscar.apps.dashboard.apps import DashboardConfig as OscarDashboardConfig
from oscar.config import Shop

ADMIN_MODULES = (
    "upt_accounts.users.admin",
    "upt_accounts.admin",
    "catalog.admin",
    "orders.admin",
    "orders.shipping.admin",
    "orders.payments.admin",
)


class SicantikShop(Shop):
    """Oscar's root app without search, wishlists and dashboard, which `Shop.ready` insists on."""

    def ready(self):
        import oscar.checks  # noqa: F401

    def get_urls(self):
        return []


class CustomerConfig(OscarCustomerConfig):
    """Oscar's customer models; its views are replaced by django-allauth and our own pages."""

    def ready(self):
        from oscar.apps.customer import receivers  # noqa: F401

    def get_urls(self):
        return []


class DashboardStub(OscarDashboardConfig):
    """Keeps the label `dashboard` resolvable for Oscar's template tags; there is no dashboard."""

    def ready(self):
        """Oscar's own loads views of apps that are not installed."""

    def get_urls(self):
        return []


class ShopAdminConfig(SimpleAdminConfig):
    """The admin with our own pages only: Oscar's register unscoped lists of everybody's orders and addresses."""

    default_site = "sicantik.admin_site.ShopAdminSite"

    def ready(self):
        super().ready()
        for module in ADMIN_MODULES:
            import_module(module)


class ShopStaticConfig(StaticFilesConfig):
    """Leaves out Oscar's 18 MB of style sheets and editors, which no page of ours uses."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "oscar"]
