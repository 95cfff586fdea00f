from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    name = "tools.midtrans_simulator"
    label = "simulator"
