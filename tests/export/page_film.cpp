// SPDX-License-Identifier: BSL-1.0
//
// See page_film.hpp.
#include "tests/export/page_film.hpp"

#include <stdexcept>
#include <string_view>

#include <boost/json.hpp>

#include "visualizer/model/characters.hpp"

namespace looplab::tests {

namespace {

namespace json = boost::json;

struct cells {
  std::u32string glyphs;
  std::string looks;
};

void write(cells& on, std::size_t& at, std::string_view text) {
  const char look = text.front();
  text.remove_prefix(1);
  while (!text.empty()) {
    const model::character next = model::first_character(text);
    on.glyphs.at(at) = next.glyph;
    on.looks.at(at++) = look;
    text.remove_prefix(next.bytes);
  }
}

cells patched(const cells& before, const json::value& patch) {
  cells out = before;
  std::size_t at = 0;
  for (const json::value& item : patch.as_array()) {
    if (item.is_string()) {
      write(out, at, item.as_string());
    } else if (item.is_array()) {
      const auto further = item.at(0).to_number<std::size_t>();
      for (auto n = item.at(1).to_number<std::size_t>(); n > 0; --n, ++at) {
        out.glyphs.at(at) = before.glyphs.at(at + further);
        out.looks.at(at) = before.looks.at(at + further);
      }
    } else {
      at += item.to_number<std::size_t>();
    }
  }
  return out;
}

page_frame frame_of(const cells& from, std::size_t columns) {
  std::string text;
  for (std::size_t at = 0; at < from.glyphs.size(); at += columns) {
    std::string line;
    for (const char32_t glyph : from.glyphs.substr(at, columns)) {
      model::append_utf8(line, glyph);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return {text, from.looks};
}

json::value parsed(const std::string& page) {
  return json::parse(data_of(page));
}

}  // namespace

std::string data_of(const std::string& page) {
  const std::string open =
      "<script type=\"application/json\" id=\"recording\">";
  const auto begin = page.find(open);
  const auto end = page.find("</script>", begin);
  if (begin == page.npos || end == page.npos) {
    throw std::runtime_error("there is no recording in the page");
  }
  return page.substr(begin + open.size(), end - begin - open.size());
}

std::vector<page_stop> film_of(const std::string& page, bool real_time) {
  const json::value data = parsed(page);
  const auto columns = data.at("columns").to_number<std::size_t>();
  const auto size = columns * data.at("rows").to_number<std::size_t>();
  const cells blank{std::u32string(size, U' '), std::string(size, '0')};
  const json::array& frames =
      data.at("frames").at(real_time ? 1 : 0).as_array();
  std::vector<page_stop> out;
  cells before = blank;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const json::array& told = frames[i].as_array();
    const cells now = patched(before, told.at(0));
    page_stop stop;
    stop.event = data.at("events").at(i).to_number<std::size_t>();
    stop.turn_before = data.at("turns").at(i).at(0).to_number<std::size_t>();
    stop.turn_after = data.at("turns").at(i).at(1).to_number<std::size_t>();
    stop.whole = frame_of(now, columns);
    for (std::size_t beat = 1; beat < 4 && i > 0; ++beat) {
      const cells lit = patched(beat < 3 ? before : now, told.at(beat));
      stop.beats.push_back(frame_of(lit, columns));
    }
    if (told.size() > 4 &&
        !(frame_of(patched(blank, told.at(4)), columns) == stop.whole)) {
      throw std::runtime_error("a key frame is not its frame");
    }
    out.push_back(std::move(stop));
    before = now;
  }
  return out;
}

page_lane_table lanes_of(const std::string& page) {
  const json::value data = parsed(page);
  const json::value& told = data.at("lanes");
  const json::array& orders = told.at("order").as_array();
  const json::array& rows = told.at("rows").as_array();
  page_lane_table out;
  out.mark = told.at("mark").as_string();
  std::vector<std::size_t> order;
  std::vector<int> row;
  std::size_t next_order = 0, next_row = 0;
  const auto is_of = [](const json::array& table, std::size_t at,
                        std::size_t stop) {
    return at < table.size() && table[at].at(0) == stop;
  };
  for (std::size_t i = 0; i < data.at("events").as_array().size(); ++i) {
    if (is_of(orders, next_order, i)) {
      const auto one =
          json::value_to<std::vector<std::size_t>>(orders[next_order++]);
      order.resize(one.at(1));
      order.insert(order.end(), one.begin() + 2, one.end());
    }
    if (is_of(rows, next_row, i)) {
      row = json::value_to<std::vector<int>>(rows[next_row++]);
      const int top = row.at(1);
      row.erase(row.begin(), row.begin() + 2);
      row.insert(row.begin(), static_cast<std::size_t>(top), -1);
    }
    out.order.push_back(order);
    out.rows.push_back(row);
  }
  out.changes =
      json::value_to<std::vector<std::vector<std::size_t>>>(told.at("changes"));
  return out;
}

std::vector<std::string> keys_of_page(const std::string& page) {
  const json::value data = parsed(page);
  std::vector<std::string> out;
  for (const json::value& row : data.at("keys").as_array()) {
    for (const json::value& key : row.at("keys").as_array()) {
      out.emplace_back(key.as_string());
    }
  }
  return out;
}

}  // namespace looplab::tests
