// SPDX-License-Identifier: EUPL-1.2

/// The tree of pages: a root over leaves of 128 pages each, written as they fill.
struct PageTree {
    let root: ObjectNumber
    private var leaves: [ObjectNumber] = []
    private var pages: [ObjectNumber] = []
    private(set) var pageCount = 0

    private static let pagesPerLeaf = 128

    init(root: ObjectNumber) { self.root = root }

    /// Adds a page; `entries` are those of its dictionary besides type and parent.
    mutating func add(
        to file: inout ObjectWriter,
        _ entries: (inout PDFBytes) -> Void
    ) throws {
        if pages.isEmpty {
            leaves.append(file.reserve())
        }
        let parent = leaves[leaves.count - 1]
        pages.append(
            try file.addObject { object in
                object.add("<</Type/Page/Parent ")
                object.add(parent)
                entries(&object)
                object.add(">>")
            }
        )
        pageCount += 1
        if pages.count == Self.pagesPerLeaf {
            try closeLeaf(in: &file)
        }
    }

    mutating func finish(in file: inout ObjectWriter) throws {
        if !pages.isEmpty {
            try closeLeaf(in: &file)
        }
        try file.setObject(root) { object in
            object.add("<</Type/Pages/MediaBox[0 0 ")
            object.add(PageLayout.pageWidth, PageLayout.pageHeight)
            object.add("]/Count ")
            object.add(pageCount)
            object.addKids(leaves)
            object.add(">>")
        }
    }

    private mutating func closeLeaf(in file: inout ObjectWriter) throws {
        try file.setObject(leaves[leaves.count - 1]) { object in
            object.add("<</Type/Pages/Parent ")
            object.add(root)
            object.add("/Count ")
            object.add(pages.count)
            object.addKids(pages)
            object.add(">>")
        }
        pages.removeAll(keepingCapacity: true)
    }
}

extension PDFBytes {
    fileprivate mutating func addKids(_ kids: [ObjectNumber]) {
        add("/Kids[")
        for kid in kids {
            add(kid)
            add(" ")
        }
        add("]")
    }
}
