"""Test data, one module per room. Every row keeps the constraints of the database."""
