"""The life of a Work Item (D20-04 V to VII), walked by everybody who has a part in it, each in a browser of their own.

`life` is the whole of it, from the analyst's review to the close. `unhappy` is what goes another way: an item that repeats
the one before, a member who is not at ease, a furlough, a plan that comes back, a member who moves to another unit.
"""

import csv
import datetime
import os
import re
from pathlib import Path
from urllib.parse import urlparse

from visitor import Broken, Walk, expect

STRESSORS = "Broken nights since the change of watch"
NOTES = "Spoke of the third watch and of a sick parent"
REPLY = "Two of these complaints were mine to answer for, one was not"
ASSESSMENT = "Many stops on one corner in the autumn"
REVIEW = "Four complaints in one year, two of them sustained"


class Cast:
    """Everybody with a part, each signed in once and for all."""

    def __init__(self, walk):
        self.walk, self.people = walk, {}

    def __getitem__(self, account) -> Walk:
        if account not in self.people:
            person = Walk(self.walk.context.browser, self.walk.base)
            person.sign_in_as(account)
            self.people[account] = person
        # What is broken is pictured where it broke.
        self.walk.page = self.people[account].page
        return self.people[account]

    def quiet(self):
        for account, person in self.people.items():
            expect(not person.complaints, f"{account}: " + "; ".join(person.complaints))


class Item:
    """A Work Item on its way."""

    def __init__(self, cast, reference):
        self.cast, self.reference = cast, reference
        self.page = f"/officer-support/work-items/{reference}"
        self.own = f"/officer-support/own/{reference}"

    def open(self, account, name=None):
        """From one's own work, where the item is asked of one; else by its address."""
        person = self.cast[account]
        person.go("/work")
        link = person.page.locator(f"main a[href='{self.page}']")
        if link.count():
            link.first.click()
            person.page.wait_for_load_state()
        else:
            person.go(self.page)
        if name:
            person.look(name)
        return person

    def begin(self, account, step, at=None):
        """Opens the form of a step, by its link on the item's page."""
        person = self.cast[account]
        if person.path() != (at or self.page):
            if at:
                person.go(at)
            else:
                self.open(account)
        link = person.page.locator(f"main a[href$='/steps/{step}']")
        if link.count() == 0:
            # Somebody else acted since the page was opened.
            person.page.reload()
        expect(link.count() > 0, f"{account} is not offered {step} on {person.page.url}:\n{person.text('main')[:1500]}")
        link.first.click()
        person.page.wait_for_load_state()
        return person

    def take(self, account, step, /, look=None, at=None, **answers):
        person = self.begin(account, step, at)
        if look:
            person.look(look)
        fill(person, answers)
        person.page.locator("main form button[type=submit]").last.click()
        person.page.wait_for_load_state()
        expect(
            "/steps/" not in person.path() and person.page.locator("[role=status]").count() > 0,
            f"{account} could not take {step}: {person.text('main')[:1500]}")
        return person

    def refused(self, account, step, says, /, look=None, at=None, **answers):
        person = self.begin(account, step, at)
        fill(person, answers)
        person.expected_status = 422
        person.page.locator("main form button[type=submit]").last.click()
        person.page.wait_for_load_state()
        expect(person.page.title().startswith("Error: "), f"{account} may take {step}, which should be refused: {says}")
        expect(says in person.text("main"), f"{step} is refused without “{says}”: {person.text('main')[:800]}")
        if look:
            person.check(look)
        person.expected_status = 200
        return person

    def is_nothing_for(self, *accounts, former=False):
        """Not there, as where there is no such item, and nothing of it among what waits. Whoever had it once keeps the
        notice of that (ambiguity 2.17)."""
        for account in accounts:
            person = self.cast[account]
            for path in [self.page, self.page + "/guide-sheet", self.own]:
                try:
                    person.go(path, 404)
                except Broken as problem:
                    raise Broken(f"{account}: {problem}") from problem
            person.expected_status = 200
            person.go("/work")
            expect(self.reference not in person.text("body"), f"{account} finds {self.reference} on the page of the own work")
            if former:
                continue
            person.go("/notices")
            expect(self.reference not in person.text("body"), f"{account} has a notice of {self.reference}")


