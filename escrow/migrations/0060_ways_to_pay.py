from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("escrow", "0050_fund_months"),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="method",
            field=models.CharField(blank=True, max_length=24, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="operation",
            name="provider_reference",
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name="operation",
            name="next_url",
            field=models.CharField(blank=True, max_length=2000),
        ),
    ]
