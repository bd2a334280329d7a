// SPDX-License-Identifier: EUPL-1.2

import Glibc
import Synchronization

/// A line that somebody types, or that stands on standard input.
package enum TypedLine {
    /// How the terminal was before it showed nothing of what is typed.
    private static let before = Mutex<termios?>(nil)

    /// Nil at the end of the input. `isSecret`: a terminal shows nothing of it. A prompt is for a terminal.
    package static func read(_ prompt: String, isSecret: Bool = false) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() }
        Output.write(prompt, to: STDERR_FILENO)
        guard isSecret else { return readLine() }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        before.withLock { $0 = settings }
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            restore()
            Output.write("\n", to: STDERR_FILENO)
        }
        return readLine()
    }

    /// The terminal as it was: also when a signal ends the program meanwhile.
    package static func restore() {
        before.withLock { kept in
            guard var settings = kept else { return }
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            kept = nil
        }
    }
}
