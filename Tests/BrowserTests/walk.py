"""Walks Mainstay in a real browser. Usage: walk.py PART BASE_URL

PART is one of the functions marked @part below. Every page that is opened is checked: no violation of the WCAG 2.2 AA
rules that axe knows, no error on the console, no request to another host, one h1, a title that begins with the page's
thing. Screenshots go to the folder in MAINSTAY_SCREENSHOTS, if it is set. Fails with a sentence.
"""

import contextlib
import os
import re
import sys

import elsewhere
import life
import resiliency
from playwright.sync_api import sync_playwright
from visitor import Broken, Walk, expect, iso

PARTS = {}


def part(function):
    PARTS[function.__name__.replace("_", "-")] = function
    return function


@part
def analyst(walk: Walk):
    """The analyst's whole path, from the list of accounts to a member's reasons and back out."""
    walk.go("/")
    expect(walk.path() == "/demo", "a stranger is not shown the demonstration's accounts")
    walk.check("accounts")
    walk.sign_in("OSU analyst")
    walk.check("work")
    walk.follow("Work Items", within="nav.sections")
    queue(walk)
    item(walk)
    jacket(walk)
    run(walk)
    imports(walk)
    walk.go("/help")
    expect("D20-04" in walk.text("main"), "the help does not name the directive")
    walk.check("help")
    walk.sign_out()
    walk.go("/officer-support/work-items")
    expect(walk.path() == "/sign-in", "the queue opens after signing out")
    walk.check("sign-in")


def queue(walk):
    walk.check("queue")
    rows = walk.page.locator("table.data tbody tr")
    expect(rows.count() > 0, "the queue is empty")
    expect("Juniper Alder" in walk.text("main"), "Juniper Alder, with four complaints of force, is not in the queue")

    walk.follow("Member", within="thead")
    header = walk.page.locator("thead th", has_text="Member")
    expect(header.get_attribute("aria-sort") == "ascending", "the header does not say that it sorts")
    upwards = walk.texts("tbody td[data-label='Member']")
    walk.page.locator("thead th a", has_text="Member").click()
    walk.page.wait_for_load_state()
    expect(header.get_attribute("aria-sort") == "descending", "the second press does not turn the order round")
    downwards = walk.texts("tbody td[data-label='Member']")
    if walk.page.locator("nav.pager").count() == 0:
        expect(downwards == upwards[::-1], "the two orders are not each other's reverse")

    chosen = walk.page.locator("#district option:not([value=''])").first
    value, title = chosen.get_attribute("value"), chosen.inner_text()
    walk.page.locator("#district").select_option(value)
    walk.press("Filter")
    expect(walk.query("district") == value, "the filter is not in the address")
    expect(walk.query("sort") != "", "filtering forgets the order")
    units = set(walk.texts("tbody td[data-label='District or unit']"))
    expect(len(units) == 1, f"the filter {title} leaves {units}")
    walk.check("queue-filtered", narrow=False)
    walk.page.locator("ul.tags a").first.click()
    walk.page.wait_for_load_state()
    expect(walk.query("district") == "", "the tag does not remove the filter")


def item(walk):
    walk.page.locator("tbody tr", has_text="Juniper Alder").first.get_by_role("link").first.click()
    walk.page.wait_for_load_state()
    expect(walk.path().startswith("/officer-support/work-items/"), "the row leads to no Work Item")
    for heading in ["What to do now", "Why this Work Item was generated", "How far they can be trusted"]:
        expect(walk.page.get_by_role("heading", name=heading).count() == 1, f"the Work Item does not say: {heading}")
    expect(walk.page.locator("ol.reasons > li").count() >= 3, "the Work Item gives fewer than three reasons")
    page = walk.text("main").lower()
    for word in ["flagged", "high-risk", "offender"]:
        expect(word not in page, f"the Work Item says \"{word}\"")
    walk.check("work-item")
    walk.page.get_by_role("link", name="every figure that the application saw").click()
    walk.page.wait_for_load_state()
    for heading in ["The member’s timeline", "The frozen snapshot"]:
        expect(walk.page.get_by_role("heading", name=heading).count() == 1, f"what the application saw does not say: {heading}")
    walk.check("work-item-figures")
    walk.page.get_by_role("link", name="Back to the Work Item").click()
    walk.page.wait_for_load_state()


