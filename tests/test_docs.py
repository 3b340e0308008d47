"""The documentation is true: the reference is what the code says, links lead somewhere, every command is described."""

import re
from pathlib import Path

import pytest

from flows.cli import cli
from flows.reference import pages

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize(
    "name",
    sorted(
        [
            "tables-ssd.md",
            "tables-sup.md",
            "tables-annex-a.md",
            "code-lists.md",
            "measures.md",
            "rules.md",
            "command.md",
        ]
    ),
)
def test_the_reference_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
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
