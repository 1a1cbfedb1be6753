// SPDX-License-Identifier: BSL-1.0
//
// Numbers are read strictly: a typing error must not become another number.
#include "chapters/common/options.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace looplab::common {
namespace {

using namespace std::string_literals;

[[noreturn]] void wrong(std::string_view option, std::string_view given,
                        std::string_view wanted) {
  throw usage_error(std::string(option) + " wants " + std::string(wanted) +
                    ", not '" + std::string(given) + "'");
}

unsigned number(std::string_view option, std::string_view text, unsigned least,
                unsigned most) {
  unsigned value = 0;
  auto end = text.data() + text.size();
  auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end || value < least || value > most) {
    wrong(option, text,
          "a number from " + std::to_string(least) + " to " +
              std::to_string(most));
  }
  return value;
}

in_addr address(std::string_view option, std::string_view text) {
  in_addr value{};
  auto numeric = text == "localhost" ? "127.0.0.1"s : std::string(text);
  if (::inet_pton(AF_INET, numeric.c_str(), &value) != 1) {
    wrong(option, text, "an IPv4 address such as 127.0.0.1");
  }
  return value;
}

milliseconds limit(std::string_view option, std::string_view text) {
  return milliseconds(number(option, text, 0, 86'400'000));
}

bool set_extra(options& into, std::string_view option, std::string_view value) {
  for (auto& each : into.extras) {
    if (each.name == option) {
      each.value = number(option, value, each.least, each.most);
      return true;
    }
  }
  return false;
}

void set(options& into, std::string_view option, std::string_view value) {
  if (option == "--port") {
    into.port = static_cast<unsigned short>(number(option, value, 0, 65535));
  } else if (option == "--listen") {
    into.listen = address(option, value);
  } else if (option == "--upstream") {
    into.upstream = read_endpoint(option, value);
  } else if (option == "--files") {
    into.files = value;
  } else if (option == "--limit-ms") {
    into.limits.client = limit(option, value);
  } else if (option == "--upstream-limit-ms") {
    into.limits.upstream = limit(option, value);
  } else if (!set_extra(into, option, value)) {
    throw usage_error("there is no option '" + std::string(option) +
                      "'; --help lists them");
  }
}

constexpr std::string_view COMMON_HELP =
    "  --port N               port to listen on; 0, the default, takes any\n"
    "  --listen ADDRESS       address to listen on (127.0.0.1)\n"
    "  --upstream HOST:PORT   who knows the prices for /quote\n"
    "  --files DIR            folder with the files 'small' and 'big'\n"
    "  --limit-ms N           time for a client to send a request, to begin\n"
    "                         its next, and to take its answer; 0 is no\n"
    "                         limit (10000)\n"
    "  --upstream-limit-ms N  time for the upstream to answer, then 504;\n"
    "                         0 is no limit (5000)\n";

}  // namespace

sockaddr_in read_endpoint(std::string_view what, std::string_view text) {
  auto colon = text.rfind(':');
  if (colon == text.npos) {
    wrong(what, text, "HOST:PORT such as 127.0.0.1:9000");
  }
  sockaddr_in value{};
  value.sin_family = AF_INET;
  value.sin_addr = address(what, text.substr(0, colon));
  value.sin_port = htons(static_cast<std::uint16_t>(
      number(what, text.substr(colon + 1), 1, 65535)));
  return value;
}

unsigned options::extra(std::string_view name) const {
  return std::find_if(extras.begin(), extras.end(),
                      [&](const extra_option& e) { return e.name == name; })
      ->value;
}

std::optional<options> read_command_line(
    const std::vector<std::string_view>& arguments, const about& what) {
  options result;
  result.listen.s_addr = htonl(INADDR_LOOPBACK);
  result.upstream.sin_family = AF_INET;
  result.upstream.sin_addr = result.listen;
  result.extras = what.extras;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto option = arguments[i];
    if (option == "--help" || option == "-h") {
      return std::nullopt;
    }
    // Both spellings are usual: "--port 80" and "--port=80".
    auto equals = option.find('=');
    if (equals != option.npos) {
      set(result, option.substr(0, equals), option.substr(equals + 1));
    } else if (i + 1 < arguments.size()) {
      set(result, option, arguments[++i]);
    } else {
      set(result, option, "");
    }
  }
  return result;
}

std::string help_text(const about& what) {
  std::string text = std::string(what.name) + ": " + std::string(what.summary) +
                     "\n\nusage: " + std::string(what.name) + " [options]\n\n" +
                     std::string(COMMON_HELP);
  for (const auto& each : what.extras) {
    auto line = "  " + std::string(each.name) + " N";
    line.resize(std::max<std::size_t>(line.size() + 1, 25), ' ');
    text += line + std::string(each.help) + " (" + std::to_string(each.value) +
            ")\n";
  }
  return text + "  --help                 this text\n\nCapacity: " +
         std::string(what.capacity) + "\n";
}

}  // namespace looplab::common
