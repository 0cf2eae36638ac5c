"""The tables of the farmer CRM in the schema `public`, one file each, as Core tables in `crm_metadata`."""

from ava_dashboard.models.crm.advice_log import advice_log
from ava_dashboard.models.crm.consultation_triggers import consultation_triggers
from ava_dashboard.models.crm.cp_products import cp_products
from ava_dashboard.models.crm.crop_nutrient_needs import crop_nutrient_needs
from ava_dashboard.models.crm.crop_protection_croatia import crop_protection_croatia
from ava_dashboard.models.crm.crop_technology import crop_technology
from ava_dashboard.models.crm.farmers import farmers
from ava_dashboard.models.crm.fertilizing_plans import fertilizing_plans
from ava_dashboard.models.crm.field_crops import field_crops
from ava_dashboard.models.crm.field_soil_data import field_soil_data
from ava_dashboard.models.crm.fields import fields
from ava_dashboard.models.crm.growth_stage_reports import growth_stage_reports
from ava_dashboard.models.crm.incoming_messages import incoming_messages
from ava_dashboard.models.crm.inventory import inventory
from ava_dashboard.models.crm.invoices import invoices
from ava_dashboard.models.crm.material_catalog import material_catalog
from ava_dashboard.models.crm.metadata import crm_metadata
from ava_dashboard.models.crm.pending_messages import pending_messages
from ava_dashboard.models.crm.task_fields import task_fields
from ava_dashboard.models.crm.task_materials import task_materials
from ava_dashboard.models.crm.task_types import task_types
from ava_dashboard.models.crm.tasks import tasks
from ava_dashboard.models.crm.weather_data import weather_data

__all__ = [
    "advice_log",
    "consultation_triggers",
    "cp_products",
    "crm_metadata",
    "crop_nutrient_needs",
    "crop_protection_croatia",
    "crop_technology",
    "farmers",
    "fertilizing_plans",
    "field_crops",
    "field_soil_data",
    "fields",
    "growth_stage_reports",
    "incoming_messages",
    "inventory",
    "invoices",
    "material_catalog",
    "pending_messages",
    "task_fields",
    "task_materials",
    "task_types",
    "tasks",
    "weather_data",
]
