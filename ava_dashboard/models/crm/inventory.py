"""What a farmer has in stock."""

from sqlalchemy import Column, Date, Double, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

inventory = Table(
    "inventory",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id")),
    Column("material_id", Integer, ForeignKey("material_catalog.id")),
    Column("quantity", Double),
    Column("unit", String),
    Column("purchase_date", Date),
    Column("purchase_price", Double),
    Column("source_invoice_id", Integer, ForeignKey("invoices.id")),
    Column("notes", Text),
)
