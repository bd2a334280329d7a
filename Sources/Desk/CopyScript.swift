// SPDX-License-Identifier: EUPL-1.2

/// The only script of the desk: buttons that copy an answer, for whoever copies forty of them into the web
/// form of an authority. Without it the page is whole; the buttons do not show, and a click on the text
/// selects all of it.
///
/// Browsers give the clipboard to pages that came encrypted, or from this machine.
enum CopyScript {
    /// With its own hash in the name: a browser may keep it for ever.
    static let path = "/copy-\(StyleSheet.hash(of: text)).js"

    static let text = """
        if (navigator.clipboard) {
          for (const button of document.querySelectorAll("button[data-copy]")) {
            button.hidden = false;
            button.addEventListener("click", async () => {
              const text = document.getElementById(button.dataset.copy).innerText;
              await navigator.clipboard.writeText(text);
              button.nextElementSibling.textContent = button.dataset.done;
            });
          }
        }

        """

    /// A button that copies the text of the element with that `id`; `what` is told to who does not see it.
    static func button(of id: String, _ what: String, _ words: Words) -> HTML {
        """
        <p class="acts"><button type="button" class="alt" hidden data-copy="\(id)" data-done="\(words("Gekopieerd", "Copied"))">\
        \(words("Kopieer", "Copy")) <span class="vh">\(what)</span></button> <span class="hint" role="status"></span></p>
        """
    }
}
