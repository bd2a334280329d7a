// SPDX-License-Identifier: EUPL-1.2

import Foundation

// The functions of the C library that the room needs, under names that say what they are.

func exponential(_ number: Double) -> Double { exp(number) }
func logarithm(_ number: Double) -> Double { log(number) }

/// The logarithm of the gamma function of a number above zero.
///
/// By Stirling's series above 10 and the recurrence below: the C library's writes a global variable.
func logGamma(_ number: Double) -> Double {
    var (shifted, below) = (number, 0.0)
    while shifted < 10 {
        below += log(shifted)
        shifted += 1
    }
    let inverse = 1 / (shifted * shifted)
    let series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680)))
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi) + series / shifted
        - below
}

/// The probability that a standard normal variable is above a number.
func normalTail(above number: Double) -> Double { erfc(number / 2.0.squareRoot()) / 2 }
