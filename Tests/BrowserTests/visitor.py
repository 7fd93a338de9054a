"""A person at a browser: moves about, and looks closely at every page. Used by the walks."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Broken(Exception):
    """Something on a page is not as it should be."""


def expect(condition, sentence):
    if not condition:
        raise Broken(sentence)


def iso(words):
    """`Tue 2 Jan 2018` as `2018-01-02`."""
    _, day, month, year = words.strip().split(" ")
    return f"{year}-{MONTHS.index(month) + 1:02d}-{int(day):02d}"


class Walk:
    def __init__(self, browser, base, **options):
        self.base = base
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", **options)
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.host = urlparse(base).netloc
        self.complaints = []
        self.expected_status = 200
        self.context.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _request(self, request):
        address = urlparse(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.complaints.append(f"request to another host: {request.url}")

    def _console(self, message):
        refused = f"status of {self.expected_status}" in message.text and self.expected_status >= 400
        if message.type in ("error", "warning") and not refused:
            self.complaints.append(f"console {message.type}: {message.text}")

    # Moving about

    def go(self, path, status=200):
        self.expected_status = status
        answer = self.page.goto(self.base + path)
        expect(answer.status == status, f"{path} answers {answer.status} instead of {status}")

    def path(self):
        return urlparse(self.page.url).path

    def query(self, name):
        return parse_qs(urlparse(self.page.url).query).get(name, [""])[0]

    def follow(self, name, within="body", exact=True):
        self.page.locator(within).get_by_role("link", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def sign_in(self, role):
        self.go("/demo")
        self.page.get_by_role("button", name=re.compile(f"^Sign in\\s+as {re.escape(role)}, ")).first.click()
        self.page.wait_for_url("**/work")

    def sign_in_as(self, account):
        self.go("/demo")
        self.page.locator(f"form:has(input[name=username][value='{account}']) button").click()
        self.page.wait_for_url("**/work")

    def sign_out(self):
        self.press("Sign out")
        self.page.wait_for_url("**/demo")

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()

    def texts(self, selector):
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    # Looking closely

    def check(self, name, narrow=True):
        where = f"{name} ({self.page.url})"
        expect(self.page.locator("h1").count() == 1, f"{where} has {self.page.locator('h1').count()} h1")
        expect(self.page.title().endswith("– Mainstay"), f"{where} is titled {self.page.title()}")
        self.accessible(where)
        self.picture(name)
        if narrow:
            self.fits(where, name)
        expect(not self.complaints, f"{where}: " + "; ".join(self.complaints))

    def look(self, name):
        """A page that is printed too: checked, and pictured as it comes out of the printer."""
        self.check(name)
        self.page.emulate_media(media="print")
        self.picture(name + "-print")
        self.page.emulate_media(media="screen")

    def accessible(self, where):
        answer = Axe().run(self.page, options=WCAG).response
        expect(len(answer["passes"]) >= 10, f"{where}: axe looked at {len(answer['passes'])} rules only")
        found = answer["violations"]
        lines = [f"{item['id']}: {item['help']}: {item['nodes'][0]['html'][:200]}" for item in found]
        expect(not found, f"{where} breaks {len(found)} rules of accessibility:\n  " + "\n  ".join(lines))

    def fits(self, where, name):
        """Nothing needs sideways scrolling at 320 CSS pixels (WCAG 1.4.10), save what scrolls by itself."""
        self.page.set_viewport_size({"width": 320, "height": 800})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        wide = self.page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scrolling, .unseen, svg'))
                .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
        )
        self.picture(name + "-320")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        expect(width <= 320, f"{where} is {width} px wide at 320 px: {wide}")

    def picture(self, name):
        folder = os.environ.get("MAINSTAY_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
