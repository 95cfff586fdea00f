"""A real SMTP server that keeps what it is given."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Mailbox:
    """`messages` are `email.message.EmailMessage`s; `refuse` = "550 …" makes the server refuse every recipient."""

    def __init__(self):
        self.messages = []
        self.refuse = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Recipients"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def to(self, address):
        """The messages for one address, oldest first."""
        return [message for message in self.messages if address in message["X-Recipients"].split(", ")]


def controller(mailbox, port):
    return Controller(mailbox, hostname="127.0.0.1", port=port)