def jacket(walk):
    details = walk.page.locator("ol.reasons details").first
    details.locator("summary").click()
    link = details.get_by_role("link").first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    walk.page.wait_for_load_state()
    expect(walk.path().endswith("/jacket"), "a reason's record does not lead to the jacket")
    expect(anchor and walk.page.locator(f"[id='{anchor}']").count() == 1, f"the jacket has no row {anchor}")
    walk.check("jacket")

    walk.go(walk.path())
    count = walk.page.locator("table.data tbody tr").count()
    expect(count > 0, "the jacket has no records")
    walk.page.locator("#as-of").fill("2016-06-30")
    walk.page.wait_for_url(re.compile("as-of=2016-06-30"))
    known = [iso(words) for words in walk.texts("td[data-label='Known since']")]
    expect(known and max(known) <= "2016-06-30", f"the jacket of 30 June 2016 shows what became known on {max(known, default='no day')}")
    outcomes = [iso(found) for found in re.findall(r"known since (\w+ \d+ \w+ \d+)", walk.text("main"))]
    expect(max(outcomes, default="") <= "2016-06-30", "the jacket of 30 June 2016 shows what came of a record later")
    walk.check("jacket-2016")


def run(walk):
    walk.follow("Runs", within="nav.sections")
    walk.check("runs")
    walk.page.locator("tbody th a").first.click()
    walk.page.wait_for_load_state()
    expect(re.fullmatch(r"/runs/\d+", walk.path()), "the list of runs leads to no run")
    walk.check("run")
    slider = walk.page.locator("#multiple")
    before = walk.text("[data-figure='multiple']")
    slider.focus()
    walk.page.keyboard.press("ArrowRight")
    walk.page.keyboard.press("ArrowRight")
    after = walk.text("[data-figure='multiple']")
    expect(before != after, "the slider's figures do not follow it")
    marked = walk.page.locator(".what-if tr.marked")
    expect(marked.count() == 1, "the table does not show the slider's line")
    items = marked.locator("td").first.inner_text().strip()
    expect(walk.text("[data-figure='items']").strip() == items, "the slider and its table disagree")
    walk.check("run-what-if", narrow=False)
    walk.go("/runs/new")
    walk.check("run-start")


def imports(walk):
    walk.follow("Imports", within="nav.sections")
    walk.check("imports")
    walk.page.locator("tbody th a").first.click()
    walk.page.wait_for_load_state()
    for heading in ["Files", "How far each source reaches", "Coverage by month"]:
        expect(walk.page.get_by_role("heading", name=heading).count() == 1, f"the report does not say: {heading}")
    walk.check("import")
    report = walk.path()
    walk.go(report + "/quarantine")
    walk.check("quarantine")
    walk.go("/imports/new")
    walk.check("import-start")


@part
def keyboard(walk: Walk):
    """From the sign-in page to a Work Item and out again without a mouse."""
    keys = walk.page.keyboard
    walk.go("/sign-in")
    walk.page.locator("#username").focus()
    keys.type("osu-analyst")
    keys.press("Tab")
    keys.type("osu-analyst demonstration")
    keys.press("Enter")
    walk.page.wait_for_url("**/work")

    keys.press("Tab")
    expect(focused(walk) == "Skip to the content", f"the first stop is \"{focused(walk)}\"")
    expect(walk.page.evaluate("document.activeElement.getBoundingClientRect().top >= 0"), "the skip link is not seen when focused")
    walk.picture("skip-link")
    keys.press("Enter")
    expect(walk.page.evaluate("document.activeElement.id") == "content", "the skip link does not lead to the content")

    keys.press("g")
    keys.press("q")
    walk.page.wait_for_url("**/officer-support/work-items")
    keys.press("j")
    first = focused(walk)
    keys.press("j")
    expect(focused(walk) != first, "j does not go to the next row")
    keys.press("k")
    expect(focused(walk) == first, "k does not come back")
    keys.press("Enter")
    walk.page.wait_for_url("**/officer-support/work-items/*")
    rings(walk)

    reach(walk, "Sign out")
    keys.press("Enter")
    walk.page.wait_for_url("**/demo")
    expect(not walk.complaints, "; ".join(walk.complaints))


