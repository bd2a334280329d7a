// SPDX-License-Identifier: EUPL-1.2

/// What linkage may compare of one person of the population, as UTF-8 that lies somewhere else: good
/// for the call it is handed to and no longer.
public struct IdentifierTexts {
    /// Digits; empty for none.
    public var citizenNumber = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Initials, or given names.
    public var initials = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var prefix = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var partnerPrefix = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var surname = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var partnerSurname = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// As `PartialDate` writes or reads it; only a full date counts.
    public var birthDate = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var postcode = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    public var houseNumber = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    public init() {}
}
