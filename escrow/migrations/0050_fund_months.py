"""The guarantee fund's history as sums by month, kept by the database with each of its postings."""

from django.db import migrations, models

# The fund's account is floored, so its row is locked by then: the sums are added one at a time.
SUMS = """
CREATE FUNCTION escrow_sum_fund() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO escrow_fundmonth AS f (currency, month, kind, amount_minor)
    SELECT p.currency, date_trunc('month', p.at AT TIME ZONE 'UTC')::date, e.kind,
           -sum(p.amount_minor)
    FROM added p
    JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'guarantee_fund'
    JOIN escrow_journalentry e ON e.id = p.entry_id
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (currency, month, kind) DO UPDATE
        SET amount_minor = f.amount_minor + excluded.amount_minor;
    RETURN NULL;
END $$;
CREATE TRIGGER summed_of_fund AFTER INSERT ON escrow_posting REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION escrow_sum_fund();

INSERT INTO escrow_fundmonth (currency, month, kind, amount_minor)
SELECT p.currency, date_trunc('month', p.at AT TIME ZONE 'UTC')::date, e.kind, -sum(p.amount_minor)
FROM escrow_posting p
JOIN escrow_account a ON a.id = p.account_id AND a.kind = 'guarantee_fund'
JOIN escrow_journalentry e ON e.id = p.entry_id
GROUP BY 1, 2, 3;
"""
BACK = """
DROP TRIGGER summed_of_fund ON escrow_posting;
DROP FUNCTION escrow_sum_fund();
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0043_payment_promised_at")]
    operations = [
        migrations.CreateModel(
            name="FundMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("kind", models.CharField(max_length=40)),
                ("amount_minor", models.BigIntegerField()),
            ],
            options={"ordering": ["month", "kind"]},
        ),
        migrations.AddConstraint(
            model_name="fundmonth",
            constraint=models.UniqueConstraint(
                fields=("currency", "month", "kind"), name="one_sum_of_a_kind_in_a_month"
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("attempts__gt", 0), ("state", "pending")),
                fields=["id"],
                name="deadline_that_failed",
            ),
        ),
        migrations.RunSQL(SUMS, BACK),
    ]