def focused(walk):
    return walk.page.evaluate("(document.activeElement.innerText || '').trim()")


def rings(walk):
    """Each stop of the first twenty shows where it is, and none is hidden under what sticks to the top."""
    for _ in range(20):
        walk.page.keyboard.press("Tab")
        shown = walk.page.evaluate(
            """() => {
                const e = document.activeElement;
                if (!e || e === document.body) return [true, true, ''];
                const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
                const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 5), box.top + box.height / 2);
                return [ring, !top || e.contains(top) || top.contains(e), e.outerHTML.slice(0, 120)];
            }"""
        )
        expect(shown[0], f"no ring around {shown[2]}")
        expect(shown[1], f"something covers {shown[2]}")


def reach(walk, name):
    """Presses Tab, round the page if need be, until the thing has the focus."""
    for _ in range(400):
        if focused(walk) == name:
            return
        walk.page.keyboard.press("Tab")
    raise Broken(f"\"{name}\" is not reached by Tab")


@part
def without_script(walk: Walk):
    """The same path with scripts turned off."""
    walk.sign_in("OSU analyst")
    walk.go("/officer-support/work-items?sort=member")
    walk.page.locator("tbody th a").first.click()
    walk.page.wait_for_load_state()
    walk.page.locator("ol.reasons summary").first.click()
    walk.page.locator("ol.reasons details a").first.click()
    walk.page.wait_for_load_state()
    walk.page.locator("#as-of").fill("2015-12-31")
    walk.press("Show")
    expect(walk.query("as-of") == "2015-12-31", "the day is not in the address")

    walk.go("/runs")
    walk.page.locator("tbody th a").first.click()
    walk.page.wait_for_load_state()
    slider = walk.page.locator("#multiple")
    slider.focus()
    for _ in range(3):
        walk.page.keyboard.press("ArrowRight")
    walk.page.locator(".what-if").get_by_role("button", name="Show").click()
    walk.page.wait_for_load_state()
    wanted = walk.query("multiple")
    expect(wanted != "", "the slider's number is not in the address")
    shown = float(walk.text("[data-figure='multiple']").split(" ")[0])
    expect(abs(shown - float(wanted)) < 0.001, f"asked for {wanted}, shown {shown}")
    marked = walk.page.locator(".what-if tr.marked td").first.inner_text().strip()
    expect(walk.text("[data-figure='items']").strip() == marked, "the figures and the table disagree")
    walk.picture("run-without-script")
    walk.sign_out()
    expect(not walk.complaints, "; ".join(walk.complaints))


@part
def dark(walk: Walk):
    """The screens with figures, in the dark."""
    walk.sign_in("OSU analyst")
    for path, link, name in [
        ("/work", None, "work"), ("/officer-support/work-items", None, "queue"),
        ("/officer-support/work-items", "tbody th a", "work-item"), ("/runs", "tbody th a", "run"),
        ("/imports", "tbody th a", "import"),
    ]:
        walk.go(path)
        if link:
            walk.page.locator(link).first.click()
            walk.page.wait_for_load_state()
        walk.check(name + "-dark", narrow=False)
        if name == "work-item":
            walk.page.locator("a[href*='/jacket']").first.click()
            walk.page.wait_for_load_state()
            walk.check("jacket-dark", narrow=False)


