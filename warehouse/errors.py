"""The one family of errors. Each kind carries the exit status the command ends with.

Messages may name a file, a sheet, a table, a column and a row number. They never hold a cell's value, a name, a date of
birth or a record's id: they reach logs, Prefect's database and the screen.
"""


class QuarterlightError(Exception):
    """Something a person can put right; the message says what was expected and what to do next."""

    exit_code = 2


class SettingsError(QuarterlightError):
    """Wrong usage, or a setting that cannot be used (exit status 2)."""

    exit_code = 2


class SourceError(QuarterlightError):
    """A source could not be read; nothing was changed (exit status 3)."""

    exit_code = 3


class WarehouseLocked(QuarterlightError):
    """Another run holds the warehouse (exit status 4)."""

    exit_code = 4


class VerificationFailed(QuarterlightError):
    """An output or a ledger entry is not what the ledger says it is (exit status 5)."""

    exit_code = 5


class CriticalFindings(QuarterlightError):
    """Critical findings that nobody waived stop the return (exit status 1, nothing written)."""

    exit_code = 1
