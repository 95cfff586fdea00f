class PlacingRefused(Exception):
    """The order cannot be placed as it was shown; the text can be shown to the buyer. Nothing was written."""


class AlreadyPlaced(Exception):
    """This basket has become an order, or is becoming one at this moment: the same button pressed twice."""
