"""A real Chromium without a network, which logs what a page asks for, says and is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

#: No sandbox because containers run it as root; WebGL without a graphics card; nothing of its own
#: that wants the network.
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_WATCH = """
document.addEventListener("securitypolicyviolation",
  (event) => console.error(`refused by policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Sight:
    """An open page and what was noticed: requests beyond the page, and complaints."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def asked(self, url: str) -> None:
        """Note a request; what a page says to itself is none."""
        if not url.startswith(("data:", "blob:")):
            self.requests.append(url)

    def text(self, selector: str) -> str:
        """Visible text of an element."""
        return self.page.inner_text(selector)

    def run(self, script: str) -> Any:
        """Value of an expression; lets the page finish what it is at first."""
        return self.page.evaluate(script)

    def counts(self) -> tuple[int, int]:
        """How many entities and ties the page says it shows."""
        words = self.text("#summary-count").replace(",", "").split()
        return int(words[2]), int(words[0])

    def goes_to(self, address: str) -> None:
        """Change what stands after the # and wait until the page shows it."""
        self.run(
            "new Promise((done) => {"
            f"  const wanted = {json.dumps(address)};"
            "  if (location.hash.slice(1) === wanted) { done(); return; }"
            "  addEventListener('hashchange', () => setTimeout(done), { once: true });"
            "  location.hash = wanted; })"
        )

    def as_it_opens(self) -> None:
        """Nothing chosen, everything in the window, the focus nowhere."""
        self.goes_to("")
        self.run(
            "document.activeElement.blur(); Drawing.fit();"
            "document.querySelectorAll('details[open]').forEach((d) => { d.open = false; })"
        )

    def until(self, expression: str) -> None:
        """Wait for an expression to hold.

        Not `wait_for_function`: that needs eval, which the policy refuses.
        """
        held = self.run(
            "new Promise((done) => { let left = 500; const look = () => {"
            f"  if ({expression}) done(true);"
            "  else if (--left) setTimeout(look, 20); else done(false); }; look(); })"
        )
        assert held, expression


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system, or a skip that says what to install."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium here (Debian: chromium; elsewhere set CHROMIUM to its path)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(OPTIONS))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, file: Path, *, address: str = "", width: int = 1440, height: int = 900,
    scheme: str = "light", ready: str = "html[data-ready=yes]",
) -> Iterator[Sight]:  # fmt: skip
    """A page opened from its file, with the network cut."""
    context = browser.new_context(
        offline=True,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    sight = Sight(context.new_page())
    sight.page.add_init_script(_WATCH)
    sight.page.on("request", lambda r: sight.asked(r.url))
    sight.page.on("pageerror", lambda e: sight.complaints.append(str(e)))
    sight.page.on(
        "console",
        lambda m: sight.complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    sight.page.on("dialog", lambda d: sight.complaints.append(f"dialog: {d.message}"))
    sight.page.goto(file.as_uri() + address)
    sight.page.wait_for_selector(ready, state="attached")
    yield sight
    context.close()
