// SPDX-License-Identifier: EUPL-1.2

// The use cases that take files in.
