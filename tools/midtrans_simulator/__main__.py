import os
import socket
import sys

from tools.midtrans_simulator import configuration, options


def main():
    try:
        chosen = options.read(os.environ)
        if sys.argv[1:]:
            return _change_models(chosen)
        _find_port_free(chosen)
    except options.Refusal as refusal:
        sys.exit(str(refusal))
    configuration.configure(chosen)
    # Only now may models be imported.
    from tools.midtrans_simulator import server

    server.run(chosen)


def _change_models(chosen):
    """For whoever changes the models: `python -m tools.midtrans_simulator makemigrations simulator`."""
    from django.core.management import execute_from_command_line

    configuration.configure(chosen)
    execute_from_command_line(sys.argv)


def _find_port_free(chosen):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            raise options.Refusal(
                f"The Midtrans simulator does not start: port {chosen.port} of {chosen.host}: {error.strerror}."
            ) from None


if __name__ == "__main__":
    main()