def now(person):
    """The demonstration's clock, as the page in front says it."""
    return datetime.datetime.fromisoformat(person.page.locator(".demonstration time").first.get_attribute("datetime")[:16])


def moment(person, **ahead):
    return now(person) + datetime.timedelta(**ahead)


def fill(person, answers):
    """Answers by the keys of the questions: a moment as itself or as `now`, choices by their values, yes as True."""
    page = person.page
    for key, value in answers.items():
        key = key.replace("_", "-")
        if value == "now":
            value = now(person)
        if isinstance(value, datetime.datetime):
            page.locator(f"[name='{key}-day']").fill(value.date().isoformat())
            page.locator(f"[name='{key}-time']").fill(value.strftime("%H:%M"))
            continue
        if isinstance(value, datetime.date):
            value = value.isoformat()
        field = page.locator(f"main [name='{key}']")
        expect(field.count() > 0, f"there is no field {key} on {page.url}")
        kind = field.first.get_attribute("type")
        if value is True:
            field.first.check()
        elif kind in ("radio", "checkbox"):
            for choice in [value] if isinstance(value, str) else value:
                page.locator(f"main [name='{key}'][value='{choice}']").check()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def first_item(walk, member):
    """The reference of a member's item in the analyst's queue."""
    walk.go("/officer-support/work-items")
    row = walk.page.locator("tbody tr", has_text=member)
    expect(row.count() > 0, f"{member} is not in the queue")
    return row.first.get_by_role("link").first.get_attribute("href").rsplit("/", 1)[1]


def set_clock(cast, step, day=None, time="08:00"):
    administrator = cast["administrator"]
    administrator.go("/demo/clock")
    administrator.page.locator(f"input[name='step'][value='{step}']").check()
    if day:
        administrator.page.locator("#day").fill(day.isoformat())
        administrator.page.locator("#time").fill(time)
    administrator.press("Set the clock forward")
    administrator.page.wait_for_url("**/demo/clock")


CONVERSATION = {
    key: True for key in ["indicators", "contributors", "list-given", "private", "on-duty", "confidential", "sharing-told", "non-disciplinary"]
}


def values(person, key):
    return [field.get_attribute("value") for field in person.page.locator(f"main [name='{key}']").all()]


def life(walk: Walk):
    """The whole life, by everybody who has a part in it."""
    cast = Cast(walk)
    analyst = cast["osu-analyst"]
    analyst.look("life-work-analyst")
    item = Item(cast, first_item(analyst, "Juniper Alder"))
    outsiders = ["commander-005", "lieutenant-005", "sergeant-005", "member-005", "coordinator-005", "area-representative"]
    item.is_nothing_for(*outsiders)

    unit(item)
    representative(item)
    overseer(item)
    respond(item)
    converse(item)
    plan(item)
    follow(item)
    end(item)
    cast.quiet()


def unit(item):
    """V.A: review, validity, forwarding."""
    item.open("osu-analyst", "life-item-analyst")
    item.take("osu-analyst", "review", "life-review", finding=REVIEW)
    item.take("osu-analyst", "findValid", "life-valid")
    item.cast["osu-analyst"].check("life-item-valid")
    item.take("osu-analyst", "forward", "life-forward", representative="area-representative")
    # Whoever answers for the district sees from now on that there is one, and where it stands.
    person = item.cast["commander-005"]
    person.go(item.page)
    expect(REVIEW not in person.text("main"), "the commander reads the analyst's review")
    item.is_nothing_for("sergeant-005", "second-sergeant-005", "member-005", "commander-004")


def representative(item):
    """V.B: the representative's review, guidance, the overseer."""
    person = item.cast["area-representative"]
    person.go("/work")
    person.look("life-work-representative")
    item.open("area-representative", "life-item-representative")
    item.refused("area-representative", "reviewAsRepresentative", "“What your review found” is not answered", "life-refused", finding="")
    item.take("area-representative", "reviewAsRepresentative", finding="Agrees with the analyst; a supervisor who knows the watch")
    item.take(
        "area-representative", "guide", "life-guide", kind="conversation", guidance="Begin with what went well, and let the member speak first")
    form = item.begin("area-representative", "assignOverseer")
    form.look("life-overseer")
    expect("member-005" not in values(form, "overseer"), "the member can be named as overseer of the own item")
    item.take("area-representative", "assignOverseer", overseer="lieutenant-005")
    item.is_nothing_for("sergeant-005", "member-005", "commander-004")


