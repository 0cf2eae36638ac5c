"""Sixteen invented farms with everything that the CRM would know of them, for shows and for tests.

Which farms there are: farms.py. What they write: conversations.py. What was done: work.py. What may be
sprayed and what the assistant knows: products.py. What gets it into a database: crm_tables.py, load.py.
"""
