"""What lay in a basket of goods made to order was to be made; what is baked daily comes from the oven."""

from django.db import migrations

SUPPLY = """
    UPDATE basket_line SET supply = product.availability FROM catalogue_product AS product
    WHERE product.id = basket_line.product_id
"""


class Migration(migrations.Migration):
    dependencies = [("basket", "0004_promise_of_a_line"), ("catalogue", "0004_plans_and_choices")]

    operations = [migrations.RunSQL(SUPPLY, migrations.RunSQL.noop)]
