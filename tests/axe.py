"""axe-core, the outside judge of accessibility, asked about a page in the browser."""

from collections.abc import Sequence

from playwright.sync_api import Page

from tests.clients import CLIENTS

AXE = CLIENTS / "node_modules" / "axe-core" / "axe.min.js"
#: What moves is judged where it comes to rest: half-way between two colours nobody reads.
RUN = """async (rules) => {
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
  const only = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
  const found = await axe.run(document, { resultTypes: ["violations"], ...only });
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}`));
}"""


def axe(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong, each as its rule and the element; an empty list is good.

    ``only``: the rules to ask about; else all of them.
    """
    # Evaluated by the browser's debugger, as our policy lets no script in that is not ours.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return [str(found) for found in page.evaluate(RUN, list(only))]
