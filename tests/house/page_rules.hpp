// SPDX-License-Identifier: BSL-1.0
//
// The rules for Markdown pages: what they link to exists, every page can be
// reached from the README, and a chapter's page has the headings of all
// chapters. They read Markdown as GitHub does, as far as links and headings go.
#pragma once

#include <set>

#include "tests/house/tree.hpp"

namespace looplab::house {

/// One link of a page: the file (empty: the page itself) and the #anchor.
struct page_link {
  std::string target;
  std::string anchor;
  std::size_t line;
};

/// The links and images of a page that lead into this tree.
std::vector<page_link> links_of(const text_file& page);

/// The anchors that GitHub makes from the headings of a page.
std::set<std::string> anchors_of(const text_file& page);

/// Every link leads to a file of `tree`, and to a heading that is there.
complaints check_links(const text_file& page,
                       const std::vector<text_file>& tree);

/// Every page of `tree` can be reached from README.md.
complaints check_reachable(const std::vector<text_file>& tree);

/// A chapter's page has exactly the headings of a chapter, in their order.
complaints check_headings(const text_file& page);

/// chapters/README.md has one row for every chapter, with the question of its
/// lesson: a chapter that is not in the table is not found by a student.
complaints check_index(const std::vector<text_file>& tree);

}  // namespace looplab::house
