from django.db import migrations, models


class Migration(migrations.Migration):
    """An e-mail address is longer than an IBAN."""

    dependencies = [
        ("sellers", "0010_provider_accounts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="payoutmethod",
            name="account",
            field=models.CharField(max_length=127),
        ),
    ]
