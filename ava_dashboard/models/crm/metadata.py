"""The metadata of the tables that the farmer CRM owns, apart from that of our own tables.

These tables are read and, on the embedded database only, created; they are never altered or dropped.
"""

from sqlalchemy import MetaData

crm_metadata = MetaData()