def overseer(item):
    """VI.A: the review, the supervisor, the in-person notice."""
    person = item.cast["lieutenant-005"]
    person.go("/notices")
    expect(item.reference in person.text("main"), "the overseer has no notice")
    person.look("life-notices")
    item.open("lieutenant-005", "life-item-overseer")
    person = item.cast["coordinator-005"]
    person.go(item.page)
    person.look("life-item-coordinator")
    words = person.text("main")
    expect(REVIEW not in words and "Why this Work Item" not in words, "the coordinator learns more than where the item stands")
    item.take("lieutenant-005", "reviewAsOverseer", reviewed=True)
    item.take("lieutenant-005", "assignSupervisor", "life-supervisor", supervisor="sergeant-005")
    item.is_nothing_for("member-005", "second-sergeant-005")
    item.take("coordinator-005", "remind")
    item.take("lieutenant-005", "notifyMember", "life-notify", happened="now", in_person=True, place="office")


def respond(item):
    """VI.B.1 and 2: the jacket, the response, the Officer Support Unit."""
    person = item.cast["sergeant-005"]
    person.go("/work")
    person.look("life-work-supervisor")
    item.open("sergeant-005", "life-item-supervisor")
    expect(
        person.page.locator("main a[href$='/steps/respond']").count() == 0 and "open the member’s jacket" in person.text("main"),
        "the supervisor can respond without the jacket")
    person.follow("Open the jacket.", within="main")
    expect(person.path().endswith("/jacket"), "the way to the jacket leads elsewhere")
    person.look("life-jacket")
    item.take("sergeant-005", "respond", "life-respond", assessment=ASSESSMENT)
    item.take("sergeant-005", "contactUnit", "life-contact", person="osu-supervisor", happened="now", advice="Ask for the list of supports first")
    item.take(
        "sergeant-005", "schedule", "life-schedule", meeting=moment(person, days=1, hours=2), place="Room 2 on the second floor")


def converse(item):
    """VI.B.3 and 4: the member's own page, the guide, the conversation."""
    member = item.cast["member-005"]
    member.go("/work")
    member.page.locator(f"main a[href='{item.own}']").first.click()
    member.page.wait_for_load_state()
    member.look("life-own")
    words = member.text("main")
    looked = member.texts("ul.lookers li")
    expect(looked and all(" Jan 2018" in line for line in looked), f"who has looked is told of another day: {looked}")
    expect("OSU analyst" not in " ".join(looked), "the member is told of readings from before the notice")
    expect("Room 2 on the second floor" in words, "the appointment is not on the member's page")
    for secret in [ASSESSMENT, REVIEW, "Ask for the list of supports first"]:
        expect(secret not in words, f"the member reads “{secret}”")
    member.page.locator("[name='reply']").fill(REPLY)
    member.press("Send the reply")
    expect(REPLY in member.text("main"), "the reply is not on the member's page")
    set_clock(item.cast, "chosen", day=moment(item.cast["sergeant-005"], days=1).date(), time="16:00")
    person = item.open("sergeant-005")
    expect(REPLY in person.text("main"), "the supervisor does not read the reply")
    person.follow("Guide for the conversation", within="main")
    person.look("life-guide-sheet")
    form = item.begin("sergeant-005", "holdConversation")
    form.look("life-conversation")
    item.refused("sergeant-005", "holdConversation", "Confirm", "life-conversation-refused", happened=moment(form, hours=-1), notes=NOTES)
    expect(form.page.locator("#notes").input_value() == NOTES, "the notes are lost")
    item.take("sergeant-005", "holdConversation", happened=moment(form, hours=-1), edition="1", notes=NOTES, **CONVERSATION)
    item.cast["sergeant-005"].look("life-item-held")
    item.take("sergeant-005", "wishSession", "life-wish", happened="now")
    item.take("sergeant-005", "consultOnSession", happened="now")
    item.take("sergeant-005", "offerSession", "life-session", session=moment(form, days=5))


