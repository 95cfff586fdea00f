"""Until now a part left in one parcel, whole: write down what lies in each, what has left, and when it arrived."""

from django.db import migrations

SENT = """
    UPDATE order_line SET num_sent = quantity FROM order_uptorder AS part
    WHERE part.id = order_line.upt_order_id AND part.status IN ('shipped', 'delivered', 'returned')
"""
ITEMS = """
    INSERT INTO order_parcelitem (parcel_id, line_id, quantity)
    SELECT parcel.id, line.id, line.quantity
    FROM order_parcel AS parcel JOIN order_line AS line ON line.upt_order_id = parcel.upt_order_id
"""
ARRIVED = """
    UPDATE order_parcel SET delivered_at = arrival.at
    FROM (
        SELECT change.object_id, max(change.at) AS at
        FROM states_statechange AS change JOIN django_content_type AS kind ON kind.id = change.content_type_id
        WHERE kind.app_label = 'order' AND kind.model = 'uptorder'
            AND change.field = 'status' AND change.new = 'delivered'
        GROUP BY change.object_id
    ) AS arrival
    WHERE arrival.object_id = order_parcel.upt_order_id AND arrival.at >= order_parcel.shipped_at
"""


class Migration(migrations.Migration):
    dependencies = [("order", "0007_parcel_pieces"), ("states", "0002_initial")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SENT, ITEMS, ARRIVED)]
