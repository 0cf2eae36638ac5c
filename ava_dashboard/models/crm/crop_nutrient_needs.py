"""Nutrient needs per crop; text columns hold ranges such as "8-10"."""

from sqlalchemy import Column, Integer, Numeric, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

crop_nutrient_needs = Table(
    "crop_nutrient_needs",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("crop", String(100), nullable=False),
    Column("expected_yield_t_ha", Numeric(10, 2)),
    Column("p2o5_need_per_ton_kg_ton", String(50)),
    Column("k2o_need_per_ton_kg_ton", String(50)),
    Column("n_to_reach_expected_yield_kg_ha", Numeric(10, 2)),
    Column("n_change_per_ton_yield_kg_ha_ton", String(50)),
    Column("n_minimum_regarding_kg_ha", String(50)),
    Column("n_maximum_regarding_kg_ha", String(50)),
    Column("other_elements_per_ton", Text),
    Column("notes", Text),
)
