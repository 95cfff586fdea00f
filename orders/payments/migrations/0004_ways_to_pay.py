"""The ways to pay that Snap knows, in the order of its page; paylater is off until somebody decides to sell on credit."""

from django.db import migrations

ON = ["other_qris", "bca_va", "echannel", "bni_va", "bri_va", "permata_va", "bsi_va", "cimb_va", "danamon_va", "seabank_va", "saqu_va", "other_va", "credit_card", "gopay", "shopeepay", "dana", "ovo", "indomaret", "alfamart"]
OFF = ["akulaku", "kredivo"]


def seed(apps, _schema_editor):
    channel = apps.get_model("payment", "PaymentChannel")
    channel.objects.bulk_create(
        channel(code=code, is_enabled=code in ON, position=position)
        for position, code in enumerate([*ON, *OFF], start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("payment", "0003_paymentchannel_offered")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
