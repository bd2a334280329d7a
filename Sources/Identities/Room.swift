// SPDX-License-Identifier: EUPL-1.2

// Who people are: digests, seals, openings and the access log.
