"""Staff leaf through access tokens by when they were made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0230_access_tokens")]
    operations = [
        migrations.AddIndex(
            model_name="apitoken",
            index=models.Index(fields=["-created", "-digest"], name="tokens_by_moment"),
        ),
    ]
