// SPDX-License-Identifier: BSL-1.0
//
// A page of Markdown as a terminal shows it: links are places to look at, and
// lines stay within the screen. It refuses to be a renderer: headings, lists
// and code are as readable as they are written.
#pragma once

#include <filesystem>
#include <string>

namespace looplab::program {

/// The page with each link told in words: the path of a file below `root` as
/// an #include names it, after the link's own words unless they are its name.
/// `folder` is where the page lies. Paragraphs that this makes wider than 80
/// columns are broken anew.
std::string plain_page(const std::string& markdown,
                       const std::filesystem::path& folder,
                       const std::filesystem::path& root);

}  // namespace looplab::program
