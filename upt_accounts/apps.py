from oscar.apps.partner.apps import PartnerConfig


class UptAccountsConfig(PartnerConfig):
    """Oscar's partner app: here a partner is a UPT."""

    name = "upt_accounts"