def plan(item):
    """VI.B.5: the plan and its two reviews; who reads which part of it."""
    form = item.begin("sergeant-005", "submitPlan")
    form.look("life-plan-form")
    supports = values(form, "supports")[:2]
    item.take(
        "sergeant-005", "submitPlan", stressors=STRESSORS, supports=supports, services="A quieter watch for a quarter", training="Stress and sleep",
        performance="Rested, and less alone with it", follow_up="A talk every second week", worked_out=now(form).date())
    item.cast["sergeant-005"].look("life-item-plan")
    hidden = {
        # Each with what they do not read: notes of the conversation, stressors, the assessment (ambiguity 2.17).
        "lieutenant-005": [], "area-representative": [NOTES, ASSESSMENT, REPLY], "osu-supervisor": [NOTES, STRESSORS, ASSESSMENT, REPLY],
        "osu-analyst": [NOTES, STRESSORS, ASSESSMENT, REPLY, "A quieter watch"], "coordinator-005": [NOTES, STRESSORS, ASSESSMENT, REPLY, "A quieter watch"],
    }
    for account, words in hidden.items():
        person = item.cast[account]
        person.go(item.page)
        person.check(f"life-plan-{account}")
        text = person.page.content()
        for word in words:
            expect(word not in text, f"{account} reads “{word}”")
        for word in {STRESSORS, NOTES} - set(words):
            expect(word in text, f"{account} does not read “{word}”")
    item.take("lieutenant-005", "reviewPlanAsOverseer", "life-plan-overseer", answered=True, appropriate=True)
    item.take("area-representative", "reviewPlanAsRepresentative", "life-plan-representative", needs_met=True)


def follow(item):
    """VI.B.7: supports made available, connected, completed, verified; the follow-up."""
    person = item.open("sergeant-005", "life-item-accepted")
    form = item.begin("sergeant-005", "makeAvailable")
    form.look("life-supports")
    supports = values(form, "support")
    expect(len(supports) == 4, f"the plan has {supports}")
    item.take("sergeant-005", "makeAvailable", support=supports, happened="now")
    item.take("sergeant-005", "startFollowUp")
    item.take("sergeant-005", "connect", support=supports[:3], happened="now")
    item.take("sergeant-005", "recordDeclined", support=supports[3:], happened="now")
    member = item.cast["member-005"]
    member.go(item.own)
    member.look("life-own-supports")
    expect("Connected" in member.text("main") or "connected" in member.text("main"), "the member does not see how far the supports came")
    set_clock(item.cast, "week")
    item.take("sergeant-005", "followUp", "life-follow-up", progress="Sleeps better, the watch was changed")
    item.take("sergeant-005", "reportCompletion", support=supports[:2], happened="now")
    item.take("sergeant-005", "endSupport", support=supports[2:3], reason="The course is given again in spring")
    item.take("area-representative", "verifyCompletion", "life-verify", support=supports[:2], happened="now", basis="Asked the member")
    item.take("sergeant-005", "endFollowUp")
    person.look("life-item-follow-up")


def end(item):
    """V.B.5: the close; the file stays with those who had it, and the reading of it is on record."""
    item.take("area-representative", "close", "life-close", words="All is done")
    item.cast["area-representative"].look("life-item-closed")
    for account in ["osu-analyst", "lieutenant-005", "sergeant-005"]:
        person = item.cast[account]
        person.go(item.page)
        expect("Closed" in person.text("main"), f"{account} does not see that it is closed")
        person.go("/work")
        expect(item.reference not in person.text("main"), f"a closed item waits for {account}")
    member = item.cast["member-005"]
    member.go(item.own)
    member.look("life-own-closed")
    expect(member.page.locator("ul.lookers li").count() > 0, "the member is not told who has looked")
    analyst = item.cast["osu-supervisor"]
    analyst.go(item.page + "/access")
    analyst.check("life-access")


# What goes another way


def unhappy(walk: Walk):
    """Uneasy, away, returned, moved, repeated."""
    cast = Cast(walk)
    juniper = Item(cast, first_item(cast["osu-analyst"], "Juniper Alder"))
    olive = Item(cast, first_item(cast["osu-analyst"], "Olive Kestrel"))
    for item in [juniper, olive]:
        to_overseer(item)
    uneasy(juniper)
    away(juniper)
    returned(juniper)
    moves(olive)
    repeats(cast, juniper)
    cast.quiet()


