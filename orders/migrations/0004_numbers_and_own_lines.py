"""The sequence behind order numbers, and lines that belong to the part of their own order and UPT."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("order", "0003_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE order_number_seq", "DROP SEQUENCE order_number_seq"),
        migrations.RunSQL(
            """
            ALTER TABLE order_uptorder ADD CONSTRAINT upt_order_with_order_and_upt UNIQUE (id, order_id, upt_id);
            ALTER TABLE order_line ADD CONSTRAINT line_in_its_upts_part
                FOREIGN KEY (upt_order_id, order_id, partner_id) REFERENCES order_uptorder (id, order_id, upt_id)
                DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE order_line DROP CONSTRAINT line_in_its_upts_part;
            ALTER TABLE order_uptorder DROP CONSTRAINT upt_order_with_order_and_upt;
            """,
        ),
    ]
