"""axe-core on a page, as it is vendored."""

from playwright.sync_api import Page

from tests.conventions.sources import ROOT

_AXE = ROOT / "tests/vendor/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what it would load beforehand, no rule of these asks for the style sheets.
_RUN = """(rules) => axe.run(document, {
  runOnly: rules, resultTypes: ["violations"], preload: { assets: ["media"] },
})"""


def serious(page: Page) -> list[str]:
    """What it finds serious or critical."""
    # Not as a script of the page, which its policy would refuse.
    page.evaluate(f"{_AXE.read_text('utf-8')}; null")
    found = page.evaluate(_RUN, _RULES)["violations"]
    return [
        f"{each['id']}: {node['html'][:120]} ({node['failureSummary'][:300]})"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
