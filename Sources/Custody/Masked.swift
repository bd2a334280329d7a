// SPDX-License-Identifier: EUPL-1.2

/// Personal data that shows a mask wherever it is described, interpolated, reflected or dumped.
///
/// The type is the lock: a log line or an error that holds such a value cannot print it.
public protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown of the value.
    var mask: String { get }
}

extension Masked {
    public var mask: String { "•••" }
    public var description: String { mask }
    public var debugDescription: String { mask }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
