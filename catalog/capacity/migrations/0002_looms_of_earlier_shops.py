"""Until now a stock record said how many orders a workshop takes, or what one day bakes; now looms and batches do.

Each workshop with goods made to order gets as many looms as it makes pieces a day. What was no piece on the shelf leaves
the stock by a movement that says so; what is reserved stays, as it is still to be handed over. The worker opens the
days of the oven.
"""

from django.db import migrations

MOST_LOOMS = 10
NOTE = "Kapasitas kini dihitung dari alat kerja dan produksi harian"


def give_looms(apps, schema_editor):
    workshop_model, loom_model = apps.get_model("partner", "Workshop"), apps.get_model("capacity", "Loom")
    for workshop in workshop_model.objects.filter(products__availability="made_to_order").distinct():
        count = min(max(workshop.capacity_per_day, 1), MOST_LOOMS)
        looms = loom_model.objects.bulk_create(
            loom_model(workshop=workshop, name=f"Alat kerja {number + 1}") for number in range(count)
        )
        workshop.queue = [[loom.pk, []] for loom in looms]
        workshop.save(update_fields=["queue"])


def empty_shelves(apps, schema_editor):
    records, movements = apps.get_model("partner", "StockRecord"), apps.get_model("partner", "StockMovement")
    for record in records.objects.exclude(product__availability="ready"):
        reserved = record.num_allocated or 0
        if record.num_in_stock == reserved:
            continue
        movements.objects.create(
            stockrecord=record,
            quantity=reserved - record.num_in_stock,
            balance=reserved,
            reason="corrected",
            note=NOTE,
        )
        records.objects.filter(pk=record.pk).update(num_in_stock=reserved)


class Migration(migrations.Migration):
    dependencies = [("capacity", "0001_initial")]

    operations = [
        migrations.RunPython(give_looms, migrations.RunPython.noop),
        migrations.RunPython(empty_shelves, migrations.RunPython.noop),
    ]
