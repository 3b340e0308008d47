"""The validation pages in a browser: keyboard, contrast, narrow screens, print, and nothing fetched."""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.system import program
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from tests.support.validation_page import EARLIER, EARLIER_ON, FOUND, KEY, check, delivered, forget, note, waive, write
from transforms.effects import Effects, keep_effects

pytestmark = [pytest.mark.servers]

PAGES = ("index.html", "rules/index.html", f"rules/{KEY}.html", "rules/mother.own_child.html")
# WCAG 2.2 AA, 1.4.3: 4.5 to 1, and 3 to 1 for large text; we ask 4.5 of all. Every text is looked at as it is drawn.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(p => p / 255)
    .map(p => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)
    .reduce((sum, p, at) => sum + p * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    const [high, low] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
    found.push([walker.currentNode.data.trim().slice(0, 40), (high + 0.05) / (low + 0.05)]);
  }
  return found;
}"""
# What is wider than the screen and does not scroll inside a region of its own.
TOO_WIDE = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName)"""
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return [at.tagName, at.className, parseFloat(style.outlineWidth), at.getBoundingClientRect().top];
}"""


@pytest.fixture
def folder(load: TypedLoad, tmp_path: Path) -> Iterator[Path]:
    """The pages of a load with something in every section."""
    check(load, "person.born_in_future", load_id=EARLIER, on=EARLIER_ON)
    check(load, *FOUND, KEY)
    delivered(load, "people.csv", "ssd_person", 3)
    note(load, "spelling_mapped", "ssd_person", "pers_sex", "sex: F (authority)", 2)
    note(load, "column_unknown", "ssd_person", "Amelia Testname")
    note(load, "header_matched", "ssd_person", "pers_sex", "read from the heading 'Sex of person'")
    waive(load, "person.born_in_future", EXTRACTED_ON)
    window = ("2025-26-Q3", "flow", date(2025, 10, 1), date(2025, 12, 31))
    flags = [("red", 30), ("amber", 3), ("green", 0)]
    effects = [(flag, f"A {flag} measure", *window, "ok", None, 100, count, flag) for flag, count in flags]
    effects.append(("lost", "A lost measure", *window, "not_available", "no source delivered ssd_send", 0, 0, None))
    rules = [("red", "person.born_in_future", "major", 30), ("amber", KEY, "critical", None)]
    keep_effects(load.connection, LOAD, Effects(effects, rules, [], [("ssd_person", 3, 1, 1)]))
    write(load, tmp_path / "pages")
    yield tmp_path / "pages"
    forget(load)


@pytest.fixture
def browser() -> Iterator[Any]:
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as browsers:
        opened = browsers.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


def opened(browser: Any, path: Path, width: int = 1280) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


def test_a_page_fetches_nothing_and_its_links_work_from_a_folder(browser: Any, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto((folder / "index.html").as_uri())
    assert fetched == [(folder / "index.html").as_uri()]
    page.get_by_role("link", name="No two rows").first.click()
    assert page.url == (folder / "rules" / f"{KEY}.html").as_uri()
    page.get_by_role("link", name="Validation of this load", exact=True).click()
    assert page.url == (folder / "index.html").as_uri()
    assert len(fetched) == 3


def test_every_text_can_be_read_against_what_is_behind_it(browser: Any, folder: Path) -> None:
    for name in PAGES:
        found = opened(browser, folder / name).evaluate(CONTRAST)
        assert len(found) > 20
        assert [entry for entry in found if entry[1] < 4.5] == [], name


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_page_scrolls_sideways(browser: Any, folder: Path, width: int) -> None:
    """320 px is a phone, or a wide screen at 400 %; 640 px a wide screen at 200 %."""
    for name in PAGES:
        page = opened(browser, folder / name, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(TOO_WIDE) == [], name


def test_the_keyboard_reaches_all_in_order_and_its_place_is_seen(browser: Any, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)[1] == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    count = page.evaluate("document.querySelectorAll('main a, main summary, main [tabindex=\"0\"]').length")
    seen = []
    for _ in range(count):
        page.keyboard.press("Tab")
        tag, _, outline, _ = page.evaluate(FOCUS)
        assert outline >= 3, tag
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.textContent"))
    assert tag != "BODY"
    # Links inside closed details are reached only once these are opened.
    assert len(set(seen)) > 15


def test_it_prints_on_a4_with_the_verdict_on_the_first_page(browser: Any, folder: Path, tmp_path: Path) -> None:
    page = opened(browser, folder / "index.html")
    page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    program("pdftoppm")
    text = subprocess.run(
        ["pdftotext", "-l", "1", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "May this return go? No." in text
    assert "2 critical findings stand" in " ".join(text.split())
    size = subprocess.run(["pdfinfo", str(tmp_path / "page.pdf")], capture_output=True, text=True, check=True).stdout
    assert "(A4)" in size
    page.emulate_media(media="print")
    cut = "[...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX !== 'visible').length"
    assert page.evaluate(cut) == 0
