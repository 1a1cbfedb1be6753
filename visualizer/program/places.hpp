// SPDX-License-Identifier: BSL-1.0
//
// Where things are: the programs beside this one and the chapters' pages, in a
// build tree and in an installed copy alike.
#pragma once

#include <filesystem>
#include <string>

namespace looplab::program {

/// The folder that holds chapters/, demos/, trace/ and visualizer/ with their
/// programs: a build tree or libexec/looplab.
std::filesystem::path programs_folder();

/// The folder with the chapters' pages and lessons: $LOOPLAB_SHARE, which the
/// front door sets, or the source tree this build tree lies in.
std::filesystem::path share_folder();

/// The library that makes any program tell what it does; empty if missing.
std::filesystem::path preload_library();

/// A chapter's folder name ("06-epoll") by its number ("6" or "06"); empty if
/// there is none.
std::string chapter_folder(const std::string& number);

/// The folder of the person's own records; empty when there is no home.
std::filesystem::path records_folder();

/// How whoever outlives the screen ends its sentence while a recording is made:
/// that it is kept, and the command that opens it, for a shell to read.
std::string kept_in(const std::string& recording);

}  // namespace looplab::program
