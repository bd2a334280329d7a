// SPDX-License-Identifier: EUPL-1.2

public import Accounts
import Casework
import Custody
import Foundation
import Hosting
import Logging
public import OpenID
public import Printing
public import Store
import Synchronization
public import Wording

/// The desk (crisisplein): one store, who may see what of it, and its pages. Sockets are of ``DeskServer``.
public final class Desk: Sendable {
    /// What the desk is told about where it runs.
    public struct Setting: Sendable {
        /// Is the way to the browser encrypted, by us or by a proxy before us? Cookies are *secure* then.
        public var isSecure: Bool
        /// Nobody needs a password: whoever comes chooses who they are. For a store of invented people.
        public var isPractice: Bool
        /// The clock of a practice starts there and goes on; milliseconds since 1970-01-01 UTC.
        public var now: Int64?
        /// The folder of the fonts of letters.
        public var fonts: String
        /// Where people of the organisation sign in too; nil for here alone.
        public var provider: Provider?

        public init(
            isSecure: Bool = false,
            isPractice: Bool = false,
            now: Int64? = nil,
            fonts: String = LetterFonts.folder,
            provider: Provider? = nil
        ) {
            self.provider = provider
            self.fonts = fonts
            self.isSecure = isSecure
            self.isPractice = isPractice
            self.now = now
        }
    }

    /// For whoever looks.
    let reader: Store
    let writer: WriterLease
    let accounts: AccountFile
    let setting: Setting
    let organisation: String
    let table: RouteTable
    let measures = Measures()
    let counting: Counting
    /// Each has a state of the store while it is made; as many as two cores can use.
    let pages = Turns(atOnce: 8, longest: .max)
    let waveTexts = WaveTexts()
    /// What was sent to be taken in and is not done with.
    let files: ReceivedFiles
    /// Trials and imports of a population.
    let jobs: Jobs
    /// Passwords are compared two at a time, 32 MiB each; of those who signed in before by themselves.
    let (known, strangers) = (
        Turns(atOnce: 2, longest: 100), Turns(atOnce: 2, longest: 100)
    )
    /// Those who wait for the identity provider.
    let elsewhere = Turns(atOnce: 16, longest: 200)
    private let lock: DeskLock
    /// Forms that somebody is busy with, by their nonces.
    private let atWork = Mutex<Set<String>>([])
    private let begun = ContinuousClock.now

    /// `open` opens the same store for writing: the desk does that for as long as acts come, so that
    /// other programs can write in between.
    ///
    /// Throws for a practice, or a given time, in a store of real people, and
    /// ``Accounts/AccountError/deskRuns`` when another desk serves the store.
    public init(
        reader: Store,
        accounts: AccountFile,
        setting: Setting,
        open: @escaping @Sendable () throws -> Store
    ) throws {
        guard reader.isSynthetic || !(setting.isPractice || setting.now != nil) else {
            throw DeskError.practiceInRealStore
        }
        self.reader = reader
        counting = Counting(reader)
        let files = ReceivedFiles(in: reader)
        self.files = files
        self.accounts = accounts
        self.setting = setting
        lock = try DeskLock(in: reader.folder)
        files.removeCutOff(except: try accounts.unfinished().map(\.body))
        let file = Self.file(of: reader)
        let opening: @Sendable () throws -> Store = {
            // What was put in its place is another store, also when it is a copy of this one.
            guard let file, Self.file(of: reader) == file else { throw DeskError.storeReplaced }
            return try open()
        }
        writer = WriterLease(request: { [folder = reader.folder] in WriterRequest(folder: folder) })
        {
            try opening().sharingMemory(of: reader).publishingLater()
        }
        jobs = Jobs(files, reader: reader, open: opening)
        organisation = try reader.organisation()
        table = RouteTable()
    }

