"""axe-core, the outside judge of accessibility, asked about a page in the browser."""

from playwright.sync_api import Page

from tests.clients import CLIENTS

AXE = CLIENTS / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}`));
}"""


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong, each as its rule and the element; an empty list is good."""
    # Evaluated by the browser's debugger, as our policy lets no script in that is not ours.
    page.evaluate(AXE.read_text())
    return [str(found) for found in page.evaluate(RUN)]
