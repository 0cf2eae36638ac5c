"""How the service grows: farmers, hectares, and what happens today."""
