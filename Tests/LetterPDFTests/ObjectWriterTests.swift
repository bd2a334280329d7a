// SPDX-License-Identifier: EUPL-1.2

import Testing

@testable import LetterPDF

/// Objects, streams and the cross-reference of one file, without any letter in it.
struct ObjectWriterTests {
    /// A file whose catalog holds what a test adds.
    private func file(_ add: (inout ObjectWriter) throws -> [ObjectNumber]) throws -> [UInt8] {
        let collected = Collected()
        var writer = try ObjectWriter { collected.bytes.append(contentsOf: $0) }
        let added = try add(&writer)
        let pages = try writer.addObject { $0.add("<</Type/Pages/Count 0/Kids[]>>") }
        let root = try writer.addObject { object in
            object.add("<</Type/Catalog/Pages ")
            object.add(pages)
            object.add("/Kept[")
            for number in added {
                object.add(number)
                object.add(" ")
            }
            object.add("]>>")
        }
        let information = try writer.addObject { $0.add("<</Producer(Spoor)>>") }
        try writer.finish(root: root, information: information)
        #expect(writer.length == collected.bytes.count)
        return collected.bytes
    }

    private func kept(_ bytes: [UInt8]) throws -> (file: ReadableFile, numbers: [Int]) {
        let check = try run("qpdf", ["--check", "FILE"], on: bytes)
        #expect(!check.output.contains("WARNING"), "\(check.output)")
        let file = try ReadableFile(bytes)
        return (file, try ReadableFile.array("Kept", in: file.object(file.root)))
    }

    @Test(arguments: [0, 1, 255, 256, 257, 5_000])
    func `as many objects as are added are found again, in their order`(count: Int) throws {
        let bytes = try file { writer in
            try (0..<count).map { number in
                try writer.addObject { object in
                    object.add("<</Value ")
                    object.add(number)
                    object.add(">>")
                }
            }
        }
        let (file, numbers) = try kept(bytes)
        #expect(numbers.count == count)
        for (place, number) in numbers.enumerated() {
            #expect(try ReadableFile.number("Value", in: file.object(number)) == place)
        }
    }

    @Test func `an object may be named before it is written`() throws {
        let bytes = try file { writer in
            let later = writer.reserve()
            let first = try writer.addObject { object in
                object.add("<</Next ")
                object.add(later)
                object.add(">>")
            }
            try writer.setObject(later) { $0.add("<</Value 7>>") }
            return [first, later]
        }
        let (file, numbers) = try kept(bytes)
        #expect(try ReadableFile.reference("Next", in: file.object(numbers[0])) == numbers[1])
        #expect(try ReadableFile.number("Value", in: file.object(numbers[1])) == 7)
    }

    @Test(arguments: [0, 1, 100, 70_000])
    func `a stream reads back, packed or as it is`(length: Int) throws {
        var random = Seeded(UInt64(length) + 1)
        var content = PDFBytes()
        while content.count < length { content.add(Array("% \(random.word())\n".utf8)) }
        let text = String(decoding: content.bytes, as: UTF8.self)
        let bytes = try file { writer in
            [try writer.addStream(content), try writer.addShortStream(content)]
        }
        let (file, numbers) = try kept(bytes)
        for number in numbers {
            let stream = try #require(file.streams[number])
            #expect(stream.hasPrefix(text))
            #expect(ReadableFile.reference("Length", in: try file.object(number)) != nil)
        }
    }

    @Test func `the sink gets every byte once and in order, some tens of kilobytes at a time`()
        throws
    {
        var sizes: [Int] = []
        let collected = Collected()
        var writer = try ObjectWriter { bytes in
            sizes.append(bytes.count)
            collected.bytes.append(contentsOf: bytes)
        }
        var random = Seeded(9)
        for _ in 0..<400 {
            var content = PDFBytes()
            content.add(Array(random.words(120).utf8))
            _ = try writer.addShortStream(content)
        }
        let root = try writer.addObject { $0.add("<</Type/Catalog>>") }
        try writer.finish(root: root, information: root)
        #expect(sizes.reduce(0, +) == writer.length && collected.bytes.count == writer.length)
        #expect(sizes.count > 3 && sizes.dropLast(2).allSatisfy { (60_000...80_000).contains($0) })
        #expect(collected.bytes.starts(with: Array("%PDF-1.7\n%".utf8)))
    }

    @Test func `an error of the sink is passed on, at the beginning and at the end`() throws {
        struct Full: Error {}
        #expect(throws: Full.self) {
            var writer = try ObjectWriter { _ in throw Full() }
            let root = try writer.addObject { $0.add("<</Type/Catalog>>") }
            try writer.finish(root: root, information: root)
        }
    }

    // MARK: Pages

    @Test(arguments: [0, 1, 127, 128, 129, 256, 257, 1_000])
    func `pages stand in leaves of at most 128, in order`(count: Int) throws {
        let collected = Collected()
        var writer = try ObjectWriter { collected.bytes.append(contentsOf: $0) }
        var tree = PageTree(root: writer.reserve())
        for number in 0..<count {
            try tree.add(to: &writer) { entries in
                entries.add("/Resources<<>>/Number ")
                entries.add(number)
            }
        }
        #expect(tree.pageCount == count)
        try tree.finish(in: &writer)
        let root = tree.root
        let catalog = try writer.addObject { object in
            object.add("<</Type/Catalog/Pages ")
            object.add(root)
            object.add(">>")
        }
        try writer.finish(root: catalog, information: catalog)
        let file = try ReadableFile(collected.bytes)
        let pages = try file.pages()
        #expect(
            try pages.map { try ReadableFile.number("Number", in: file.object($0.page)) }
                == Array(0..<count)
        )
        let leaves = Set(pages.map(\.parent))
        #expect(leaves.count == (count + 127) / 128)
    }

    // MARK: Packing

    @Test func `packing the same bytes gives the same bytes, whatever was packed before`() throws {
        let (fresh, used) = (try Deflater(for: .pages), try Deflater(for: .pages))
        var random = Seeded(2)
        for _ in 0..<20 { _ = try used.compressed(Array(random.words(300).utf8)) }
        for length in [0, 1, 50, 100_000] {
            let bytes = Array(random.words(length / 6 + 1).utf8.prefix(length))
            #expect(try fresh.compressed(bytes) == used.compressed(bytes))
        }
        let text = Array(String(repeating: "bevolkingsonderzoek ", count: 500).utf8)
        let (pages, fonts) = (
            try fresh.compressed(text), try Deflater(for: .fonts).compressed(text)
        )
        #expect(pages.count < text.count / 10 && fonts.count <= pages.count)
    }

    @Test func `a check sum is the usual one, at once or in parts`() {
        // CRC-32 of the digits, as every description of it gives.
        #expect(Checksum.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(Checksum.of([]) == 0)
        var parts = Checksum()
        for byte in "123456789".utf8 { [byte].withUnsafeBytes { parts.update($0) } }
        #expect(parts.value == 0xCBF4_3926)
    }
}
