"""The Resiliency Support System (SRV-017), walked by its roles: from a supervisor's worry to the completed plan, and what
nobody else may find."""

import datetime

from life import Cast, fill, now
from visitor import Walk, expect


def send(person, name):
    """Sends the form by the button of this name, and comes to a page with a word of what happened."""
    person.page.locator("main form").get_by_role("button", name=name, exact=True).click()
    person.page.wait_for_load_state()
    expect(
        "/steps/" not in person.path() and not person.path().endswith("/new"),
        f"“{name}” was not taken: {person.text('main')[:1500]}")


def take(cast, account, record, step, name, /, look=None, show=False, **answers):
    """Takes a step on a record, from its own page."""
    person = cast[account]
    person.go(record)
    link = person.page.locator(f"main a[href$='/steps/{step}']")
    expect(link.count() > 0, f"{account} is not offered {step} on {record}:\n{person.text('main')[:1200]}")
    link.first.click()
    person.page.wait_for_load_state()
    if show:
        asked = {key: value for key, value in answers.items() if key in show}
        fill(person, asked)
        person.press("Show the questions for what is chosen")
        answers = {key: value for key, value in answers.items() if key not in show}
    if look:
        person.check(look)
    fill(person, answers)
    send(person, name)
    return person


def resiliency(walk: Walk):
    cast = Cast(walk)
    sergeant = cast["sergeant-005"]
    sergeant.look("resiliency-work")
    sergeant.follow("Resiliency", within="nav.sections")
    sergeant.look("resiliency")
    today = now(sergeant).date()
    incident = document(cast, today)
    strangers(cast, incident)
    take(cast, "sergeant-005", incident, "discuss", "Record the discussion with the employee", look="resiliency-discuss",
         discussed=today, discussed_by="sergeant-005", discussion="Tired, and glad to be asked")
    take(cast, "sergeant-005", incident, "submit", "Submit to the chain of command", evaluated=True, reasoning="Weighed against the last months")
    lieutenant = cast["lieutenant-005"]
    lieutenant.go("/work")
    expect(incident.rsplit("/", 1)[1] in lieutenant.text("main"), "the chain of command is not asked")
    take(cast, "lieutenant-005", incident, "findMet", "Determine that the criteria are met", look="resiliency-determine", reason="The circumstances were unusual")
    lieutenant.go(incident, 404)
    take(cast, "sergeant-005", incident, "contact", "Contact the Officer Wellness Section", purpose="activation", day=today, **{"with": "ows-supervisor"})
    take(cast, "ows-supervisor", incident, "activate", "Settle jointly: activate", look="resiliency-activate", supervisor="sergeant-005",
         member_of_section="ows-supervisor", day=today, outcome="plan", words="A plan helps")
    plan = write_plan(cast, incident, today)
    carry_out(cast, plan, today)
    take(cast, "ows-supervisor", incident, "closeActivated", "Close the activated case", reason="The plan is completed")
    section(cast)
    referral(cast)
    own(cast)
    cast.quiet()


def document(cast, today):
    """IV.A: whom it is about, the criteria, the facts that each needs."""
    sergeant = cast["sergeant-005"]
    sergeant.follow("Document an incident", within="main")
    sergeant.check("resiliency-choose")
    sergeant.page.locator("ul.choices a").last.click()
    sergeant.page.wait_for_load_state()
    sergeant.look("resiliency-new")
    fill(sergeant, {"occurred": today - datetime.timedelta(days=3), "criteria": "crash", "event": "A crash at walking pace in the yard"})
    sergeant.press("Show the questions for what is chosen")
    expect(sergeant.page.locator("[name='crash-preventable']").count() == 1, "the facts of the criterion are not asked for")
    expect("yard" in sergeant.page.locator("[name='event']").input_value(), "what was typed is lost")
    # What is missing is told at once, and nothing is lost.
    sergeant.expected_status = 422
    sergeant.press("Document an incident")
    expect(sergeant.page.title().startswith("Error: "), "an incident without its facts is taken")
    sergeant.check("resiliency-refused")
    sergeant.expected_status = 200
    fill(sergeant, {"crash_preventable": True, "crash_state_vehicle": True, "crash_statement": "Nothing was in the way"})
    send(sergeant, "Document an incident")
    sergeant.look("resiliency-incident")
    return sergeant.path()


def strangers(cast, incident):
    """IV.I: not there, for whoever has no part."""
    for account in ["lieutenant-005", "commander-005", "osu-analyst", "member-005", "dii", "chief-of-staff", "auditor", "administrator"]:
        person = cast[account]
        person.go(incident, 404)
        person.expected_status = 200
    for account in ["ows-supervisor", "ows-coordinator"]:
        cast[account].go(incident)


