"""What the health page asks of the database; measure.py puts the answers together."""
