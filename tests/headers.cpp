// SPDX-License-Identifier: BSL-1.0
//
// Empty on purpose: CMake compiles the tests' common headers beside it, once.
