"""What the tests stand on: a temporary PostgreSQL, servers, a mailbox and a browser. The fixtures are in conftest.py."""
