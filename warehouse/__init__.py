"""Where data lives: sources, landing, typing, history, calendar and ledger."""

__version__ = "0.1.0"
