"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
DELETE FROM escrow_stateedge WHERE machine IN ('escrow_hold', 'escrow_payment', 'escrow_refund', 'escrow_operation');
INSERT INTO escrow_stateedge (machine, source, target) VALUES
    ('escrow_hold', '', 'pending'),
    ('escrow_hold', 'frozen', 'charged_back'),
    ('escrow_hold', 'frozen', 'held'),
    ('escrow_hold', 'frozen', 'inspecting'),
    ('escrow_hold', 'frozen', 'refunded'),
    ('escrow_hold', 'frozen', 'released'),
    ('escrow_hold', 'frozen', 'split'),
    ('escrow_hold', 'held', 'charged_back'),
    ('escrow_hold', 'held', 'frozen'),
    ('escrow_hold', 'held', 'inspecting'),
    ('escrow_hold', 'held', 'refunded'),
    ('escrow_hold', 'held', 'released'),
    ('escrow_hold', 'held', 'split'),
    ('escrow_hold', 'inspecting', 'charged_back'),
    ('escrow_hold', 'inspecting', 'frozen'),
    ('escrow_hold', 'inspecting', 'refunded'),
    ('escrow_hold', 'inspecting', 'released'),
    ('escrow_hold', 'inspecting', 'split'),
    ('escrow_hold', 'pending', 'held'),
    ('escrow_hold', 'pending', 'voided'),
    ('escrow_operation', '', 'created'),
    ('escrow_operation', 'created', 'sent'),
    ('escrow_operation', 'sent', 'declined'),
    ('escrow_operation', 'sent', 'succeeded'),
    ('escrow_operation', 'sent', 'unknown'),
    ('escrow_operation', 'unknown', 'declined'),
    ('escrow_operation', 'unknown', 'succeeded'),
    ('escrow_payment', '', 'created'),
    ('escrow_payment', 'cancelled', 'captured'),
    ('escrow_payment', 'created', 'cancelled'),
    ('escrow_payment', 'created', 'captured'),
    ('escrow_payment', 'created', 'expired'),
    ('escrow_payment', 'created', 'failed'),
    ('escrow_payment', 'created', 'requires_action'),
    ('escrow_payment', 'expired', 'captured'),
    ('escrow_payment', 'failed', 'captured'),
    ('escrow_payment', 'requires_action', 'cancelled'),
    ('escrow_payment', 'requires_action', 'captured'),
    ('escrow_payment', 'requires_action', 'expired'),
    ('escrow_payment', 'requires_action', 'failed'),
    ('escrow_refund', '', 'approved'),
    ('escrow_refund', 'approved', 'processing'),
    ('escrow_refund', 'processing', 'failed'),
    ('escrow_refund', 'processing', 'succeeded'),
    ('escrow_refund', 'processing', 'unknown'),
    ('escrow_refund', 'unknown', 'failed'),
    ('escrow_refund', 'unknown', 'succeeded');
SELECT escrow_follow_edges('escrow_hold');
SELECT escrow_follow_edges('escrow_payment');
SELECT escrow_follow_edges('escrow_refund');
SELECT escrow_follow_edges('escrow_operation');
"""
BACK = """
DROP TRIGGER follows_its_edges ON escrow_hold;
DROP TRIGGER follows_its_edges ON escrow_payment;
DROP TRIGGER follows_its_edges ON escrow_refund;
DROP TRIGGER follows_its_edges ON escrow_operation;
DELETE FROM escrow_stateedge WHERE machine IN ('escrow_hold', 'escrow_payment', 'escrow_refund', 'escrow_operation');
"""


class Migration(migrations.Migration):
    dependencies = [("escrow", "0004_hold_refusals")]
    operations = [migrations.RunSQL(FORTH, BACK)]