@part
def roles(walk: Walk):
    """Everybody gets to their own work, and nobody to a page that is not theirs."""
    walk.go("/demo")
    names = [name.strip() for name in walk.texts("ol.accounts h2")]
    expect(len(set(names)) == 15, f"there are accounts for {names}")
    jacket = "/members/1/jacket"
    open_to = {
        "/officer-support/work-items": {"OSU analyst", "OSU supervisor"},
        # The member works in the lieutenant's district (D20-04:VI.A.8).
        jacket: {"OSU analyst", "OSU supervisor", "Watch operations lieutenant"},
        "/runs": {"OSU analyst", "OSU supervisor", "Auditor of accesses"},
        "/imports": {"OSU analyst", "OSU supervisor", "Auditor of accesses", "Administrator (IT)"},
        "/demo/clock": {"Administrator (IT)"},
        "/officer-support/supports": set(names),
        "/officer-support/supports/draft": {"OSU analyst", "OSU supervisor"},
    }
    accounts = walk.texts("ol.accounts .account-can code:first-of-type")
    expect(len(accounts) == len(names), f"{len(names)} people and {len(accounts)} user names")
    for name, account in zip(names, accounts):
        walk.sign_in_as(account)
        walk.check("work-" + account)
        for path, allowed in open_to.items():
            walk.go(path, 200 if name in allowed else 404)
            if path == "/demo/clock" and name in allowed:
                walk.check("clock")
        walk.expected_status = 200
        walk.go("/work")
        walk.sign_out()
    expect(not walk.complaints, "; ".join(walk.complaints))


@part
def supports(walk: Walk):
    """The supports document as a member reads it, and the unit's way from a draft to the next edition."""
    walk.sign_in("Member")
    walk.follow("Supports", within="nav.sections")
    expect(walk.path() == "/officer-support/supports", "the navigation does not lead to the supports")
    expect(walk.page.locator(".support").count() >= 15, "the list is short")
    expect(walk.page.locator(".self-assessment input, .self-assessment textarea").count() == 0, "the questions ask for answers")
    asked = []
    walk.page.on("request", lambda request: asked.append(request.url))
    walk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    walk.page.wait_for_timeout(300)
    expect(not asked, f"printing tells the server: {asked}")
    walk.check("supports")
    walk.page.emulate_media(media="print")
    expect("Printed by" not in walk.text("body"), "the printed list names its reader")
    walk.picture("supports-print")
    walk.page.emulate_media(media="screen")
    walk.sign_out()

    walk.sign_in("OSU supervisor")
    walk.follow("Supports", within="nav.sections")
    walk.check("supports-unit")
    walk.follow("Draft of the next edition, and the quarterly review")
    walk.check("supports-draft")
    walk.follow("Add a support")
    walk.check("support-new")
    walk.page.locator("#title").fill("Quiet room at the academy")
    walk.expected_status = 422
    walk.press("Add to the draft")
    expect(walk.page.title().startswith("Error: "), "an unfinished support is not refused")
    expect(walk.page.locator("#title").input_value() == "Quiet room at the academy", "the name is lost")
    walk.check("support-wrong")
    walk.expected_status = 200
    walk.page.locator("#kind").select_option("medical")
    for field, words in [
        ("description", "A room without telephones, open between shifts."), ("contact", "555-0149, ask at the desk"), ("eligibility", "Every member"),
        ("confidentiality", "The door has no list."),
    ]:
        walk.page.locator("#" + field).fill(words)
    walk.page.locator("input[name='confidential'][value='yes']").check()
    walk.press("Add to the draft")
    expect("The support is in the draft" in walk.text("main"), "nothing says that it was added")
    walk.follow("Quiet room at the academy")
    walk.page.locator("#stressor").select_option("workload")
    walk.page.locator("#basis").fill("Asked for in the autumn’s feedback.")
    walk.press("Recommend it")
    walk.check("support-change")
    walk.go("/officer-support/supports/draft/self-assessment")
    walk.check("supports-questions")
    walk.go("/officer-support/supports/draft")
    walk.follow("Publish edition 2")
    walk.check("supports-publication")
    walk.page.locator("#changes").fill("A quiet room was added.")
    walk.press("Publish edition 2")
    expect("Edition 2 is published" in walk.text("main"), "nothing says that it was published")
    walk.check("supports-published", narrow=False)
    walk.follow("Edition 1, Tue 2 Jan 2018")
    expect("Quiet room" not in walk.text("main"), "the older edition has what came later")
    walk.check("supports-older")
    walk.go("/work")
    walk.sign_out()


