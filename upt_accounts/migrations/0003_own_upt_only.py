"""A product's stock and workshop are those of its own UPT: composite foreign keys, which models cannot spell."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partner", "0002_initial"), ("catalogue", "0002_initial")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE partner_stockrecord ADD CONSTRAINT stock_at_the_products_upt
                FOREIGN KEY (product_id, partner_id) REFERENCES catalogue_product (id, upt_id)
                DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE catalogue_product ADD CONSTRAINT product_made_in_own_workshop
                FOREIGN KEY (workshop_id, upt_id) REFERENCES partner_workshop (id, upt_id)
                DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE partner_stockrecord DROP CONSTRAINT stock_at_the_products_upt;
            ALTER TABLE catalogue_product DROP CONSTRAINT product_made_in_own_workshop;
            """,
        ),
    ]
