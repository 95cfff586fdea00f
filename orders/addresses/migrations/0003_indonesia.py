"""What Oscar needs before the first address can be typed: the one country that is shipped to."""

from django.db import migrations


def add_indonesia(apps, schema_editor):
    apps.get_model("address", "Country").objects.update_or_create(
        iso_3166_1_a2="ID",
        defaults={
            "iso_3166_1_a3": "IDN",
            "iso_3166_1_numeric": "360",
            "printable_name": "Indonesia",
            "name": "Republik Indonesia",
            "is_shipping_country": True,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("address", "0002_initial")]

    operations = [migrations.RunPython(add_indonesia, migrations.RunPython.noop)]