def write_plan(cast, incident, today):
    """IV.C and IV.D: written with the section, approved by the Commander."""
    sergeant = cast["sergeant-005"]
    sergeant.go(incident)
    sergeant.follow("Initiate an action plan", within="main")
    fill(sergeant, {
        "case": incident.rsplit("/", 1)[1], "criteria": "Arrives in time for four weeks\nFinishes the course", "start": today,
        "end": today + datetime.timedelta(days=90), "measures": ["training", "referral"]})
    sergeant.press("Show the questions for what is chosen")
    fill(sergeant, {"course": "Stress and sleep", "course_day": today + datetime.timedelta(days=30), "resources": ["eap"], "input": "Earlier shifts for some weeks"})
    sergeant.look("resiliency-plan-form")
    send(sergeant, "Initiate an RSS action plan")
    plan = sergeant.path()
    sergeant.look("resiliency-plan-draft")
    take(cast, "ows-supervisor", plan, "assist", "Record the section’s assistance", assistance="Proposed the course")
    take(cast, "sergeant-005", plan, "submit", "Submit the plan for approval", checked=True)
    take(cast, "commander-005", plan, "approve", "Approve the plan", look="resiliency-approve")
    take(cast, "sergeant-005", plan, "start", "Start the plan", started=today, told=True)
    return plan


def carry_out(cast, plan, today):
    """IV.E and IV.F: watched, met, completed by a memorandum that is made of the plan."""
    for words in ["Arrives in time for four weeks", "Finishes the course"]:
        take(cast, "sergeant-005", plan, "markCriteria", "Mark criteria as met", met=words, day=today)
    take(cast, "sergeant-005", plan, "recordMeasure", "Record how a measure stands", measure="eap", standing="accepted", day=today)
    sergeant = cast["sergeant-005"]
    sergeant.go(plan + "/steps/complete")
    expect("To the OWS Supervisor" in sergeant.page.locator("[name=memorandum]").input_value(), "the memorandum is not made of the plan")
    sergeant.check("resiliency-complete")
    send(sergeant, "Complete the plan with a memorandum")
    sergeant.look("resiliency-plan-completed")


def section(cast):
    """III.A and IV.J: register, lists, evaluation."""
    coordinator = cast["ows-coordinator"]
    coordinator.go("/resiliency/register")
    coordinator.look("resiliency-register")
    coordinator.go("/resiliency/lists")
    coordinator.check("resiliency-lists")
    coordinator.go("/resiliency/evaluations")
    coordinator.check("resiliency-evaluations")
    coordinator.go("/resiliency/evaluations/2017")
    coordinator.look("resiliency-evaluation")
    for account in ["sergeant-005", "commander-005", "dii", "member-005"]:
        cast[account].go("/resiliency/register", 404)
        cast[account].expected_status = 200
    chief = cast["chief-of-staff"]
    chief.go("/resiliency/evaluations")
    chief.check("resiliency-evaluations-chief")
    chief.go("/resiliency/evaluations/2017", 404)
    chief.expected_status = 200


def referral(cast):
    """III.B: one way."""
    dii = cast["dii"]
    dii.go("/resiliency/referrals/new")
    dii.page.locator("ul.choices a").first.click()
    dii.page.wait_for_load_state()
    dii.check("resiliency-referral")
    fill(dii, {"reference": "I-2018-7", "day": now(dii).date()})
    dii.press("Report an internal investigation")
    expect(dii.path() == "/resiliency/referrals/received", f"the DII gets no receipt at {dii.path()}")
    dii.check("resiliency-receipt")
    supervisor = cast["ows-supervisor"]
    supervisor.go("/work")
    supervisor.page.locator("main a[href^='/resiliency/referrals/']").first.click()
    supervisor.page.wait_for_load_state()
    supervisor.look("resiliency-referral-section")


def own(cast):
    """IV.C: the employee's own plan."""
    member = cast["member-005"]
    member.go("/work")
    member.follow("Your own resiliency support", within="main")
    member.look("resiliency-own")
    member.page.locator("main a[href^='/resiliency/plans/']").first.click()
    member.page.wait_for_load_state()
    member.look("resiliency-own-plan")
    member.page.locator("main a[href$='/steps/giveInput']").first.click()
    member.page.wait_for_load_state()
    fill(member, {"words": "The earlier shift helps"})
    send(member, "Write your input")
    expect("The earlier shift helps" in member.text("main"), "the employee's input is not on the page")