    /// The clock's, whatever time it is in a practice: for sessions and codes. Milliseconds since
    /// 1970-01-01 UTC.
    var clockNow: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    /// The time of acts and pages: the clock's, or the one of a practice.
    var now: Int64 {
        guard let start = setting.now else { return clockNow }
        return start + Int64((ContinuousClock.now - begun) / .milliseconds(1))
    }

    /// Does again what was posted before the server was stopped, or while another program wrote, and not
    /// finished: once, for the ledger says what was done. Returns how many forms there were.
    public func finishForms() async throws -> Int {
        let left = try accounts.unfinished()
        files.sweep { files.work($0, as: PopulationWork.self)?.isBusy == true }
        jobs.wake()
        var done = 0
        do {
            for form in left {
                let isDone: Bool? = try await working(on: form.nonce) {
                    // Somebody may have finished it just now.
                    guard try accounts.outcome(of: form.nonce) == nil else { return false }
                    do {
                        _ = try await table.carryOut(form, in: self)
                    } catch DeskRefusal.busy {
                        throw DeskRefusal.busy
                    } catch {
                        // Nobody looks on who could be told: the log says that it was not recorded.
                        Diagnostics.note(
                            .error,
                            "a form that was kept could not be done",
                            ["error": "\(type(of: error))"]
                        )
                    }
                    return true
                }
                if isDone == true { done += 1 }
            }
        } catch DeskRefusal.busy {
            // Those behind it would wait too; they are asked for again soon.
        }
        return done
    }

    /// Puts on a site what may be read by anybody as it is now; returns whether it was another.
    func show(on site: PublicSite) async throws -> Bool {
        let shown = try await counting.counted { countsItself in
            try await reader.looking { store in
                try store.snapshot { store in
                    guard !countsItself else { return try PublicPage.State(in: store) }
                    return try Store.leavingCounts { try PublicPage.State(in: store) }
                }
            }
        }
        return site.show(shown)
    }

    /// Works on a form by its nonce; nil, and nothing is done, when somebody does already.
    func working<Result>(on nonce: String, _ body: () async throws -> Result) async rethrows
        -> Result?
    {
        guard atWork.withLock({ $0.insert(nonce).inserted }) else { return nil }
        defer { atWork.withLock { _ = $0.remove(nonce) } }
        return try await body()
    }

    func isAtWork(on nonce: String) -> Bool { atWork.withLock { $0.contains(nonce) } }

    /// Which file on which disk the store is; nil when there is none.
    private static func file(of store: Store) -> FileIdentity? {
        FileIdentity(path: store.folder.appendingPathComponent("spoor.sqlite").path)
    }
}

/// Why a desk cannot be opened.
public enum DeskError: Error, Equatable, Sendable {
    case practiceInRealStore
    case certificateUnreadable(path: String)
    case portTaken(Int)
    /// Of the identity provider: an address that is none, or that is not encrypted.
    case providerAddressRefused(String)
    /// The store was moved, or another one put in its place, while the desk was open.
    case storeReplaced

    public var told: ToldFailure {
        switch self {
        case .practiceInRealStore:
            ToldFailure(
                .notAllowed,
                "a practice, and a time that is given, are for a store of invented people",
                help: "this store was made for real ones: whoever comes signs in"
            )
        case .certificateUnreadable(let path):
            ToldFailure(
                .configuration,
                "the certificate '\(path)' or its key does not read",
                help: "both are PEM: the certificate first, then those that it rests on"
            )
        case .providerAddressRefused(let address):
            ToldFailure(
                .configuration,
                "'\(address)' is no address of an identity provider or of this desk",
                help: "give https:// and the name; the desk's has nothing behind the name. Without "
                    + "encryption only this machine is asked, for invented people"
            )
        case .storeReplaced:
            ToldFailure(
                .configuration,
                "the store was moved or replaced while the desk was open, and nothing was recorded",
                help: "end the desk and start it again"
            )
        case .portTaken(let port):
            ToldFailure(
                .tryAgain,
                "another program listens on port \(port)",
                command: "--port N for another, --port 0 for any"
            )
        }
    }
}
