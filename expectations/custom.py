"""Two kinds of `UnexpectedRowsExpectation` that ask their question once.

Great Expectations' own runs its query twice, for the rows and for their number. Ours need one of the two: a rule's
number of failing rows, or the few rows that name the failing rules of a table. Import only where Great Expectations is.
"""

from typing import Any, ClassVar

from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation


class FailingRows(UnexpectedRowsExpectation):
    """True when its query gives no rows; `observed_value` is how many it gives. No row is fetched."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}


class FailingRules(UnexpectedRowsExpectation):
    """True when its query gives no rows. Its rows are rule and failed, and are kept: they hold no value of the data."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        rows = metrics["unexpected_rows_query.table"]
        return {"success": not rows, "result": {"observed_value": len(rows), "details": {"unexpected_rows": rows}}}
