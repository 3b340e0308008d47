"""Every measure's worked example: the rows in, the number and every record's verdict out, as worked by hand."""

import pytest

from tests.support.given import measured
from transforms.catalogue import load_catalogue
from transforms.examples import Example, examples_folder, read_example, without_example

EXAMPLES = [read_example(path) for path in sorted(examples_folder().glob("*.yaml"))]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.measure for example in EXAMPLES])
def test_the_worked_example(example: Example) -> None:
    answer = measured(example.measure, example.given, example.quarter, extracted_on=example.extracted_on)
    assert answer.records == example.records
    if example.numerator is not None:
        assert answer.fraction == f"{example.numerator}/{example.denominator or '-'}"
    if example.shown is not None:
        assert answer.shown == example.shown
    assert {name: answer.group(name) for name in example.groups} == example.groups


def test_every_measure_has_an_example_and_every_example_a_measure() -> None:
    assert without_example(load_catalogue()) == []
    assert [example.measure for example in EXAMPLES if example.measure not in load_catalogue().measures] == []


def test_every_example_says_why_and_shows_records_that_count_and_others() -> None:
    silent = [example.measure for example in EXAMPLES if len(example.says) < 40 or not example.records]
    assert silent == []
    assert [e.measure for e in EXAMPLES if e.numerator is None and not e.groups] == []
