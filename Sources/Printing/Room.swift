// SPDX-License-Identifier: EUPL-1.2

// The use cases that make letters and print files.
