"""The documentation is true: the reference is what the code says, links lead somewhere, every command is described."""

import re
from functools import cache
from pathlib import Path

import pytest

from flows.cli import cli
from flows.reference import pages

ROOT = Path(__file__).parent.parent
generated = cache(pages)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(path.name for path in REFERENCE.glob("*.md")))
def test_the_reference_is_what_the_code_says(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == generated()[name], "run `make docs`"


def test_every_page_of_the_reference_is_there_and_no_other() -> None:
    assert {path.name for path in REFERENCE.glob("*.md")} == set(generated())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", prose)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_commands_named_in_the_docs_exist() -> None:
    named = {
        match for page in PAGES for match in re.findall(r"`quarterlight ([a-z-]+)", page.read_text(encoding="utf-8"))
    }
    assert named - set(cli.commands) == set()


def test_the_version_is_in_the_changelog() -> None:
    from warehouse import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