def to_overseer(item):
    item.take("osu-analyst", "review", finding=REVIEW)
    item.take("osu-analyst", "findValid")
    item.take("osu-analyst", "forward", representative="area-representative")
    item.take("area-representative", "reviewAsRepresentative", finding="Agrees")
    item.take("area-representative", "assignOverseer", overseer="commander-005")


def uneasy(item):
    """VI.A.2.a: another supervisor for the asking; the former one is shut out at once."""
    item.take("commander-005", "reviewAsOverseer", reviewed=True)
    item.take("commander-005", "assignSupervisor", supervisor="sergeant-005")
    former = item.open("sergeant-005")
    expect("Juniper Alder" in former.text("main"), "the supervisor does not see whom it is about")
    item.take("commander-005", "letSupervisorTell")
    item.take("sergeant-005", "notifyMember", happened="now", in_person=True, place="station")
    member = item.cast["member-005"]
    item.take("member-005", "askForAnother", "unhappy-another", at=item.own)
    member.check("unhappy-own-asked")
    expect("no reason is asked" in member.text("main"), "the member is not told that no reason is asked")
    person = item.cast["commander-005"]
    person.go("/work")
    person.check("unhappy-work-overseer")
    expect("Assign another supervisor" in person.text("main"), "the overseer's work does not say what the member asked for")
    item.open("commander-005", "unhappy-item-asked")
    # The former supervisor has the page open when somebody else is chosen.
    item.begin("sergeant-005", "writeNote")
    item.refused("commander-005", "reassign", "That is the supervisor who has the item now", supervisor="sergeant-005", reason="uncomfortable")
    item.take("commander-005", "reassign", "unhappy-reassign", supervisor="second-sergeant-005", reason="uncomfortable")
    former.expected_status = 404
    former.page.locator("#note").fill("One more thing")
    former.page.locator("main form button[type=submit]").last.click()
    former.page.wait_for_load_state()
    expect("Nothing was changed" in former.text("main"), "the former supervisor can still write")
    former.check("unhappy-former")
    former.expected_status = 200
    item.is_nothing_for("sergeant-005", former=True)


def away(item):
    """VI.A.2.b: a furlough is reported; the clocks run on, and what is late is explained."""
    person = item.open("second-sergeant-005")
    today = now(person).date()
    due = person.text("#clocks + *")
    item.refused(
        "second-sergeant-005", "reportDelay", "Give the expected return", "unhappy-delay-refused", delayed=["response"], delay="furlough", **{"from": today})
    item.take(
        "second-sergeant-005", "reportDelay", "unhappy-delay", delayed=["response", "conversation"], delay="furlough",
        **{"from": today, "return": today + datetime.timedelta(days=6)})
    person.check("unhappy-item-delayed")
    expect("Furlough" in person.text("main"), "the delay is not to be read")
    set_clock(item.cast, "week")
    person = item.open("second-sergeant-005", "unhappy-item-late")
    expect(due != "" and "late" in person.text("main").lower() or "overdue" in person.text("main").lower(), "the clocks stood still")
    person.follow("Open the jacket.", within="main")
    item.take("second-sergeant-005", "respond", assessment=ASSESSMENT)
    words = person.text("aside.narrow-side")
    expect("explained" in words.lower() or "furlough" in words.lower(), f"a late response after a furlough is not explained: {words}")
    person.check("unhappy-item-explained")


