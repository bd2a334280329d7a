# SPDX-License-Identifier: EUPL-1.2
"""reportlab as an expert uses it: what is the same in each letter is one form, drawn once.

One process for each core, each with a file of its own; fonts are read before the time begins.
"""
import multiprocessing
import os
import resource
import sys

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from stopwatch import Stopwatch

FONTS = os.environ.get("SPOOR_FONTS", "/usr/share/fonts/truetype/noto")
PARAGRAPHS = [
    "Op 6 juli zijn onbekenden binnengedrongen bij het laboratorium dat uitstrijkjes voor ons "
    "onderzoekt. Zij hebben bestanden gekopieerd. Het laboratorium had gegevens van u, die het van "
    "ons kreeg of die daar zijn ontstaan. Hieronder staat welke gegevens dat zijn.",
    "Wat kunt u doen? Wees alert op brieven, telefoontjes en berichten waarin deze gegevens worden "
    "gebruikt. Geef geen wachtwoorden of codes. Vraag wie u belt, en bel terug op een nummer dat u "
    "al kent. Het burgerservicenummer verandert niet; meld misbruik bij het meldpunt.",
    "Wat doen wij? We sturen nu niets meer naar het laboratorium. We hebben de inbraak gemeld bij "
    "de toezichthouder. Deskundigen zoeken uit wat er is gebeurd. Zodra we meer weten, leest u dat "
    "op onze website. U kunt ons ook bellen, van maandag tot en met vrijdag.",
]
DATA = ["Naam", "Adres", "Geboortedatum", "Burgerservicenummer", "Uitslag", "Monsternummer"]


def write(path, first, count):
    canvas = Canvas(path, pagesize=(595, 842), pageCompression=1)
    style = ParagraphStyle("text", fontName="Text", fontSize=10.5, leading=14)
    canvas.beginForm("same")
    canvas.setFont("Bold", 12)
    canvas.drawString(60, 610, "Uw gegevens en de inbraak")
    height = 575
    for words in PARAGRAPHS:
        paragraph = Paragraph(words, style)
        _, needed = paragraph.wrap(475, 400)
        height -= needed
        paragraph.drawOn(canvas, 60, height)
        height -= 10
    canvas.setFont("Text", 10.5)
    for place, words in enumerate(DATA):
        canvas.drawString(64, height - 16 * place, words)
    canvas.drawString(60, height - 130, "Bevolkingsonderzoek Waterland, de directie")
    canvas.endForm()
    for number in range(first, first + count):
        canvas.doForm("same")
        canvas.setFont("Text", 10.5)
        for place, line in enumerate((f"Mevrouw A. de Vlier-{number % 9973}",
                                      f"Beukenhof {number % 250}", "1000 AA  NERGENSHUIZEN")):
            canvas.drawString(320, 700 - 14 * place, line)
        canvas.drawString(60, 640, f"Kenmerk: WL-2025-{number:07}")
        canvas.drawString(60, 590, f"Geachte mevrouw De Vlier-{number % 9973},")
        for place in range(len(DATA)):
            canvas.drawString(300, height - 16 * place,
                              ("gemeld", "niet uit te sluiten")[(number + place) % 2])
        canvas.showPage()
    canvas.save()


folder, count, hands = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
pdfmetrics.registerFont(TTFont("Text", f"{FONTS}/NotoSans-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Bold", f"{FONTS}/NotoSans-Bold.ttf"))
files = [os.path.join(folder, f"reportlab-{hand}.pdf") for hand in range(hands)]
fork = multiprocessing.get_context("fork")
workers = [fork.Process(target=write, args=(path, hand * count, count))
           for hand, path in enumerate(files)]
watch = Stopwatch()
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
watch.stop()
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
watch.cpu = usage.ru_utime + usage.ru_stime
watch.report(count * hands, {
    "failed": sum(worker.exitcode != 0 for worker in workers),
    "bytes": sum(map(os.path.getsize, files)),
})
