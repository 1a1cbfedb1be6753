// SPDX-License-Identifier: BSL-1.0
//
// The language that was chosen when this was built, as `said`. CMake names it
// (LOOPLAB_LANGUAGE) to those who speak; whoever says nothing speaks English.
// There is no choice at run time: a sentence is checked by the compiler.
#pragma once

#ifndef LOOPLAB_LANGUAGE
#define LOOPLAB_LANGUAGE english
#define LOOPLAB_LANGUAGE_FILE "visualizer/model/english.hpp"
#endif

#include LOOPLAB_LANGUAGE_FILE

namespace looplab::model {

namespace said = LOOPLAB_LANGUAGE;

}  // namespace looplab::model
