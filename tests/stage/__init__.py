"""What the tests stand on: a temporary PostgreSQL, servers, a mailbox and a browser. conftest.py gives it out."""
