# SPDX-License-Identifier: EUPL-1.2
"""What each role comes to the desk for, from end to end, in a browser without JavaScript.

They go on where the one before ended: an incident `second` is opened, counted, published and written
about. What the demo recorded of the incident `lab-2025` is read and added to.
"""
import csv
import os
import re
import subprocess

import desk


class Stories:
    def __init__(self, browser, served):
        self.browser, self.served = browser, served

    def context(self):
        context = self.browser.new_context(java_script_enabled=False, locale="en-GB",
                                           base_url=self.served.address, accept_downloads=True)
        context.set_default_timeout(20_000)
        return context

    def signed_in(self, role):
        page = self.context().new_page()
        page.goto("/sign-in")
        page.check(f"input[value={desk.TEAM[role]}]")
        page.click('form[action^="/sign-in/practice"] button')
        assert page.url.endswith("/"), page.url
        return page

    def run(self):
        """What went wrong, in words."""
        wrong = []
        for name in self.ORDER:
            try:
                getattr(self, name)()
            except Exception as error:
                where = [frame for frame in frames(error.__traceback__)
                         if frame.tb_frame.f_code.co_name == name]
                line = where[-1].tb_lineno if where else 0
                wrong.append(f"{name.replace('_', ' ')}, line {line}: {str(error)[:400]}")
        return wrong

    ORDER = (
        "every_role_signs_in_and_out",
        "a_password_and_a_code_open_the_desk",
        "an_incident_from_the_call_to_the_publication",
        "a_privacy_officer_fills_in_the_notification",
        "an_answer_is_copied_with_one_press",
        "a_security_officer_suspends_and_examines",
        "a_data_manager_adds_a_list",
        "a_data_manager_takes_people_in",
        "communication_writes_and_two_people_read_every_letter",
        "communication_says_a_figure_and_answers_a_question",
        "an_agent_finds_nobody_without_a_call",
        "an_agent_answers_who_has_the_code",
        "a_team_lead_sees_no_names_and_handles_what_waits",
        "an_auditor_reads_who_looked_and_is_recorded",
        "the_board_reads_the_report_and_the_review",
        "an_administrator_gives_a_role_with_its_reason",
        "a_moment_is_recorded_with_the_keyboard_alone",
    )

    # MARK: Signing in

    def every_role_signs_in_and_out(self):
        for role in desk.TEAM:
            page = self.signed_in(role)
            assert page.locator(".who").inner_text(), role
            page.click('form[action="/sign-out"] button')
            assert page.url.endswith("/sign-in"), page.url
            page.goto("/")
            assert "/sign-in" in page.url or page.locator("#password").count(), \
                f"{role} is still signed in"
            page.context.close()

    def a_password_and_a_code_open_the_desk(self):
        told = self.served.spoor("account", "password", "noor", role="administrator")
        value = lambda name: next(line.split(": ", 1)[1].strip() for line in told.splitlines()
                                  if line.startswith(name))
        page = self.context().new_page()
        for password in ("not-the-password", value("password")):
            page.goto("/sign-in?to=/incidents")
            page.fill("#name", "noor")
            page.fill("#password", password)
            page.fill("#code", desk.code(value("secret")))
            page.click('form[action^="/sign-in?to"] button')
            if password == "not-the-password":
                assert page.locator("[role=alert]").count() == 1, "a wrong password was taken"
        assert page.url.endswith("/incidents"), page.url
        page.context.close()

    # MARK: Privacy officer

    def an_incident_from_the_call_to_the_publication(self):
        page = self.signed_in("privacyOfficer")
        page.goto("/incidents")
        page.click('a[href="/incidents/new"]')
        # Nothing filled in: it says what is missing.
        page.click("main form button")
        assert page.locator(".problem").count() >= 2
        page.check("main input[name=party] >> nth=0")
        page.fill("#told", "6-8-2025 14.30")
        page.fill("#said", "Files were copied")
        page.fill("#reference", "second")
        page.click("main form button")
        assert page.url.endswith("/incidents/second"), page.url
        page.goto("/incidents/second/timeline")
        moments = page.locator("ol.tl li:not(.due)")
        before = moments.count()
        for moment, written, note in (
                ("processorDiscovered", "5-8-2025 10.05", "they wrote so"),
                ("controllerAware", "6-8-2025 14.40", "the privacy officer decided it"),
                ("earlyWarningSent", "6-8-2025 15.00", "by telephone")):
            page.click("main summary")
            page.select_option("#moment", moment)
            page.fill("#time", written)
            page.fill("#note", note)
            page.click("main details form button")
        assert moments.count() == before + 3, f"{moments.count() - before} moments of 3"
        page.goto("/incidents/second")
        people = page.locator("p.state strong >> nth=0").inner_text()
        assert any(letter.isdigit() for letter in people), people
        page.goto("/incidents/second/decisions")
        page.select_option("main form[action$='/decisions'] #kind", index=1)
        page.fill("#because", "Not needed, for it was encrypted; telling was considered")
        page.click("main form[action$='/decisions'] button")
        assert page.locator("ol.tl li").count() == 1, "the decision is not there"
        page.goto("/incidents/second/scope")
        page.click('form[action$="/propose"] button')
        assert page.locator('form[action$="/publish"]').count() == 0, "one person would do"
        board = self.signed_in("board")
        board.click('ol.tasks a[href="/incidents/second/scope"]')
        board.click('form[action$="/publish"] button[value=yes]')
        assert "published by two people" in board.locator("p.lede").inner_text()
        page.context.close()
        board.context.close()

    def a_privacy_officer_fills_in_the_notification(self):
        page = self.signed_in("privacyOfficer")
        page.goto("/incidents/second/notices?notice=gdpr-33&layout=ap&section=5#open")
        missing = page.locator("main p.lede, main p.state").first.inner_text()
        field = page.locator("main details:has(#text-nature)")
        field.locator("summary").click()
        page.fill("#text-nature", "Iemand had toegang en kopieerde bestanden.")
        field.locator("button").click()
        assert "Iemand had toegang" in page.locator("main").inner_text(), "the answer is not there"
        assert page.locator("main p.lede, main p.state").first.inner_text() != missing, missing
        page.click("main button[name=confirm] >> nth=0")
        with page.expect_download() as file:
            page.click('a[href*="/notices.csv"]')
        answers = open(file.value.path(), encoding="utf-8-sig").read()
        assert "Iemand had toegang" in answers, "the download lacks the answer"
        page.fill("#time", "8-8-2025 16.20")
        page.fill("#reference", "AP-2025-1")
        page.click("main form[action$='/notices/sent'] button")
        assert page.locator("#sent").count() and "AP-2025-1" in page.locator("main").inner_text(), \
            "the proof of sending is not there"
        page.goto("/incidents/second/timeline")
        assert "AP-2025-1" in page.locator("main").inner_text(), "the timeline does not know"
        page.context.close()

    def an_answer_is_copied_with_one_press(self):
        context = self.browser.new_context(locale="en-GB", base_url=self.served.address)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto("/sign-in")
        page.check(f"input[value={desk.TEAM['privacyOfficer']}]")
        page.click('form[action^="/sign-in/practice"] button')
        page.goto("/incidents/second/notices?notice=gdpr-33&layout=ap&section=5#open")
        button = page.locator("button[data-copy=answer-nature]")
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "Iemand had toegang en kopieerde bestanden.", copied
        assert page.locator(".card [role=status]:text('Copied')").count() == 1, "it does not say so"
        context.close()

    # MARK: CISO

    def a_security_officer_suspends_and_examines(self):
        page = self.signed_in("securityOfficer")
        page.goto("/incidents/second/continuity")
        page.click("main details:has(#suspendParty) summary")
        page.click("main form[action$='/suspend'] button")
        assert page.locator(".problem").count() >= 1, "it does not say what is missing"
        page.select_option("#suspendParty", "vlietzicht")
        for field, value in (("orderedBy", "the board"), ("from", "8-8-2025 17.00"),
                             ("scope", "all samples"), ("why", "Until the systems are clean")):
            page.fill(f"#{field}", value)
        page.click("main form[action$='/suspend'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        assert "the board" in page.locator("main").inner_text(), "the order is not there"
        page.click("main details:has(#examinedParty) summary")
        page.select_option("#examinedParty", "vlietzicht")
        page.select_option("#finding", index=1)
        for field, value in (("examiner", "an expert of ours"), ("method", "hashes of backups"),
                             ("examined", "results of 2024"), ("notExamined", "results before 2024"),
                             ("examinedDay", "10-8-2025"), ("report", "R-1")):
            page.fill(f"#{field}", value)
        page.click("main form[action$='/examined'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        assert "hashes of backups" in page.locator("main").inner_text(), "the finding is not there"
        page.goto("/store")
        assert re.search(r"\d", page.locator("main").inner_text()), "nothing of the ledger"
        page.context.close()

    # MARK: Data manager

    def a_data_manager_adds_a_list(self):
        page = self.signed_in("dataManager")
        page.goto("/incidents/second/evidence")
        page.click('a[href="/incidents/second/list"]')
        page.set_input_files("#file", files=[{
            "name": "list.csv", "mimeType": "text/csv",
            "buffer": b"BSN,Achternaam,Geb.datum\n999990019,Nergens,01-02-1950\n"}])
        page.click("main form button")
        page.click("button[value=try]")
        assert page.locator(".problem").count() >= 3, "it does not say what is missing"
        page.fill("#name", "list-desk")
        page.fill("#source", "secure mail of the laboratory")
        page.fill("#happened", "6-8-2025 15.10")
        page.select_option("#certainty", "reported")
        page.click("button[value=try]")
        assert "trial found" in page.locator("h1").inner_text(), page.locator("h1").inner_text()
        page.click("button[value=add]")
        assert page.url.endswith("/incidents/second/evidence"), page.url
        assert "list-desk" in page.locator("main").inner_text(), "the list is not there"
        page.context.close()

    def a_data_manager_takes_people_in(self):
        page = self.signed_in("dataManager")
        page.goto("/imports")
        page.click('a[href="/population"]')
        header = ("sourceId,bsn,initials,givenNames,prefix,surname,partnerPrefix,partnerSurname,nameUse,"
                  "birthDate,street,houseNumber,houseLetter,houseAddition,postcode,place,country,"
                  "deceasedOn,secrecy,addressStatus,language,salutationPreference")
        row = "desk-%d,%s,A.,,,Voorbeeldstra,,,E,1970-02-03,Proefstraat,%d,,,1234AB,Nergens,NL,,0,,nl,"

        def send(*rows):
            page.goto("/population")
            page.set_input_files("#file", files=[{
                "name": "people.csv", "mimeType": "text/csv",
                "buffer": "\n".join([header, *rows, ""]).encode()}])
            page.click("main form button")

        # One that is taken in, one that was tried with rows in doubt, and one that asks something.
        send(row % (1, "", 1), row % (2, "", 2))
        page.click("button[value=try]")
        assert "trial found 2 people" in page.locator("h1").inner_text(), page.locator("h1").inner_text()
        page.click("button[value=add]")
        assert "was taken in" in page.locator("h1").inner_text(), page.locator("h1").inner_text()
        send(row % (1, "", 1), row % (2, "123", 2), row % (3, "", 3), row % (3, "", 3))
        page.click("button[value=try]")
        facts = page.locator("main dl.facts").inner_text()
        for words in ("New\n1 person", "Changed\n1 person", "The same\n1 person", "Set aside\n1 row"):
            assert words.lower() in facts.lower(), facts
        page.goto("/population")
        page.set_input_files("#file", files=[{
            "name": "people.csv", "mimeType": "text/csv",
            "buffer": b"Nummer;Achternaam;Schoenmaat\n7;Voorbeeldstra;39\n"}])
        page.click("main form button")
        page.click("button[value=try]")
        assert page.locator(".problem").count() >= 1, "it does not say what is missing"
        page.goto("/jobs")
        assert "2 people new or changed" in page.locator("main").inner_text(), "the work is not told"
        page.context.close()

    # MARK: Communication

    WORDS = {
        "organisation": "Bevolkingsonderzoek Waterland",
        "senderLines": "Postbus 1234\n1000 AA Nergenshuizen",
        "returnLine": "Retouradres: Postbus 1234, 1000 AA Nergenshuizen",
        "signatureLines": "de directie", "reference": "WL-2025-02", "telephone": "0800-0000",
        "telephoneAbroad": "+31 10 000 00 00", "website": "waterland.example",
        "privacyOfficer": "fg@waterland.example", "processor": "Laboratorium Vlietzicht",
        "discoveredDate": "2025-08-05", "toldDate": "2025-08-06",
        "nl.purpose": "het bevolkingsonderzoek", "nl.theProcessor": "het laboratorium",
        "nl.thirdParty": "uw huisarts", "nl.measures": "We hebben het laboratorium stilgelegd.",
        "nl.openingHours": "maandag tot en met vrijdag, 8 tot 20 uur",
        "nl.publishedPlace": "waterland.example/hack",
        "nl.thirdPartyOfChild": "de huisarts van uw kind",
        "en.purpose": "the screening programme", "en.theProcessor": "the laboratory",
        "en.thirdParty": "your doctor", "en.measures": "We have stopped sending samples there.",
        "en.openingHours": "Monday to Friday, 8 am to 8 pm",
        "en.publishedPlace": "waterland.example/hack",
        "en.thirdPartyOfChild": "your child's doctor",
        "en.returnLine": "Return address: Postbus 1234, 1000 AA Nergenshuizen, Netherlands",
        "en.signatureLines": "the management"}

    def communication_writes_and_two_people_read_every_letter(self):
        page = self.signed_in("communication")
        page.goto("/incidents/second/letters/words")
        for field, value in self.WORDS.items():
            page.fill(f'[id="{field}"]', value)
        page.click("main form[action$='/letters/words'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        page.goto("/incidents/second/letters/plan")
        page.fill("#name", "all")
        page.select_option("#who", index=page.locator("#who option").count() - 1)
        page.fill("#decision", "Everybody is told")
        page.click("main form[action$='/letters/plan'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        wave = "/incidents/second/waves/all"
        page.goto(wave)
        assert page.locator(f"main form[action='{wave}/approve']").count() == 0, "nobody read a text"
        # Whoever wrote the words does not approve them.
        readers = [self.signed_in(role) for role in ("privacyOfficer", "board")]
        for reader in readers:
            self.read_every_text(reader, wave)
        first, second = readers
        first.goto(wave)
        first.click(f"main form[action='{wave}/propose'] button")
        assert first.locator(f"main form[action='{wave}/approve'] button[value=yes]").count() == 0, \
            "one person would do"
        second.goto(wave)
        second.click(f"main form[action='{wave}/approve'] button[value=yes]")
        said = second.locator("main").inner_text()
        assert "Noor Terpstra" in said and second.locator(".problem").count() == 0, said[:400]
        for reader in (page, *readers):
            reader.context.close()

    @staticmethod
    def read_every_text(page, wave):
        page.goto(wave)
        links = {link.get_attribute("href") for link in page.locator(
            f"main a[href^='{wave}/texts/']").all()}
        assert links, "the wave has no text"
        for link in links:
            page.goto(link)
            assert "laborator" in page.locator("main").inner_text().lower(), f"{link} says nothing"
            page.click("main form button >> nth=0")

    def communication_says_a_figure_and_answers_a_question(self):
        page = self.signed_in("communication")
        page.goto("/incidents/second/figures")
        page.click("main details:has(#said-text) summary")
        page.fill("#time", "9-8-2025 10.00")
        page.fill("#place", "press release")
        page.select_option("#version", index=1)
        page.fill("#said-text", "We write to {people} people.")
        page.click("main form[action$='/figures/said'] button")
        refused = page.locator(".problem").all_inner_texts()
        if refused:
            # Before the letters are with people, to say it is a decision.
            page.fill("#because", "The press has it already; the letters follow today")
            page.click("main form[action$='/figures/said'] button")
            assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        said = page.locator("main").inner_text()
        assert re.search(r"We write to [\d,.]+ people", said), "the figure is not filled in"
        page.click("main details:has(#question-text) summary")
        page.select_option("#from", index=1)
        page.fill("#question-text", "How many people are hit?")
        page.click("main form[action$='/figures/questions'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        page.click("main details:has(textarea[id^='answer']) summary")
        page.fill("main textarea[id^='answer']", "As far as we know {people}.")
        page.click("main form[action$='/figures/answers'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        assert re.search(r"As far as we know [\d,.]+", page.locator("main").inner_text()), \
            "the answer has no figure"
        page.context.close()

    # MARK: Contact centre

    def begun_call(self, page):
        page.goto("/calls")
        page.click('main form[action="/calls"] button[value=telephone]')
        assert page.url.rstrip("/").split("/")[-1].isdigit(), page.url
        return page.url

    def an_agent_finds_nobody_without_a_call(self):
        page = self.signed_in("agent")
        for closed_ in ("/incidents", "/processors", "/store", "/accounts"):
            assert page.goto(closed_).status == 403, closed_
        assert page.goto("/calls/1").status == 404, "a call that nobody began"
        call = self.begun_call(page)
        assert page.locator('form[action$="/find"]').count() >= 1
        # What waits for somebody else after it: a matter, which the walk over all pages comes to.
        page.check('main input[name=outcome][value=complaint]')
        page.fill('main textarea[name=note]', "Wil dat iemand terugschrijft.")
        page.click('main form[action$="/end"] button')
        # And a request for a copy of one's data, which needs no code: who asks is checked afterwards.
        self.begun_call(page)
        page.check('main input[name=outcome][value=accessRequest]')
        page.click('main form[action$="/end"] button')
        page.context.close()
        other = self.signed_in("teamLead")
        assert other.goto(call).status in (403, 404), "a call of somebody else"
        other.context.close()

    def letter(self):
        """The code of the first letter that was printed, as its reader finds it."""
        path = os.path.join(self.served.folder, "d", "letters", "first", "first-0001.pdf")
        text = subprocess.run(["pdftotext", "-f", "1", "-l", "2", "-layout", path, "-"],
                              capture_output=True, text=True, check=True).stdout
        return re.search(r"Uw briefcode[^\n]*\n\s*((?:[0-9A-Z]{4} ?){4})", text).group(1).strip()

    def an_agent_answers_who_has_the_code(self):
        page = self.signed_in("agent")
        self.begun_call(page)
        page.fill("#code", "AAAA AAAA AAAA AAAA")
        page.click("main form:has(#code) button")
        assert page.locator('main input[value=answered]').count() == 0, "a code of nobody opened"
        # A wrong code makes the next try wait.
        page.wait_for_timeout(2_500)
        page.goto(page.url.removesuffix("/find"))
        page.fill("#code", self.letter())
        page.click("main form:has(#code) button")
        said = page.locator("main").inner_text()
        # The same as the letter says, and neither number nor result.
        assert "Laboratorium Vlietzicht" in said, said[:300]
        assert not re.search(r"\b\d{9}\b", said), "a citizen number is on the page"
        page.check("main input[name=outcome][value=answered]")
        page.check("main input[name=theme] >> nth=1")
        page.click('main form[action$="/end"] button')
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        page.context.close()

    def a_team_lead_sees_no_names_and_handles_what_waits(self):
        with open(os.path.join(self.served.folder, "d", "input", "population.csv"),
                  encoding="utf-8", newline="") as file:
            surnames = {row["surname"] for row in csv.DictReader(file) if len(row["surname"]) > 5}
        page = self.signed_in("teamLead")
        page.goto("/calls/team")
        team = page.locator("main").inner_text()
        assert not surnames & set(re.findall(r"\w+", team)), "a caller's name is on the page"
        page.goto("/calls/matters")
        page.click("main a[href^='/calls/matters/'] >> nth=0")
        assert page.locator('main form[action$="/end"]').count() == 1, "it cannot be handled"
        page.goto("/incidents/lab-2025/forecast")
        page.click("main details:has(#calls) summary")
        for field, value in (("day", "11-9-2025"), ("calls", "210"), ("answered", "200"),
                             ("abandoned", "10"), ("mails", "12"), ("seconds", "480")):
            page.fill(f"#{field}", value)
        page.click("main form[action$='/forecast/measured'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        page.click("main details:has(#agents) summary")
        page.fill("#from", "12-9-2025")
        page.fill("#agents", "12")
        page.click("main form[action$='/forecast/team'] button")
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        assert "210" in page.locator("main").text_content(), "the measured day is not there"
        page.context.close()

    # MARK: Auditor, board, administrator

    def an_auditor_reads_who_looked_and_is_recorded(self):
        page = self.signed_in("auditor")
        for _ in range(2):
            page.goto("/access")
            page.click("main form button >> nth=0")
            assert page.locator(".problem").count() >= 1, "the log opened without a reason"
            page.fill("#officer", "Samira Vos")
            page.fill("#why", "A sample of the month")
            page.click("main form button >> nth=0")
        # Reading the log is itself a line of it.
        page.goto("/access")
        page.fill("#officer", "Tessa Molenaar")
        page.fill("#why", "Who read the log")
        page.click("main form button >> nth=0")
        assert "A sample of the month" in page.locator("main").inner_text(), \
            "who read the log is not recorded"
        page.context.close()

    def the_board_reads_the_report_and_the_review(self):
        page = self.signed_in("board")
        page.goto("/incidents/lab-2025/report")
        with page.expect_download() as file:
            page.click('a[href$="/report.pdf"]')
        told = subprocess.run(["pdfinfo", str(file.value.path())], capture_output=True, text=True)
        assert re.search(r"Tagged:\s+yes", told.stdout), told.stdout + told.stderr
        page.goto("/incidents/second/review")
        review = page.locator("main").inner_text()
        assert "AP-2025-1" in review or "16:20" in review, "the review lacks what was sent"
        page.context.close()

    def an_administrator_gives_a_role_with_its_reason(self):
        page = self.signed_in("administrator")
        for closed_ in ("/incidents/second", "/calls", "/access"):
            assert page.goto(closed_).status == 403, closed_
        page.goto("/accounts")
        form = page.locator('main form[action="/accounts/karim"]')
        form.locator("xpath=ancestor::details").locator("summary").click()
        form.locator("input[value=agent]").check()
        form.locator("button").click()
        assert "Write in words why" in page.locator("main").inner_text(), \
            "a role was given without a reason"
        form = page.locator('main form[action="/accounts/karim"]')
        form.locator("xpath=ancestor::details").locator("summary").click()
        form.locator("input[value=agent]").check()
        form.locator("#because-karim").fill("Helps on the telephone this week")
        form.locator("button").click()
        assert page.locator(".problem").count() == 0, page.locator(".problem").all_inner_texts()
        lead = self.signed_in("teamLead")
        assert lead.goto("/calls").status == 200, "the new role opens nothing"
        lead.context.close()
        page.context.close()

    # MARK: Without a mouse

    def a_moment_is_recorded_with_the_keyboard_alone(self):
        page = self.context().new_page()
        page.goto("/sign-in")
        self.tab_to(page, "input[type=radio]")
        # The arrows move in a group of choices.
        for _ in range(len(desk.TEAM)):
            if page.locator(f"input[value={desk.TEAM['privacyOfficer']}]").is_checked():
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        page.goto("/incidents/second/timeline")
        page.keyboard.press("Tab")
        assert page.locator(".skip:focus").count() == 1, "the first stop does not skip the menu"
        page.keyboard.press("Enter")
        before = page.locator("ol.tl li:not(.due)").count()
        self.tab_to(page, "main summary")
        page.keyboard.press("Enter")
        self.tab_to(page, "#moment")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        self.tab_to(page, "#time")
        page.keyboard.type("6-8-2025 14.32")
        self.tab_to(page, "#note")
        page.keyboard.type("typed by hand")
        self.tab_to(page, "main details form button")
        page.keyboard.press("Enter")
        page.wait_for_timeout(1_500)
        assert page.locator("ol.tl li:not(.due)").count() == before + 1, \
            "nothing was recorded: " + " ".join(page.locator("main .problem").all_inner_texts())
        page.context.close()

    @staticmethod
    def tab_to(page, selector):
        focused = ", ".join(f"{part.strip()}:focus" for part in selector.split(","))
        for _ in range(80):
            if page.locator(focused).count():
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key never comes to {selector}")


def frames(trace):
    while trace:
        yield trace
        trace = trace.tb_next
