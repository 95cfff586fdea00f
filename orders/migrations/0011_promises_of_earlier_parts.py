"""What was promised first is what stands there; when a part left is in its history."""

from django.db import migrations

PROMISED = "UPDATE order_uptorder SET first_ships_on = ships_on"
LEFT = """
    UPDATE order_uptorder SET left_at = departure.at
    FROM (
        SELECT change.object_id, max(change.at) AS at
        FROM states_statechange AS change JOIN django_content_type AS kind ON kind.id = change.content_type_id
        WHERE kind.app_label = 'order' AND kind.model = 'uptorder'
            AND change.field = 'status' AND change.new IN ('shipped', 'ready_for_pickup')
        GROUP BY change.object_id
    ) AS departure
    WHERE departure.object_id = order_uptorder.id
        AND order_uptorder.status IN ('shipped', 'ready_for_pickup', 'delivered', 'returned')
"""


class Migration(migrations.Migration):
    dependencies = [("order", "0010_promises_kept"), ("states", "0002_initial")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (PROMISED, LEFT)]
