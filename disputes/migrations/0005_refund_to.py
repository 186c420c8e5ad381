from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0004_bank_decided"),
    ]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="refund_to",
            field=models.CharField(
                choices=[
                    ("original", "Back to where I paid from"),
                    ("balance", "Into my Holdfast balance"),
                ],
                default="original",
                max_length=12,
            ),
        ),
    ]