@part
def mistakes(walk: Walk):
    """Wrong passphrases, wrong addresses and strange forms get plain words."""
    walk.go("/sign-in?return-to=%2Fruns")
    walk.expected_status = 422
    walk.page.locator("#username").fill("osu-analyst")
    walk.page.locator("#passphrase").fill("not this one")
    walk.press("Sign in")
    expect(walk.page.title().startswith("Error: "), "the title does not say that there is an error")
    expect(walk.page.locator("#username").input_value() == "osu-analyst", "the user name is lost")
    expect(walk.page.evaluate("document.activeElement.className") == "errors", "the summary of errors is not focused")
    walk.check("sign-in-wrong")
    walk.expected_status = 200
    walk.page.locator("#passphrase").fill("osu-analyst demonstration")
    walk.press("Sign in")
    expect(walk.path() == "/runs", "signing in does not lead back to where it was asked for")

    for path, status in [
        ("/nowhere", 404), ("/officer-support/work-items/W-9999-99", 404), ("/members/999999999/jacket", 404),
        ("/members/1/jacket?as-of=yesterday", 400), ("/runs/1?multiple=plenty", 400), ("/runs/abc", 404),
    ]:
        walk.go(path, status)
        expect("Nothing was changed" in walk.text("main"), f"{path} does not say what became of the work")
        walk.check(f"error-{status}", narrow=False)

    answer = walk.context.request.post(walk.base + "/imports", form={"folder": "x"})
    expect(answer.status in (400, 403, 404), f"a form without its token is answered {answer.status}")


@part
def account(walk: Walk):
    """One's own account: the sessions, the passphrase's page, the second factor up to its confirmation."""
    walk.sign_in("Auditor of accesses")
    walk.page.locator("a.reader").click()
    walk.page.wait_for_url("**/account")
    expect(walk.page.get_by_text("This one").count() == 1, "the list does not say which session is this one")
    expect("Chrome on Linux" in walk.text("main"), "the browser is not named")
    walk.check("account")
    walk.follow("Change the passphrase")
    walk.check("passphrase")
    walk.go("/account/second-factor")
    walk.check("second-factor")
    walk.press("Set it up")
    expect(walk.page.locator("svg.qr path").count() == 1, "there is no code to be read by a camera")
    walk.check("second-factor-pending")
    walk.expected_status = 422
    walk.page.locator("#code").fill("000000")
    walk.press("Confirm")
    expect(walk.page.title().startswith("Error: "), "a wrong code is not told")
    walk.check("second-factor-wrong", narrow=False)
    walk.expected_status = 200
    walk.press("Leave it as it was")
    walk.page.get_by_role("button", name="Set it up").wait_for()
    walk.go("/work")
    walk.sign_out()


