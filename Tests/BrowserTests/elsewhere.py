"""Items that another model scored, from the file to the member's talk."""

from visitor import Walk, expect


def send(walk: Walk, name, text, button, source="Harbor Risk Model 4.2"):
    """Fills the form and presses one of its buttons."""
    walk.page.locator("#source").fill(source)
    walk.page.locator("#as-of").fill("2018-01-01")
    walk.page.locator("#file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    walk.press(button)


def elsewhere(walk: Walk):
    """A file with mistakes in it, the same put right, checked, imported, refused the second time, and read by the analyst."""
    walk.sign_in("OSU analyst")
    walk.follow("Work Items", within="nav.sections")
    number = walk.texts("tbody td[data-label='Member']")[0].split("\n")[-1].strip()
    before = walk.page.locator("tbody tr").count()
    walk.follow("Runs", within="nav.sections")
    walk.follow("Items of members whom a model outside of Mainstay scored", within="main")
    walk.check("elsewhere-none")
    walk.page.locator("main").get_by_role("link", name="Import").first.click()
    walk.page.wait_for_load_state()
    expect(walk.path() == "/runs/elsewhere/new", "the list leads to no form")
    walk.check("elsewhere-form")

    header = "member,category,reason,score,rank,of\n"
    walk.expected_status = 422
    send(walk, "january.csv", header + f"{number},speeding,Too fast.,,,\n999999999,suspension,,0.3,12,4\n", "Check the file")
    wrong = walk.text("#faults")
    for word in ["There is no category of this name", "No member has this number", "Nothing stands there", "12 of 4 cannot be"]:
        expect(word in wrong, f"what is wrong does not name {word}: {wrong}")
    expect(walk.page.locator("#source").input_value() == "Harbor Risk Model 4.2", "the form forgets what was typed")
    walk.check("elsewhere-wrong")

    walk.expected_status = 200
    right = header + f'{number},suspension,"Complaints doubled within a year, by our count.",0.31,12,340\n{number},off_duty,A call to the home.,,,\n'
    send(walk, "january.csv", right, "Check the file")
    expect("Nothing was written" in walk.text("main"), "the check does not say that nothing was written")
    walk.check("elsewhere-checked", narrow=False)
    send(walk, "january.csv", right, "Import the file")
    expect(walk.path() == "/runs/elsewhere", f"the import ends at {walk.path()}")
    expect("Harbor Risk Model 4.2" in walk.text("main tbody"), "the list does not name the source")
    walk.check("elsewhere-list")

    walk.go("/runs/elsewhere/new")
    walk.expected_status = 422
    send(walk, "again.csv", right, "Import the file", source="Harbor 5")
    expect("already" in walk.text("main"), "the same file is taken twice")
    walk.check("elsewhere-again", narrow=False)

    walk.go("/officer-support/work-items")
    rows = walk.page.locator("tbody tr", has_text="Harbor Risk Model 4.2")
    expect(rows.count() == 1 or before >= 25, f"the queue shows {rows.count()} items of the source")
    if rows.count() == 0:
        walk.go("/officer-support/work-items?page=2")
    rows.first.get_by_role("link").first.click()
    walk.page.wait_for_load_state()
    page = walk.text("main")
    for words in ["Scored by Harbor Risk Model 4.2, not by Mainstay", "“Complaints doubled within a year, by our count.”", "0.31", "12 of 340", "not given"]:
        expect(words in page, f"the item does not say: {words}")
    for words in ["Force-wide", "of 100 pairs", "Added to the probability"]:
        expect(words not in page, f"the item shows a figure of Mainstay's: {words}")
    walk.look("elsewhere-item")
    walk.page.locator("main a[href$='/figures']").click()
    walk.page.wait_for_load_state()
    expect("Scored by Harbor Risk Model 4.2" in walk.text("main"), "the profile does not name the source")
    walk.check("elsewhere-profile", narrow=False)
