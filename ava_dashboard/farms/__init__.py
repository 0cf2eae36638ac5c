"""What every area asks of the farmer CRM: farms, fields, crops, countries, activity, findings, and its
columns.
"""
