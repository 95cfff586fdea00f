class Refused(Exception):
    """What Midtrans would not do: its status code and its words."""

    def __init__(self, code: int, *messages: str):
        self.code, self.messages = code, messages
        super().__init__(f"{code} {'; '.join(messages)}")


def cannot_change():
    return Refused(412, "Transaction status cannot be updated.")
