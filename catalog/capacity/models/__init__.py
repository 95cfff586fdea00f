from .closure import Closure
from .looms import Job, JobStatus, Loom, LoomOutage
from .oven import Batch
from .pickup import NoShow, Outlet, PickupHours, PickupWindow

__all__ = [
    "Batch",
    "Closure",
    "Job",
    "JobStatus",
    "Loom",
    "LoomOutage",
    "NoShow",
    "Outlet",
    "PickupHours",
    "PickupWindow",
]
