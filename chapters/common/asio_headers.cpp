// SPDX-License-Identifier: BSL-1.0
//
// The place where Asio's headers are compiled once for all programs that
// include them; it needs a source file, and that may be empty.
