"""Data that shows the shop alive: `manage.py load_demo` reads it."""
