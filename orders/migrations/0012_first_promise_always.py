from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("order", "0011_promises_of_earlier_parts")]

    operations = [
        migrations.AlterField(
            model_name="uptorder",
            name="first_ships_on",
            field=models.DateField(verbose_name="Janji pertama"),
        ),
    ]
