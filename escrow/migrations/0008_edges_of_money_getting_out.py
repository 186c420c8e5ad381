"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
INSERT INTO escrow_stateedge VALUES
    ('escrow_chargeback', '', 'warning'),
    ('escrow_chargeback', 'needs_response', 'lost'),
    ('escrow_chargeback', 'needs_response', 'submitted'),
    ('escrow_chargeback', 'needs_response', 'won'),
    ('escrow_chargeback', 'submitted', 'lost'),
    ('escrow_chargeback', 'submitted', 'won'),
    ('escrow_chargeback', 'warning', 'needs_response'),
    ('escrow_chargeback', 'warning', 'won'),
    ('escrow_operation', 'created', 'declined'),
    ('escrow_payout', '', 'assembling'),
    ('escrow_payout', 'assembling', 'pending'),
    ('escrow_payout', 'failed', 'cancelled'),
    ('escrow_payout', 'failed', 'pending'),
    ('escrow_payout', 'in_transit', 'failed'),
    ('escrow_payout', 'in_transit', 'paid'),
    ('escrow_payout', 'paid', 'returned'),
    ('escrow_payout', 'pending', 'submitted'),
    ('escrow_payout', 'submitted', 'failed'),
    ('escrow_payout', 'submitted', 'in_transit'),
    ('escrow_payout', 'submitted', 'paid'),
    ('escrow_refund', 'approved', 'charged_back'),
    ('escrow_refund', 'approved', 'credited'),
    ('escrow_refund', 'bounced', 'approved'),
    ('escrow_refund', 'bounced', 'charged_back'),
    ('escrow_refund', 'bounced', 'credited'),
    ('escrow_refund', 'failed', 'approved'),
    ('escrow_refund', 'failed', 'charged_back'),
    ('escrow_refund', 'failed', 'credited'),
    ('escrow_refund', 'succeeded', 'bounced');
SELECT escrow_follow_edges('escrow_chargeback');
SELECT escrow_follow_edges('escrow_payout');
"""
BACK = """
DROP TRIGGER follows_its_edges ON escrow_chargeback;
DROP TRIGGER follows_its_edges ON escrow_payout;
DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (
    ('escrow_chargeback', '', 'warning'),
    ('escrow_chargeback', 'needs_response', 'lost'),
    ('escrow_chargeback', 'needs_response', 'submitted'),
    ('escrow_chargeback', 'needs_response', 'won'),
    ('escrow_chargeback', 'submitted', 'lost'),
    ('escrow_chargeback', 'submitted', 'won'),
    ('escrow_chargeback', 'warning', 'needs_response'),
    ('escrow_chargeback', 'warning', 'won'),
    ('escrow_operation', 'created', 'declined'),
    ('escrow_payout', '', 'assembling'),
    ('escrow_payout', 'assembling', 'pending'),
    ('escrow_payout', 'failed', 'cancelled'),
    ('escrow_payout', 'failed', 'pending'),
    ('escrow_payout', 'in_transit', 'failed'),
    ('escrow_payout', 'in_transit', 'paid'),
    ('escrow_payout', 'paid', 'returned'),
    ('escrow_payout', 'pending', 'submitted'),
    ('escrow_payout', 'submitted', 'failed'),
    ('escrow_payout', 'submitted', 'in_transit'),
    ('escrow_payout', 'submitted', 'paid'),
    ('escrow_refund', 'approved', 'charged_back'),
    ('escrow_refund', 'approved', 'credited'),
    ('escrow_refund', 'bounced', 'approved'),
    ('escrow_refund', 'bounced', 'charged_back'),
    ('escrow_refund', 'bounced', 'credited'),
    ('escrow_refund', 'failed', 'approved'),
    ('escrow_refund', 'failed', 'charged_back'),
    ('escrow_refund', 'failed', 'credited'),
    ('escrow_refund', 'succeeded', 'bounced')
);
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0007_money_gets_out")]
    operations = [migrations.RunSQL(FORTH, BACK)]