def returned(item):
    """VI.A.5, VI.B.6: the plan comes back with corrections; changed recommendations need another meeting."""
    person = item.cast["second-sergeant-005"]
    item.take("second-sergeant-005", "contactUnit", person="osu-analyst", happened="now")
    item.take("second-sergeant-005", "schedule", meeting=moment(person, hours=2), place="Room 2")
    set_clock(item.cast, "chosen", day=now(person).date(), time="16:30")
    item.open("second-sergeant-005")
    item.take("second-sergeant-005", "holdConversation", happened=moment(person, hours=-2), edition="1", **CONVERSATION)
    form = item.begin("second-sergeant-005", "submitPlan")
    supports = values(form, "supports")
    answers = dict(
        stressors="None identified", performance="More sleep", follow_up="A talk in a month", worked_out=now(form).date())
    item.refused("second-sergeant-005", "submitPlan", "Recommend at least one support", "unhappy-plan-empty", **answers)
    item.take("second-sergeant-005", "submitPlan", supports=supports[:1], **answers)
    item.take("area-representative", "reviewPlanAsRepresentative", needs_met=True)
    item.take("commander-005", "returnPlan", "unhappy-return", corrections="Say how the follow-up is done\nAdd a second support", material=True)
    item.open("second-sergeant-005", "unhappy-item-returned")
    form = person
    expect("meet the member again" in form.text("main").lower(), "nothing says that the member is to be met again")
    set_clock(item.cast, "hour")
    item.open("second-sergeant-005")
    item.take("second-sergeant-005", "meetAgain", "unhappy-meet-again", happened="now")
    form = item.begin("second-sergeant-005", "resubmitPlan")
    form.look("unhappy-resubmit")
    expect(form.page.locator("#performance").input_value() == "More sleep", "the plan has to be typed again")
    item.refused("second-sergeant-005", "resubmitPlan", "Not yet made: Add a second support", corrections=["1"], supports=supports[:2])
    item.take("second-sergeant-005", "resubmitPlan", corrections=["1", "2"], supports=supports[:2], follow_up="A talk every Tuesday")
    person.check("unhappy-item-resubmitted")
    for account, step, answers in [
        ("commander-005", "reviewPlanAsOverseer", {"answered": True, "appropriate": True}),
        ("area-representative", "reviewPlanAsRepresentative", {"needs_met": True}),
    ]:
        item.take(account, step, **answers)
    item.open("second-sergeant-005")
    expect("Plan accepted" in person.text("main"), "two reviews of the corrected plan do not accept it")


def deliver(cast, folder, change):
    """Changes a file of the personnel register, and has the administrator import the folder again."""
    path = Path(folder) / "posting.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    fields = list(rows[0])
    change(rows)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    administrator = cast["administrator"]
    administrator.go("/imports/new")
    administrator.page.locator("main input[type=radio]").first.check()
    administrator.press("Import the folder")
    finish(administrator, "unhappy-import")


def finish(person, name):
    """Waits for a piece of work under way, and follows where it leads."""
    for _ in range(240):
        if "/jobs/" not in person.path():
            return
        if person.page.locator("main a.button").count():
            person.check(name)
            person.page.locator("main a.button").first.click()
            person.page.wait_for_load_state()
            return
        person.page.wait_for_timeout(500)
        person.page.reload()
    expect(False, f"{name} does not end: {person.text('main')[:600]}")


def moves(item):
    """VI.D.3.c: the member moves to another unit; the item goes along, and the old unit sees nothing more."""
    item.take("commander-005", "reviewAsOverseer", reviewed=True)
    # One supervisor would have every open item of the unit (VI.D.2).
    item.refused(
        "commander-005", "assignSupervisor", "would hold every open item of the unit", "unhappy-all-on-one", supervisor="second-sergeant-005",
        reason="unavailable")
    item.take("commander-005", "assignSupervisor", supervisor="sergeant-005")
    item.is_nothing_for("commander-004")
    today = now(item.open("area-representative")).date()

    def to_the_fourth(rows):
        mine = [row for row in rows if row["member"] == "10006" and row["end"] == ""]
        mine[-1]["end"] = (today - datetime.timedelta(days=2)).isoformat()
        rows.append({"key": "10006-9", "member": "10006", "start": (today - datetime.timedelta(days=1)).isoformat(), "end": "", "unit": "4", "kind": "assignment"})

    deliver(item.cast, os.environ["MAINSTAY_RECORDS"], to_the_fourth)
    item.open("area-representative", "unhappy-item-elsewhere")
    item.take("area-representative", "move", "unhappy-move", unit="4", overseer="commander-004")
    item.is_nothing_for("commander-005", "sergeant-005", former=True)
    there = item.open("commander-004", "unhappy-item-moved")
    expect("Olive Kestrel" in there.text("main"), "the new unit does not see whom it is about")