@part
def lock(walk: Walk):
    """After half an hour the page is covered; the passphrase uncovers it, with what was typed and a token that counts."""
    walk.page.clock.install()
    walk.sign_in("Administrator (IT)")
    walk.go("/demo/clock")
    walk.page.locator("input[name='step'][value='chosen']").check()
    walk.page.locator("#time").fill("09:41")
    token = walk.page.locator("input[name='csrf']").first.input_value()

    answers = {"left": 100}
    told = lambda route: (
        route.fulfill(status=200, content_type="application/json", body='{"secondsLeft":%d}' % answers["left"])
        if answers["left"] > 0
        else route.fulfill(status=401, content_type="application/json", body='{"error":"Sign in first."}')
    )
    walk.page.route("**/api/v1/account/session", told)
    walk.expected_status = 401
    walk.page.clock.run_for(61_000)
    dialog = walk.page.locator("dialog")
    dialog.get_by_role("heading", name="Are you still there?").wait_for()
    walk.accessible("the warning")
    walk.picture("lock-warning")
    answers["left"] = 1_800
    dialog.get_by_role("button", name="Stay signed in").click()
    expect(dialog.count() == 0, "the warning does not go")

    answers["left"] = 0
    walk.page.clock.run_for(61_000)
    dialog.get_by_role("heading", name="This page is locked").wait_for()
    walk.accessible("the lock")
    walk.picture("lock")
    expect(not walk.page.locator("h1").is_visible(), "what stood on the page can be read beside the lock")
    walk.page.keyboard.press("Escape")
    walk.page.keyboard.press("Escape")
    # The browser closes it at the second try, and it comes back; what is behind it stays hidden meanwhile.
    dialog.wait_for()
    expect(not walk.page.locator("h1").is_visible(), "Escape opens the lock")
    walk.expected_status = 422
    dialog.get_by_label("Passphrase").fill("not this one")
    walk.page.keyboard.press("Enter")
    dialog.get_by_text("not right").wait_for()
    expect(dialog.get_by_label("Passphrase").input_value() == "", "the wrong passphrase stays in the field")
    answers["left"] = 1_800
    dialog.get_by_label("Passphrase").fill("administrator demonstration")
    walk.page.keyboard.press("Enter")
    dialog.wait_for(state="detached")
    expect(walk.page.locator("h1").is_visible(), "the page stays covered")
    expect(walk.page.locator("#time").input_value() == "09:41", "what was typed is lost")
    fresh = {field.input_value() for field in walk.page.locator("input[name='csrf']").all()}
    expect(len(fresh) == 1 and fresh != {token}, "the forms keep the token of the session that ended")
    walk.expected_status = 422
    walk.page.locator("#day").fill("2001-01-01")
    walk.press("Set the clock forward")
    expect(walk.page.title().startswith("Error: "), "the form is not taken with the new token")
    expect(not walk.complaints, "; ".join(walk.complaints))


@part
def clock(walk: Walk):
    """The administrator sets the clock forward and the analyst sees deadlines pass."""
    walk.sign_in("Administrator (IT)")
    walk.go("/demo/clock")
    before = walk.text("p.lede")
    walk.page.locator("input[name='step'][value='week']").check()
    walk.press("Set the clock forward")
    walk.go("/demo/clock")
    expect(walk.text("p.lede") != before, "the clock stands still")
    walk.go("/work")
    walk.sign_out()
    walk.sign_in("OSU analyst")
    expect("overdue" in walk.text("main"), "a week later nothing is overdue")
    walk.check("work-overdue")
    walk.go("/officer-support/work-items")
    walk.check("queue-overdue")


PARTS["life"] = life.life
PARTS["unhappy"] = life.unhappy
PARTS["resiliency"] = resiliency.resiliency
PARTS["elsewhere"] = elsewhere.elsewhere
PARTS["pictures"] = life.pictures


def main():
    name, base = sys.argv[1], sys.argv[2].rstrip("/")
    options = {"without-script": {"java_script_enabled": False}, "dark": {"color_scheme": "dark"}}.get(name, {})
    executable = next(path for path in ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"] if os.path.exists(path))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        with contextlib.closing(browser):
            walk = Walk(browser, base, **options)
            try:
                PARTS[name](walk)
            except Exception as problem:
                walk.picture("broken-" + name)
                words = str(problem) if isinstance(problem, Broken) else f"{type(problem).__name__}: {problem}"
                print(f"{name}, at {walk.page.url}: {words}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