def repeats(cast, earlier):
    """V.A.3: only an item whose profile data repeat those of the one before is closed, and nobody learns of it."""
    set_clock(cast, "month")
    analyst = cast["osu-analyst"]
    analyst.go("/runs/new")
    analyst.press("Run the month")
    finish(analyst, "unhappy-run")
    later = Item(cast, first_item(analyst, "Juniper Alder"))
    expect(later.reference != earlier.reference, "the month raised no item of its own")
    changed = Item(cast, first_item(analyst, "Olive Kestrel"))
    analyst.go(changed.page)
    analyst.check("unhappy-changed")
    expect("so it is no repetition" in analyst.text("main"), "nothing says what changed")
    analyst.go(changed.page + "/closing")
    analyst.check("unhappy-closing-refused")
    expect(analyst.page.get_by_role("button", name=re.compile("Close .* for good")).count() == 0, "an item that changed can be closed")
    later.take("osu-analyst", "review", finding="The same as in January")
    later.open("osu-analyst", "unhappy-item-repeats")
    analyst.follow("Close as duplicative", within="main")
    analyst.look("unhappy-closing")
    analyst.page.locator("#reason").fill("The profile data are those of January; its plan is under way")
    analyst.page.get_by_role("button", name=re.compile("Close .* for good")).click()
    analyst.page.wait_for_load_state()
    analyst.look("unhappy-closed")
    later.is_nothing_for("member-005", "commander-005", "sergeant-005", "second-sergeant-005", "coordinator-005", "area-representative", "lieutenant-005")


# The pictures of the README


def pictures(walk: Walk):
    """Takes some items some way and keeps what is seen of them in docs/pictures; not a test."""
    cast = Cast(walk)
    folder = Path(__file__).resolve().parents[2] / "docs/pictures"

    def keep(account, path, name, scroll=None):
        person = cast[account]
        person.page.set_viewport_size({"width": 1200, "height": 820})
        person.go(path)
        if scroll:
            person.page.locator(scroll).first.evaluate("place => window.scrollTo(0, place.getBoundingClientRect().top + window.scrollY - 24)")
        person.page.screenshot(path=str(folder / f"{name}.png"))

    analyst = cast["osu-analyst"]
    keep("osu-analyst", "/officer-support/work-items", "queue")
    keep("osu-analyst", "/runs/1", "run")
    analyst.go("/officer-support/work-items?district=5")
    references = [link.get_attribute("href").rsplit("/", 1)[1] for link in analyst.page.locator("tbody th a").all()]
    items = [Item(cast, reference) for reference in references[:5]]
    for item in items:
        item.take("osu-analyst", "review", finding=REVIEW)
        item.take("osu-analyst", "findValid")
        item.take("osu-analyst", "forward", representative="area-representative")
    for item in items[:4]:
        item.take("area-representative", "reviewAsRepresentative", finding="Agrees with the analyst")
        item.take("area-representative", "assignOverseer", overseer="lieutenant-005")
    set_clock(cast, "day")
    supervisors = ["sergeant-005", "second-sergeant-005"]
    for number, item in enumerate(items[:3]):
        item.take("lieutenant-005", "reviewAsOverseer", reviewed=True)
        if number < 2:
            item.take("lieutenant-005", "assignSupervisor", supervisor=supervisors[number % 2], reason="unavailable")
    first = items[0]
    first.take("lieutenant-005", "notifyMember", happened="now", in_person=True, place="office")
    person = first.open("sergeant-005")
    keep("sergeant-005", first.page, "work-item")
    person.follow("Open the jacket.", within="main")
    keep("sergeant-005", person.path() + "?" + urlparse(person.page.url).query, "jacket")
    first.take("sergeant-005", "respond", assessment=ASSESSMENT)
    first.take("sergeant-005", "contactUnit", person="osu-analyst", happened="now")
    first.take("sergeant-005", "schedule", meeting=moment(person, hours=3), place="Room 2")
    set_clock(cast, "day")
    first.open("sergeant-005")
    first.take("sergeant-005", "holdConversation", happened=moment(person, hours=-2), edition="1", **CONVERSATION)
    form = first.begin("sergeant-005", "submitPlan")
    first.take(
        "sergeant-005", "submitPlan", stressors="None identified", supports=values(form, "supports")[:2], services="A quieter watch for a quarter",
        training="Stress and sleep", performance="Rested, and less alone with it", follow_up="A talk every second week", worked_out=now(form).date())
    keep("lieutenant-005", "/work", "my-work")
    keep("lieutenant-005", first.page, "plan", scroll="#plan")
    cast.quiet()
